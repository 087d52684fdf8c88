"""El año entero: todo el gasto, los proyectos y las actividades; y en el programa, una región por fila."""

from sistematizacion.analisis.gasto.medidas import eficacia_pim
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Columna, Cuadro
from sistematizacion.presentacion.cuadros.gasto.partes import Renglon, columnas, con_pia, fila, notas, usadas
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import MILLON
from sistematizacion.presentacion.gasto.datos import Gasto, gasto_de, hay_gasto
from sistematizacion.presentacion.gasto.frases import corte_de, de_anio
from sistematizacion.presentacion.programa import ExpedienteDelPrograma


def resumen(expediente: Expediente) -> Cuadro:
    """Todo el gasto, los proyectos y las actividades: PIA, PIM, devengado, variación, ejecución y saldo."""
    g = gasto_de(expediente)
    nombre = expediente.region.nombre
    renglones = [
        Renglon(rotulo, parte, g.de_si(que=formato.minuscula(rotulo) + g.con_foco), nombre)
        for rotulo, parte in g.tipos().items()
    ]
    pia = con_pia(renglones)
    filas = tuple(fila(expediente, r, pia) for r in renglones)
    return Cuadro(
        "gasto_resumen", _titulo(g, nombre), columnas((Columna("Gasto", ancho=1.5),), pia), filas,
        expediente.fuente_de(*usadas(filas)), notas(pia, corte_de(g)),
    )  # fmt: skip


def _titulo(g: Gasto, nombre: str) -> str:
    avance, devengado = eficacia_pim(g.total), g.total.devengado
    if avance is None or devengado is None:
        return f"Presupuesto y ejecución de {nombre} en {g.anio}{g.con_foco}"
    que = "" if g.tipo == "total" else f" en {g.que_tipo}"
    monto = formato.millones(devengado / MILLON, 1)
    return f"{nombre} devengó{que} {monto} en {de_anio(g)}, el {formato.porcentaje(avance, 1)} de su PIM{g.con_foco}"


def resumen_comparado(programa: ExpedienteDelPrograma) -> Cuadro:
    """Una fila por región del programa con datos, cada una en su año y con su puesto."""
    con = [gasto_de(e) for e in programa.regiones if hay_gasto(e)]
    if not con:
        raise NoSeMuestra("Ninguna región del programa tiene datos de la ejecución de su gasto.")
    renglones = [
        Renglon(
            f"{g.expediente.region.nombre}, {g.anio}", g.total, g.de_si(), g.expediente.region.nombre, primeras=(_puesto(g),),
        )
        for g in con
    ]  # fmt: skip
    pia = con_pia(renglones)
    filas = tuple(fila(programa, r, pia) for r in renglones)
    primeras = (Columna("Región y año", ancho=1.9), Columna("Puesto", ancho=1.3))
    que = ", ".join(dict.fromkeys(g.que for g in con))
    return Cuadro(
        "gasto_resumen", _comparada(con), columnas(primeras, pia), filas, programa.fuente_de(*usadas(filas)),
        notas(pia, f"Se mira {que}. El puesto es entre los gobiernos regionales con datos, por su ejecución del PIM."),
    )  # fmt: skip


def _puesto(g: Gasto) -> str:
    return f"{formato.ordinal_abreviado(g.propio.puesto)} de {g.propio.de}" if g.propio else "Sin con quién"


def _comparada(con: list[Gasto]) -> str:
    medidas = sorted(((eficacia_pim(g.total), g.expediente.region.nombre) for g in con if eficacia_pim(g.total) is not None), reverse=True)
    if len(medidas) < 2:
        return "Presupuesto y ejecución de las regiones del programa"
    (mayor, quien), (menor, otra) = medidas[0], medidas[-1]
    return (
        f"La ejecución del PIM fue de {formato.porcentaje(menor, 1)} en {otra} a {formato.porcentaje(mayor, 1)} en {quien}"
    )

