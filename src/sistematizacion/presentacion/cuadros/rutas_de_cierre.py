"""Cuadros de las rutas de cierre: la regla, las que ella da y las inversiones que conviene revisar."""

import pandas as pd

from sistematizacion.analisis.cierre import rutas
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.cierre import SIN_TABLA, en_el_banco, segmentadas
from sistematizacion.presentacion.expediente import Expediente, NoAplica
from sistematizacion.presentacion.piezas import Nada, Pieza
from sistematizacion.presentacion.recuentos import RUTAS, contar
from sistematizacion.reglas_de_cartera import Condicion

ESTADOS = {
    "identificada": "Identificada", "validada": "Validada", "en_tramite": "En trámite", "cerrada": "Cerrada",
    "descartada": "Descartada",
}  # fmt: skip


def rutas_de_cierre(expediente: Expediente) -> Pieza:
    """La regla en orden: qué ruta da, con qué condiciones y a cuántas inversiones les toca."""
    filas = segmentadas(expediente)
    if filas.empty:
        return Nada(SIN_TABLA)
    vigentes = filas[filas["estado"] != "descartada"]
    criterio = expediente.catalogo.cartera.cierre
    inversion = expediente.catalogo.unidades["inversion"]

    def cuantas(elegidas: pd.DataFrame, nombre: str) -> Cifra:
        return contar(expediente, elegidas, inversion, f"Rutas de cierre: {nombre}", "Filas de «cierres» sin las descartadas",
                      segun=en_el_banco(expediente, elegidas))  # fmt: skip

    hechas = [
        Fila(
            (
                f"{n}. {formato.frase('; '.join(_condicion(c) for c in r.condiciones))}",
                RUTAS[r.ruta],
                r.fundamento,
                cuantas(vigentes[vigentes["regla"] == r.clave], f"cumplen la condición {n}"),
                cuantas(vigentes[(vigentes["regla"] == r.clave) & vigentes["discrepa"].astype(bool)],
                        f"cumplen la condición {n} y el registro dice otra ruta"),
            )
        )
        for n, r in enumerate(criterio.rutas, 1)
    ]  # fmt: skip
    ninguna = vigentes[vigentes["regla"] == ""]
    hechas.append(
        Fila(("Ninguna condición se cumple", "Sin ruta por la regla", "Falta revisar su documentación o sus datos en el Banco.",
              cuantas(ninguna, "no cumplen ninguna condición"), Ausente("Sin regla que se cumpla no hay con qué contrastar.")))
    )  # fmt: skip
    a_mano = cuantas(vigentes[vigentes["por_que"] == rutas.A_MANO], "con la ruta escrita en el registro")
    return Cuadro(
        "rutas-de-cierre",
        "La regla con que se reparten las inversiones por cerrar",
        (
            Columna("Condiciones, en el orden en que se prueban", ancho=3.2),
            Columna("Ruta", ancho=1.2),
            Columna("Por qué", ancho=3),
            Columna("La cumplen", "num"),
            Columna("El registro dice otra", "num"),
        ),
        tuple(hechas),
        expediente.fuente_de_tabla(vigentes),
        (criterio.fundamento, _a_mano(a_mano, len(vigentes))),
    )


def _a_mano(cifra: Cifra, todas: int) -> str:
    if not cifra.valor:
        return "Ninguna tiene la ruta escrita en el registro: a todas se la da la regla."
    cuantas = "todas" if cifra.valor == todas else cifra.con_unidad
    return f"La ruta escrita en el registro manda sobre la regla; la {'tiene' if cifra.valor == 1 else 'tienen'} {cuantas}."


def _condicion(condicion: Condicion) -> str:
    """«documentación de liquidación: parcial»."""
    nombre = rutas.NOMBRES[condicion.campo]
    if condicion.falta:
        return f"{nombre}: sin dato"
    if condicion.es or condicion.no_es:
        valores = " o ".join("sí" if v == "si" else v for v in condicion.es or condicion.no_es)
        return f"{nombre}: {'' if condicion.es else 'no es '}{valores}"
    extremos = (("desde", condicion.desde), ("hasta", condicion.hasta))
    limites = [f"{palabra}{formato.DURO}{n}" for palabra, n in extremos if n is not None]
    return f"{nombre}: {' '.join(limites)}"


def diferencias_de_ruta(expediente: Expediente) -> Pieza:
    """Las inversiones cuya ruta escrita no es la de la regla, o que el Banco y el registro no dan por cerradas a la vez."""
    filas = segmentadas(expediente)
    if filas.empty:
        return Nada(SIN_TABLA)
    dudosas = filas[filas["discrepa"].astype(bool) | (filas["aviso"] != "")]
    if dudosas.empty:
        con_banco = "" if len(expediente.tabla("mef_inversiones")) else (
            " No se tomaron datos del Banco de Inversiones: con ellos se contrastaría también qué está cerrado."
        )  # fmt: skip
        raise NoAplica(f"Ninguna ruta escrita en el registro difiere de la que da la regla.{con_banco}")
    return Cuadro(
        "diferencias-de-ruta",
        "Inversiones por cerrar que conviene revisar",
        (
            Columna("Inversión", ancho=2.6),
            Columna("CUI"),
            Columna("Estado", ancho=1.1),
            Columna("Ruta en el registro", ancho=1.2),
            Columna("Ruta por la regla", ancho=1.2),
            Columna("Qué revisar", ancho=3),
        ),
        tuple(_dudosa(f) for f in dudosas.to_dict("records")),
        expediente.fuente_de_tabla(dudosas),
        ("Donde difieren, vale la ruta del registro; la regla solo avisa.",),
    )


def rutas_de_la_regla(expediente: Expediente) -> Pieza:
    """Las inversiones cuya ruta no está escrita: la que les da la regla y por qué, o que ninguna se cumple."""
    filas = segmentadas(expediente)
    sin_escribir = filas[(filas["por_que"] != rutas.A_MANO) & (filas["estado"] != "descartada")]
    if sin_escribir.empty:
        return Nada("Todas las rutas están escritas en el registro, o la región no lo lleva.")
    return Cuadro(
        "rutas-de-la-regla",
        "Inversiones sin ruta en el registro, y la que les da la regla",
        (Columna("Inversión", ancho=2.6), Columna("CUI"), Columna("Ruta", ancho=1.2), Columna("Por qué", ancho=3.2)),
        tuple(
            Fila((f["nombre"] or f"Inversión {f['cui']}", f["cui"], RUTAS[f["ruta"]], formato.frase(f["por_que"])))
            for f in sin_escribir.to_dict("records")
        ),
        expediente.fuente_de_tabla(sin_escribir),
        ("La escribe en el registro quien decide la ruta; mientras tanto, vale la de la regla.",),
    )


def _dudosa(fila: dict) -> Fila:
    revisar = ["El registro dice otra ruta que la regla."] if fila["discrepa"] else []
    escrita = RUTAS[fila["ruta"]] if fila["por_que"] == rutas.A_MANO else RUTAS[""]
    de_regla = RUTAS[fila["ruta_de_regla"]]
    return Fila(
        (
            fila["nombre"] or f"Inversión {fila['cui']}",
            fila["cui"],
            ESTADOS[fila["estado"]],
            escrita,
            de_regla,
            tuple([*revisar, *([fila["aviso"]] if fila["aviso"] else [])]),
        )
    )
