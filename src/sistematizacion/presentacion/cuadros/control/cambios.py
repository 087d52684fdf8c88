"""Qué cambió en la cartera respecto del mes anterior."""

from collections.abc import Mapping
from typing import Any

from sistematizacion.analisis import control as analisis
from sistematizacion.analisis.control.cambios import EMPEORO, MEJORO
from sistematizacion.analisis.control.meses import fin_de, mes_de, mover
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import PORCENTAJE, PUNTOS, de_dato, derivada
from sistematizacion.presentacion.control.datos import Control, conjunto_de
from sistematizacion.presentacion.control.palabras import CAMBIOS, ESTADOS, TIPOS
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.control.celdas import contar, inversion, numero
from sistematizacion.presentacion.expediente import Expediente, SinDatos

SIN_MES = "Le falta el avance de este mes o el del anterior."
MEDIDAS = {
    "fisico_programado": "físico programado",
    "fisico_ejecutado": "físico ejecutado",
    "financiero_programado": "financiero programado",
    "financiero_ejecutado": "financiero ejecutado",
}


def cambios_del_mes(expediente: Expediente) -> Cuadro:
    """Por inversión: su estado en el mes anterior y en este, lo que avanzó en el mes y sus restricciones del mes."""
    control = Control(expediente)
    control.exigir_avances()
    tabla = analisis.cambios(
        control.inversiones, control.avances, control.restricciones, control.umbrales, expediente.fecha_corte
    )
    if tabla.empty:
        raise SinDatos("ningún mes dice el avance físico ejecutado de la cartera.")
    mes = mes_de(control.mes)
    este, anterior = (formato.corte(fin_de(m)) for m in (mes, mover(mes, -1)))
    avance = "Avance del mes (puntos)"
    filas = tabla.to_dict("records")
    return Cuadro(
        "cambios-del-mes",
        _titulo(filas, este),
        (
            Columna("Inversión", ancho=2.6),
            Columna(formato.frase(anterior), ancho=1, grupo="Estado según el SPI"),
            Columna(formato.frase(este), ancho=1, grupo="Estado según el SPI"),
            Columna("Cambio", ancho=0.9),
            Columna("Progr.", "num", 0.6, grupo=f"{avance}: físico"),
            Columna("Ejec.", "num", 0.6, grupo=f"{avance}: físico"),
            Columna("Progr.", "num", 0.6, grupo="Financiero"),
            Columna("Ejec.", "num", 0.6, grupo="Financiero"),
            Columna("Restricciones del mes", ancho=2.2),
        ),
        tuple(_fila(control, f) for f in filas),
        control.fuente,
        (f"Los avances son lo acumulado en {este} menos lo acumulado en {anterior}, en puntos porcentuales.",),
        horizontal=True,
        hoja=(_columnas_de_hoja(este, anterior), tuple(_de_hoja(control, f) for f in filas)),
    )


def _titulo(filas: list[dict[str, Any]], mes: str) -> str:
    """«En diciembre de 2025, una inversión mejoró de estado y ninguna empeoró»."""
    mejoraron, empeoraron = (sum(f["cambio"] == c for f in filas) for c in (MEJORO, EMPEORO))
    if not any(f["estado_anterior"] != "sin_dato" for f in filas):
        return f"Estado de la cartera en {mes}, primer mes con avances"
    if not mejoraron and not empeoraron:
        return f"En {mes}, ninguna inversión cambió de estado"
    unas = contar(mejoraron, "inversión mejoró", "inversiones mejoraron") if mejoraron else "ninguna inversión mejoró"
    otras = "ninguna empeoró" if not empeoraron else contar(empeoraron, "empeoró", "empeoraron")
    return f"En {mes}, {unas} de estado y {otras}"


def _fila(control: Control, fila: Mapping[str, Any]) -> Fila:
    avances = [numero(c) if (c := _avance(control, fila, medida)) else Ausente(SIN_MES) for medida in MEDIDAS]
    return Fila((inversion(fila), *_estados(fila), *avances, _restricciones(fila)))


def _estados(fila: Mapping[str, Any]) -> tuple[str, str, str]:
    return ESTADOS[fila["estado_anterior"]], ESTADOS[fila["estado"]], CAMBIOS[fila["cambio"]]


def _avance(control: Control, fila: Mapping[str, Any], medida: str) -> Cifra | None:
    """Lo avanzado en el mes, con los dos acumulados de que sale."""
    partes = [
        de_dato(control.expediente, fila[de], medida, MEDIDAS[medida], PORCENTAJE, 1, fila[de]["mes"] if fila[de] else None)
        for de in ("de_mes", "de_anterior")
    ]
    nombre = f"avance {MEDIDAS[medida]} del mes"
    return derivada(fila[medida], PUNTOS, "{} − {}", partes, 1, nombre, conjunto_de(fila))


def _restricciones(fila: Mapping[str, Any]) -> Celda:
    nuevas = [f"Nueva: {TIPOS[r['tipo']].lower()}, {formato.minuscula(r['descripcion'])}" for r in fila["nuevas"]]
    levantadas = [f"Levantada: {TIPOS[r['tipo']].lower()}, {formato.minuscula(r['descripcion'])}" for r in fila["levantadas"]]
    return tuple([*nuevas, *levantadas]) or "Ninguna"


def _columnas_de_hoja(este: str, anterior: str) -> tuple[Columna, ...]:
    return (
        Columna("CUI"), Columna("Inversión", ancho=3), Columna(f"Estado, {anterior}"), Columna(f"Estado, {este}"),
        Columna("Cambio"), *(Columna(f"Avance {m} del mes", "num") for m in MEDIDAS.values()),
        Columna("Restricciones del mes", ancho=3),
    )  # fmt: skip


def _de_hoja(control: Control, fila: Mapping[str, Any]) -> Fila:
    avances = [_avance(control, fila, m) or Ausente(SIN_MES) for m in MEDIDAS]
    return Fila((fila["cui"], fila["nombre"], *_estados(fila), *avances, _restricciones(fila)))
