"""Los rótulos «codigo: NOMBRE» de la consulta del gasto: qué es cada fila y qué códigos trae."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sistematizacion.errores import enumerar
from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.nucleo.lectura.celdas import plegar

# Lo que dice el encabezado de la primera columna → qué es cada fila
QUE = {
    "unidadejecutora": "ejecutora", "ejecutora": "ejecutora", "municipalidad": "municipalidad", "pliego": "pliego",
    "funcion": "funcion", "divisionfuncional": "division_funcional", "grupofuncional": "grupo_funcional",
    "productoproyecto": "inversion", "proyecto": "inversion", "inversion": "inversion", "producto": "producto",
    "actividadaccionobra": "actividad", "actividadaccioninversionobra": "actividad",
    "categoriapresupuestal": "programa", "programapresupuestal": "programa", "sector": "sector",
    "niveldegobierno": "nivel_gobierno", "departamento": "departamento", "provincia": "provincia",
    "fuentedefinanciamiento": "fuente", "fuente": "fuente", "rubro": "rubro", "generica": "generica",
    "categoriadegasto": "categoria_gasto", "tipodegobierno": "nivel_gobierno", "mes": "mes", "trimestre": "trimestre",
    "mancomunidad": "mancomunidad", "departamentometa": "departamento_meta",
}  # fmt: skip
PROYECTO_GENERICO = "proyecto_generico"
# No son inversiones y se repiten entre pliegos: llevan PIM y no están en el Banco
GENERICOS = {
    "2001621": "ESTUDIOS DE PRE-INVERSION", "2016766": "INICIATIVA A LA COMPETITIVIDAD",
    "2000270": "GESTION DE PROYECTOS", "2000351": "OPERACION Y MANTENIMIENTO", "2001707": "LIQUIDACION DE OBRAS",
    "2301043": "MEJORAMIENTO DE LOS NIVELES DE INNOVACION PRODUCTIVA A NIVEL NACIONAL",
    "2000045": "APOYO AL PEQUEÑO PRODUCTOR RURAL",
}  # fmt: skip
NOMBRES_GENERICOS = {plegar(nombre) for nombre in GENERICOS.values()}
ROTULO = re.compile(r"(?P<codigo>[0-9A-Z]+(?:[-.][0-9A-Z]+)*)\s*:\s*(?P<nombre>.*)", re.DOTALL)
DE_EJECUTORA = re.compile(r"\d{3}-(\d{1,6})")
DE_MUNICIPALIDAD = re.compile(r"(\d{6})-(\d{1,6})")
CUI = re.compile(r"2\d{6}")
PRODUCTO = re.compile(r"3\d{6}")
TOTAL = re.compile(r"(?:gran\s+)?total(?:es)?\b.*|suma(?:\s+total)?|.{1,60}\btotal\s*:?", re.IGNORECASE)


class Rotulo(NamedTuple):
    """Un rótulo ya entendido; lo que no trae es ``None``."""

    que: str
    codigo: str | None
    nombre: str | None
    cui: str | None = None
    sec_ejec: str | None = None
    ubigeo: str | None = None
    pliego: str | None = None
    pliego_nombre: str | None = None


def que_es(titulo: str, bitacora: Bitacora) -> str:
    """Qué es cada fila, según el título de su columna; si no se conoce, el mismo título plegado, y se dice."""
    plegado = plegar(titulo)
    if plegado not in QUE:
        bitacora.suponer(f"no se conoce la columna «{titulo.strip()}»: cada fila es «{plegado}»")
    return QUE.get(plegado, plegado)


def partir(rotulo: str) -> tuple[str | None, str]:
    """El código y el nombre, por el primer «: »; un nombre también puede llevar dos puntos.

    >>> partir("2470242: OBRA: PUENTE"), partir("TOTAL"), partir("OBRA: PUENTE")
    (('2470242', 'OBRA: PUENTE'), (None, 'TOTAL'), (None, 'OBRA: PUENTE'))
    """
    junto = " ".join(rotulo.split())
    hallado = ROTULO.fullmatch(junto)
    if hallado is None or not any(c.isdigit() for c in hallado["codigo"]):
        nivel = re.fullmatch(r"([ERM]): (.+)", junto)  # «R: GOBIERNOS REGIONALES»
        return (nivel[1], nivel[2]) if nivel else (None, junto)
    return hallado["codigo"], hallado["nombre"].strip()


def entender_rotulo(que: str, codigo: str | None, nombre: str | None) -> Rotulo:
    """Los códigos de un rótulo según qué es: CUI, SEC_EJEC, ubigeo o pliego.

    >>> entender_rotulo("municipalidad", "120101-301003", "MUNICIPALIDAD").ubigeo
    '120101'
    >>> entender_rotulo("inversion", "2001621", "ESTUDIOS DE PRE-INVERSION").que
    'proyecto_generico'
    """
    sabido: dict[str, str | None] = {}
    if codigo and (hallado := DE_MUNICIPALIDAD.fullmatch(codigo)):
        sabido = {"ubigeo": hallado[1], "sec_ejec": hallado[2]}
        que = "municipalidad"
    elif codigo and que == "ejecutora" and (hallado := DE_EJECUTORA.fullmatch(codigo)):
        sabido = {"sec_ejec": hallado[1]}
    elif que in {"inversion", "producto"}:
        que, sabido = _de_proyecto(que, codigo, nombre)
    elif que == "pliego":
        sabido = {"pliego": codigo, "pliego_nombre": nombre}
    return Rotulo(que, codigo, nombre, **sabido)


def _de_proyecto(que: str, codigo: str | None, nombre: str | None) -> tuple[str, dict[str, str | None]]:
    if codigo in GENERICOS or codigo is None and plegar(nombre or "") in NOMBRES_GENERICOS:
        return PROYECTO_GENERICO, {}
    if codigo and CUI.fullmatch(codigo):
        return "inversion", {"cui": codigo}
    return ("producto" if codigo and PRODUCTO.fullmatch(codigo) else que), {}


def decir_genericos(rotulos: Sequence[Rotulo], bitacora: Bitacora) -> None:
    """Nombra los proyectos genéricos que hay, que no son inversiones, y cuántas filas son."""
    genericos = [r for r in rotulos if r.que == PROYECTO_GENERICO]
    if genericos:
        nombres = enumerar(sorted({" ".join(filter(None, (r.codigo, r.nombre))) for r in genericos}))
        filas = segun(len(genericos), "fila es", "filas son")
        bitacora.entender(f"{filas} de proyectos genéricos, que no son inversiones y van sin CUI: {nombres}.")


def es_total(rotulo: str) -> bool:
    """Dice si un rótulo sin código es el de una fila de total.

    >>> [es_total(t) for t in ("TOTAL", "Total general", "Amazonas Total", "2470242: CAPACIDAD TOTAL", "CREACION DEL PUENTE")]
    [True, True, True, False, False]
    """
    codigo, nombre = partir(rotulo)
    return codigo is None and TOTAL.fullmatch(nombre) is not None
