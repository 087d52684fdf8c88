"""El archivo anual del gasto: una fila por cadena y mes; el mes 0 trae PIA y PIM, y los demás, los flujos."""

from collections.abc import Iterator
from decimal import Decimal

from sistematizacion.demostracion.mef.cartera import ANIO, EJECUTORAS, PLIEGOS, Inversion
from sistematizacion.demostracion.mef.encabezados import GASTO

Fila = dict[str, str]
FUNCIONES = {  # el clasificador funcional del sector público
    "PLANEAMIENTO, GESTION Y RESERVA DE CONTINGENCIA": "03", "ORDEN PUBLICO Y SEGURIDAD": "05", "TRABAJO": "07",
    "COMERCIO": "08", "TURISMO": "09", "AGROPECUARIA": "10", "PESCA": "11", "ENERGIA": "12", "INDUSTRIA": "14",
    "TRANSPORTE": "15", "COMUNICACIONES": "16", "AMBIENTE": "17", "SANEAMIENTO": "18", "VIVIENDA Y DESARROLLO URBANO": "19",
    "SALUD": "20", "CULTURA Y DEPORTE": "21", "EDUCACION": "22", "PROTECCION SOCIAL": "23",
}  # fmt: skip
FLUJOS = ("MONTO_CERTIFICADO", "MONTO_COMPROMETIDO_ANUAL", "MONTO_COMPROMETIDO", "MONTO_DEVENGADO", "MONTO_GIRADO")
SIN_TILDES = str.maketrans("ÁÉÍÓÚ", "AEIOU")  # el SIAF las quita
GENERICOS = (("2001621", "ESTUDIOS DE PRE-INVERSION"), ("2000270", "GESTION DE PROYECTOS"))
FUERA = (  # de otros niveles: una municipalidad, que no tiene pliego, y el nacional
    {"NIVEL_GOBIERNO": "M", "NIVEL_GOBIERNO_NOMBRE": "GOBIERNOS LOCALES", "PLIEGO": "", "PLIEGO_NOMBRE": "", "SECTOR": " ",
     "SEC_EJEC": "309999", "EJECUTORA_NOMBRE": "MUNICIPALIDAD DISTRITAL DE ARENAL (FICTICIO)"},
    {"NIVEL_GOBIERNO": "E", "NIVEL_GOBIERNO_NOMBRE": "GOBIERNO NACIONAL", "PLIEGO": "998", "SECTOR": "36", "SEC_EJEC": "1999",
     "PLIEGO_NOMBRE": "MINISTERIO DE PRUEBA (FICTICIO)", "EJECUTORA_NOMBRE": "PROGRAMA NACIONAL (FICTICIO)"},
)  # fmt: skip


def sec_ejec(pliego: str, n: int) -> str:
    """El código de la ejecutora, que es único en todo el país y no lleva ceros delante."""
    return f"{pliego}{n + 1:02}"


def filas(region: str, cartera: list[Inversion], anio: int) -> Iterator[Fila]:
    """Las filas del pliego de una región en un año."""
    pliego, ubigeo = PLIEGOS[region]
    base = _base(region, pliego, ubigeo, anio)
    for i in cartera:
        yield from _de_inversion(base, pliego, i, anio)
    for codigo, nombre in GENERICOS:
        yield base | {"MES_EJE": "0", "PRODUCTO_PROYECTO": codigo, "PRODUCTO_PROYECTO_NOMBRE": nombre, "MONTO_PIM": "250000"}
    actividad = base | {"TIPO_ACT_PROY": "3", "TIPO_ACT_PROY_NOMBRE": "ACTIVIDAD", "PRODUCTO_PROYECTO": "3000385",
                        "PRODUCTO_PROYECTO_NOMBRE": "NIÑAS, NIÑOS Y JOVENES CON CLASES", "FUNCION": "22",
                        "FUNCION_NOMBRE": "EDUCACION", "CATEGORIA_GASTO": "5",
                        "CATEGORIA_GASTO_NOMBRE": "GASTO CORRIENTE"}  # fmt: skip
    yield actividad | {"MES_EJE": "0", "MONTO_PIA": "900000", "MONTO_PIM": "950000"}
    yield actividad | {"MES_EJE": "3", "MONTO_DEVENGADO": "16100.0", "MONTO_GIRADO": "29300.0"}  # se gira más que lo devengado
    yield actividad | {"MES_EJE": "9", "MONTO_DEVENGADO": "-412.5"}
    for otra in FUERA if region == "valleverde" else ():
        yield base | otra | {"MES_EJE": "0", "MONTO_PIM": "111000", "PRODUCTO_PROYECTO": "2999991"}


def _base(region: str, pliego: str, ubigeo: str, anio: int) -> Fila:
    nombre = f"GOBIERNO REGIONAL DE {region.upper()} (FICTICIO)"
    return dict.fromkeys(GASTO, "0") | {
        "ANO_EJE": str(anio), "NIVEL_GOBIERNO": "R", "NIVEL_GOBIERNO_NOMBRE": "GOBIERNOS REGIONALES", "SECTOR": "99",
        "SECTOR_NOMBRE": "GOBIERNOS REGIONALES", "PLIEGO": pliego, "PLIEGO_NOMBRE": nombre, "SEC_EJEC": sec_ejec(pliego, 0),
        "EJECUTORA": "001", "EJECUTORA_NOMBRE": f"{EJECUTORAS[0]} (FICTICIO)",
        "DEPARTAMENTO_EJECUTORA": ubigeo, "DEPARTAMENTO_META": ubigeo, "SEC_FUNC": "0047", "PROGRAMA_PPTO": "0068",
        "TIPO_ACT_PROY": "2", "TIPO_ACT_PROY_NOMBRE": "PROYECTO", "ACTIVIDAD_ACCION_OBRA": "4000141",
        "FUNCION": "15", "FUNCION_NOMBRE": "TRANSPORTE",
        "DIVISION_FUNCIONAL": "033", "GRUPO_FUNCIONAL": "0064", "META": "00002", "FINALIDAD": "0188123", "FUENTE_FINANCIAMIENTO": "1",
        "RUBRO": "00", "CATEGORIA_GASTO": "6", "CATEGORIA_GASTO_NOMBRE": "GASTO DE CAPITAL", "GENERICA": "6",
    }  # fmt: skip


def _de_inversion(base: Fila, pliego: str, i: Inversion, anio: int) -> Iterator[Fila]:
    """El mes 0 y los meses con movimiento; si la ejecutan dos, cada mes va a una y el PIM se parte."""
    funcion = i.funcion.translate(SIN_TILDES)
    propia = base | {"PRODUCTO_PROYECTO": i.cui, "PRODUCTO_PROYECTO_NOMBRE": i.nombre.upper(), "FUNCION": FUNCIONES[funcion],
                     "FUNCION_NOMBRE": funcion}  # fmt: skip
    partes = [_con_ejecutora(propia, pliego, i.ejecutora + n) for n in range(2 if i.en_dos else 1)]
    meses, pim = (i.meses, i.pim) if anio == ANIO else (i.del_anterior, i.anterior.to_integral_value() + 1000)
    if anio != ANIO and not i.anterior:
        return
    pia = i.pia if anio == ANIO else Decimal(0)
    for n, parte in enumerate(partes):
        mitad = pim // 2 if n else pim - (pim // 2 if len(partes) > 1 else 0)
        yield parte | {"MES_EJE": "0", "MONTO_PIA": f"{0 if n else pia:.0f}", "MONTO_PIM": f"{mitad:.0f}"}
    for mes, monto in enumerate(meses, 1):
        if monto:
            yield partes[mes % len(partes)] | {"MES_EJE": str(mes)} | dict.fromkeys(FLUJOS, str(monto))


def _con_ejecutora(fila: Fila, pliego: str, n: int) -> Fila:
    cual = n % len(EJECUTORAS)
    nombre = f"{EJECUTORAS[cual]} (FICTICIO)"
    return fila | {"SEC_EJEC": sec_ejec(pliego, cual), "EJECUTORA": f"{cual + 1:03}", "EJECUTORA_NOMBRE": nombre}
