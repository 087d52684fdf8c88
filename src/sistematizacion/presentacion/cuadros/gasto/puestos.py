"""La región frente a los demás gobiernos regionales: el puesto de todos y los de su tamaño."""

from decimal import Decimal

from sistematizacion.analisis.gasto.posicion import Puesto
from sistematizacion.analisis.gasto.ritmo import repartir
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.gasto.partes import EN_MILLONES, FALTA, SIN_BASE, usadas
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import POR_CIENTO, PUESTO, de_filas, medida, montos_de
from sistematizacion.presentacion.gasto.datos import Gasto, gasto_de
from sistematizacion.presentacion.gasto.frases import corte_de, de_anio

SOLA = "Solo hay datos de un gobierno regional: no hay con quién compararlo."
LA_NUESTRA = "▶ "  # delante de la región del informe: se la distingue sin color


def puestos(expediente: Expediente) -> Cuadro:
    """Una fila por gobierno regional con datos, del que más ejecutó de su PIM al que menos, con su tramo de tamaño."""
    g = gasto_de(expediente)
    if g.propio is None:
        raise NoSeMuestra(SOLA)
    filas = tuple(_fila(g, p) for p in g.puestos)
    columnas = (
        Columna("Gobierno regional", ancho=2), Columna("Puesto", "num", 0.8), Columna("PIM", "num"), Columna("Devengado", "num"),
        Columna("Ejecución del PIM", "num", 1.1), Columna("Tramo de tamaño", ancho=1.1), Columna("Puesto en el tramo", "num", 1),
    )  # fmt: skip
    return Cuadro(
        "gasto_puestos", _titulo(g), columnas, filas, expediente.fuente_de(*usadas(filas)),
        (EN_MILLONES, _que_se_ordena(g), *_del_tamano(g), *filter(None, [corte_de(g)])),
    )  # fmt: skip


def puesto(g: Gasto) -> Cifra | None:
    """El puesto de la región por su ejecución del PIM."""
    return None if g.propio is None else _de_puesto(g, g.propio)


def puesto_en_el_tramo(g: Gasto) -> Cifra | None:
    """Su puesto entre los de su tamaño."""
    p = g.propio
    if p is None or not p.grupo:
        return None
    return de_filas(
        g.expediente, Decimal(p.puesto_en_grupo), PUESTO, f"{g.de_si()}: puesto en su tramo de tamaño", p.parte.filas,
        f"cuántos de los {p.de_grupo} de su tramo ejecutaron más, más uno", decimales=0, region=g.expediente.region.nombre,
        conjunto=g.de_si(),
    )  # fmt: skip


def mediana(g: Gasto) -> Cifra | None:
    """La mediana de la ejecución del PIM de los gobiernos regionales."""
    reparto = repartir([p.valor for p in g.puestos])
    if g.propio is None or reparto is None:
        return None
    ajenas = [f for p in g.puestos for f in p.parte.filas]
    return de_filas(
        g.expediente, reparto.mediana, POR_CIENTO, f"Gobiernos regionales {g.anio}, {g.que}: mediana de la ejecución sobre el PIM", ajenas,
        f"mediana de {reparto.cuantos} gobiernos regionales",
        conjunto=f"Gobiernos regionales {g.anio}, {g.que}",
    )  # fmt: skip


def _fila(g: Gasto, p: Puesto) -> Fila:
    nombre, propio = _nombre(g, p), p.ambito.pliego == g.ambito.pliego
    region = g.expediente.region.nombre if propio else ""
    de = f"{nombre} {g.anio}, {g.que}"
    montos = montos_de(g.expediente, p.parte, de, region=region)
    return Fila(
        (
            (LA_NUESTRA if propio else "") + nombre, _de_puesto(g, p), montos["pim"] or Ausente(FALTA),
            montos["devengado"] or Ausente(FALTA), medida("eficacia_pim", p.parte, montos, de) or Ausente(SIN_BASE),
            f"{p.grupo} de {g.reglas.grupos_de_tamano}" if p.grupo else Ausente("Son pocos para formar tramos."),
            f"{formato.ordinal_abreviado(p.puesto_en_grupo)} de {p.de_grupo}" if p.grupo else Ausente("Son pocos para formar tramos."),
        ),
        "total" if propio else "",
    )  # fmt: skip


def _de_puesto(g: Gasto, p: Puesto) -> Cifra:
    propio = p.ambito.pliego == g.ambito.pliego
    conjunto = f"{_nombre(g, p)} {g.anio}, {g.que}"
    return de_filas(
        g.expediente, Decimal(p.puesto), PUESTO, f"{conjunto}: puesto por su ejecución del PIM", p.parte.filas,
        f"cuántos de {p.de} gobiernos regionales ejecutaron más, más uno", decimales=0,
        region=g.expediente.region.nombre if propio else "", conjunto=conjunto,
    )  # fmt: skip


def _titulo(g: Gasto) -> str:
    p = g.propio
    assert p is not None
    return (
        f"{_nombre(g, p)} ocupa el {formato.ordinal(p.puesto)} lugar de {p.de} gobiernos regionales por su ejecución del PIM de"
        f" {de_anio(g)}{'' if g.tipo == 'total' else ' en ' + g.que_tipo}{g.con_foco}"
    )


def _que_se_ordena(g: Gasto) -> str:
    return f"Se ordena por devengado ÷ PIM de {g.que}; los que empatan comparten el lugar. «{LA_NUESTRA.strip()}» señala a la región del informe."


def _del_tamano(g: Gasto) -> list[str]:
    if g.propio is None or not g.propio.grupo:
        return []
    return [f"Los gobiernos se reparten en {g.reglas.grupos_de_tamano} tramos iguales por su PIM; el 1 es el de mayor presupuesto."]


def _nombre(g: Gasto, p: Puesto) -> str:
    return g.gobierno(p)
