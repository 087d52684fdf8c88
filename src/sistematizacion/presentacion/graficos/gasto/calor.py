"""Mapa de calor: la ejecución del PIM de cada función en cada gobierno regional."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sistematizacion.analisis.gasto.medidas import eficacia_pim, por_ciento
from sistematizacion.analisis.gasto.posicion import Puesto
from sistematizacion.analisis.gasto.vistas import Parte
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.graficos.gasto.alcance import EJECUCION, Alcance, de_region, del_programa
from sistematizacion.presentacion.graficos.gasto.trazos import (
    DE_LECTURA,
    TRAMA_SIN_DATO,
    Tramo,
    leyenda_de_tramos,
    relleno,
    tramo_de,
)
from sistematizacion.presentacion.graficos.lienzo import (
    ALTO_IMPRESO,
    ANCHO,
    GRIS,
    LETRA_MENOR,
    PAPEL,
    REGLA,
    TINTA,
    a_svg,
)
from sistematizacion.presentacion.graficos.pulgadas import escribir, medir, pliego, renglones
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

MAYORES = 12  # funciones; con más, los números no caben en la celda
TOTAL = "Total"
LEYENDA, MARGEN = 0.3, 0.1  # pulgadas
ANCHO_DEL_NOMBRE, SIN_PARTIR, ANCHO_DE_CELDA, ALTO_DEL_ROTULO = 1.5, 2.2, 0.62, 1.35
MUCHOS = 15  # gobiernos; con más, los nombres van en un renglón
PASO_COMODO = 0.26
DECIMALES = 0  # en la celda
SIN_FUNCIONES = "Los datos de {} no traen el gasto por función de al menos dos gobiernos regionales."
CON_MARCO = "El marco grueso y la negrita marcan {}."
SIN_DATO = (
    "Celda con rayas cruzadas: sin dato, porque el gobierno no tiene presupuesto en esa función o los datos no lo traen; no es cero."
)


def calor_de_region(expediente: Expediente) -> Grafico:
    """La región entre los demás gobiernos regionales."""
    return _calor(de_region(expediente))


def calor_del_programa(programa: ExpedienteDelPrograma) -> Grafico:
    """Las regiones del programa entre los demás gobiernos regionales."""
    return _calor(del_programa(programa))


def _calor(alcance: Alcance) -> Grafico:
    puestos = alcance.exigir_comparacion()
    por_pliego = {p.ambito.pliego: _por_funcion(alcance, p) for p in puestos}
    puestos = [p for p in puestos if por_pliego[p.ambito.pliego]]
    if len(puestos) < 2 or not any(alcance.es_nuestro(p) for p in puestos):
        raise NoSeMuestra(SIN_FUNCIONES.format(alcance.anio))
    codigos, fuera, parte_fuera = _elegir(por_pliego)
    nombres = {c: _nombre(alcance, c, por_pliego.values()) for c in [*codigos, *fuera]}
    totales = {p.ambito.pliego: alcance.ejecucion(p) for p in puestos}
    celdas = {
        (p.ambito.pliego, c): alcance.ejecucion_en(p, parte, nombres[c])
        for p in puestos
        for c in codigos
        if (parte := por_pliego[p.ambito.pliego].get(c))
    }
    dichos = [(p, [(nombres[c], _escrito(celdas.get((p.ambito.pliego, c)))) for c in codigos]) for p in puestos]
    detalle = " ".join(
        f"{alcance.nombre(p)}, total {_escrito(totales[p.ambito.pliego])}: {', '.join(f'{n} {v}' for n, v in suyos)}."
        for p, suyos in dichos
    )
    usadas = [c for c in (*totales.values(), *celdas.values()) if c]
    marcados = formato.lista(alcance.nombres) if len(alcance.nombres) < 6 else "las regiones del programa"
    faltan = any((p.ambito.pliego, c) not in celdas or celdas[p.ambito.pliego, c] is None for p in puestos for c in codigos)
    return Grafico(
        "gasto-calor", _titulo(alcance, puestos, codigos, nombres, celdas),
        _dibujar(alcance, puestos, codigos, nombres, totales, celdas),
        f"Ejecución del PIM{alcance.gasto} de {alcance.anio} por gobierno regional, del que más ejecutó al que menos, y función. "
        + detalle,
        alcance.expediente.fuente_de(*usadas),
        (
            f"En cada celda, el % del PIM que se devengó, redondeado. {EJECUCION}", CON_MARCO.format(marcados), DE_LECTURA,
            *([SIN_DATO] if faltan else []), *_de_fuera(fuera, nombres, parte_fuera), *alcance.notas,
        ),
        usadas,
    )  # fmt: skip


def _por_funcion(alcance: Alcance, puesto: Puesto) -> dict[str, Parte]:
    partes = alcance.hechos.partes(puesto.ambito, "funcion", alcance.tipo)
    return {p.codigo: p for p in partes if eficacia_pim(p) is not None}


def _elegir(por_pliego: Mapping[str, Mapping[str, Parte]]) -> tuple[list[str], list[str], Decimal | None]:
    """Las funciones de mayor PIM entre todos, las que quedan fuera y qué % del PIM son."""
    pims: dict[str, Decimal] = {}
    for suyas in por_pliego.values():
        for codigo, parte in suyas.items():
            pims[codigo] = pims.get(codigo, Decimal(0)) + (parte.pim or Decimal(0))
    orden = sorted(pims, key=lambda c: (-pims[c], c))
    fuera = orden[MAYORES:]
    return orden[:MAYORES], fuera, por_ciento(sum((pims[c] for c in fuera), Decimal(0)), sum(pims.values(), Decimal(0)))


def _de_fuera(fuera: Sequence[str], nombres: Mapping[str, str], parte: Decimal | None) -> list[str]:
    if not fuera:
        return []
    cuales = formato.lista([nombres[c] for c in fuera])
    return [f"Van las {MAYORES} funciones de mayor PIM. Las demás son {formato.porcentaje(parte, 1)} del PIM: {cuales}."]


def _nombre(alcance: Alcance, codigo: str, tablas: object) -> str:
    conocido = alcance.expediente.catalogo.gasto.funciones.get(codigo)
    escritos = (p.nombre for suyas in tablas for c, p in suyas.items() if c == codigo and p.nombre)  # type: ignore[attr-defined]
    return conocido or next(escritos, f"Función {codigo}")


def _escrito(cifra: Cifra | None) -> str:
    return cifra.en_cuadro if cifra else "sin dato"


def _titulo(
    alcance: Alcance, puestos: Sequence[Puesto], codigos: Sequence[str], nombres: Mapping[str, str],
    celdas: Mapping[tuple[str, str], Cifra | None],
) -> str:  # fmt: skip
    """En qué función va mejor y en cuál peor la región frente a los demás; de varias, la celda más baja de las nuestras."""
    propios = [p for p in puestos if alcance.es_nuestro(p)]
    if len(propios) > 1:
        nuestras = [(c, p, f) for p in propios for f in codigos if (c := celdas.get((p.ambito.pliego, f)))]
        cifra, puesto, funcion = min(nuestras, key=lambda n: (n[0].valor, n[1].ambito.pliego, n[2]))
        return (
            f"Entre las regiones del programa, la ejecución más baja de {alcance.anio} fue la de {alcance.nombre(puesto)} en "
            f"{nombres[funcion]}: {cifra.en_cuadro} de su PIM{alcance.gasto}"
        )
    (propio,) = propios
    lugares = []
    for funcion in codigos:
        valores = [c.valor for p in puestos if (c := celdas.get((p.ambito.pliego, funcion))) and c.valor is not None]
        suya = celdas.get((propio.ambito.pliego, funcion))
        if suya and suya.valor is not None and len(valores) > 1:
            lugares.append((1 + sum(v > suya.valor for v in valores), len(valores), funcion, suya))
    nombre = alcance.nombre(propio)
    if not lugares:
        return f"Ejecución del PIM{alcance.gasto} de {nombre} y de los demás gobiernos regionales por función, {alcance.anio}"
    mejor = min(lugares, key=lambda x: (x[0] / x[1], codigos.index(x[2])))
    peor = max(lugares, key=lambda x: (x[0] / x[1], -codigos.index(x[2])))
    if mejor[0] * peor[1] == peor[0] * mejor[1]:
        lugar = f"{nombre} fue {formato.ordinal_abreviado(mejor[0])} de {mejor[1]} por su ejecución de {alcance.anio}"
        en_una = f"{nombres[mejor[2]]} ({mejor[3].en_cuadro})"
        return f"{lugar} en {en_una if len(lugares) == 1 else 'todas las funciones'}"
    return (
        f"Donde mejor ejecutó {nombre} frente a los demás en {alcance.anio} fue {nombres[mejor[2]]} "
        f"({formato.ordinal_abreviado(mejor[0])} de {mejor[1]}, {mejor[3].en_cuadro}); donde peor, {nombres[peor[2]]} "
        f"({formato.ordinal_abreviado(peor[0])} de {peor[1]}, {peor[3].en_cuadro})"
    )


def _dibujar(
    alcance: Alcance, puestos: Sequence[Puesto], codigos: Sequence[str], nombres: Mapping[str, str],
    totales: Mapping[str, Cifra | None], celdas: Mapping[tuple[str, str], Cifra | None],
) -> str:  # fmt: skip
    sitio = SIN_PARTIR if len(puestos) > MUCHOS else ANCHO_DEL_NOMBRE
    rotulos = [renglones(alcance.nombre(p), sitio, LETRA_MENOR, True) for p in puestos]
    inicio = max(medir(r, LETRA_MENOR, True) for n in rotulos for r in n) + MARGEN
    ancho = min(ANCHO_DE_CELDA, (ANCHO - 0.02 - inicio - MARGEN / 2) / (len(codigos) + 1))
    encabezados = [[TOTAL], *(_girado(nombres[c], ancho) for c in codigos)]
    cabecera = LEYENDA + max(medir(r, LETRA_MENOR, True) for e in encabezados for r in e) + 0.08
    paso = max(
        0.06 + 1.16 * LETRA_MENOR / 72 * max(map(len, rotulos)) if max(map(len, rotulos)) > 1 else 0.17,
        min(PASO_COMODO, (ALTO_IMPRESO - 0.04 - cabecera) / len(puestos)),
    )
    with pliego(cabecera + paso * len(puestos) + 0.04) as (figura, eje):
        presentes: set[Tramo] = set()
        vacias = False
        for k, lineas in enumerate(encabezados):
            _encabezar(eje, _x(inicio, ancho, k) + ancho / 2, cabecera - 0.06, lineas, negrita=k == 0)
        for n, puesto in enumerate(puestos):
            propio, y = alcance.es_nuestro(puesto), cabecera + paso * n
            escribir(eje, 0, y + paso / 2, "\n".join(rotulos[n]), LETRA_MENOR, negrita=propio)
            fila = [totales[puesto.ambito.pliego], *(celdas.get((puesto.ambito.pliego, c)) for c in codigos)]
            for k, cifra in enumerate(fila):
                tramo = _celda(eje, _x(inicio, ancho, k), y, ancho, paso, cifra, negrita=propio or k == 0)
                presentes |= {tramo} if tramo else set()
                vacias = vacias or tramo is None
        for n, puesto in enumerate(puestos):
            if alcance.es_nuestro(puesto):
                largo = _x(inicio, ancho, len(codigos)) + ancho - inicio
                marco = {"facecolor": "none", "edgecolor": TINTA, "linewidth": 2.2, "zorder": 6}
                eje.add_patch(Rectangle((inicio, cabecera + paso * n), largo, paso, **marco))
        leyenda_de_tramos(eje, presentes, vacias, 0.09)
        return a_svg(figura)


def _x(inicio: float, ancho: float, columna: int) -> float:
    """Dónde empieza una columna; la del total va separada de las demás."""
    return inicio + ancho * columna + (MARGEN / 2 if columna else 0)


def _girado(nombre: str, ancho: float) -> list[str]:
    """El nombre en los renglones que caben, girados, en el ancho de una celda; el último se corta si no alcanzan."""
    caben = max(1, int(ancho / (1.16 * LETRA_MENOR / 72)))
    lineas = renglones(nombre, ALTO_DEL_ROTULO, LETRA_MENOR)
    return lineas if len(lineas) <= caben else [*lineas[: caben - 1], lineas[caben - 1] + "…"]


def _encabezar(eje: Axes, x: float, y: float, lineas: Sequence[str], *, negrita: bool) -> None:
    alto = 1.16 * LETRA_MENOR / 72
    for n, linea in enumerate(lineas):
        eje.text(x + (n - (len(lineas) - 1) / 2) * alto, y, linea, rotation=90, fontsize=LETRA_MENOR, ha="center", va="bottom",
                 color=TINTA if negrita else GRIS, fontweight="bold" if negrita else "normal")  # fmt: skip


def _celda(
    eje: Axes, x: float, y: float, ancho: float, alto: float, cifra: Cifra | None, *, negrita: bool
) -> Tramo | None:  # fmt: skip
    """Una celda con su número; con rayas cruzadas si no hay dato. Devuelve su tramo."""
    if cifra is None or cifra.valor is None:
        eje.add_patch(Rectangle((x, y), ancho, alto, facecolor=PAPEL, hatch=TRAMA_SIN_DATO, edgecolor=REGLA, linewidth=0.4))
        return None
    tramo = tramo_de(cifra.valor, DECIMALES)
    eje.add_patch(Rectangle((x, y), ancho, alto, facecolor=relleno(tramo), hatch=tramo.trama, edgecolor=REGLA, linewidth=0))
    eje.add_patch(Rectangle((x, y), ancho, alto, facecolor="none", edgecolor=PAPEL, linewidth=1))
    texto = formato.numero(cifra.valor, DECIMALES)
    escribir(eje, x + ancho / 2, y + alto / 2, texto, LETRA_MENOR, negrita=negrita, color=tramo.letra, ha="center")
    return tramo
