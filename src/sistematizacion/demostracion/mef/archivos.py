"""Escribe los archivos inventados del MEF en una carpeta."""

import csv
from collections.abc import Iterable
from pathlib import Path

from sistematizacion.demostracion.mef import banco, encabezados, gasto
from sistematizacion.demostracion.mef.ancho import a_lo_ancho
from sistematizacion.demostracion.mef.avanzada import consulta_avanzada
from sistematizacion.demostracion.mef.cartera import ANIO, PLIEGOS, Inversion, inversiones
from sistematizacion.demostracion.mef.pantalla import consulta_de_pantalla

OTRAS = 3000  # inversiones de cada pliego, además de las de su registro


def escribir(carpeta: Path, otras: int = OTRAS) -> list[Path]:
    """Los diez archivos, con ``otras`` inversiones más por pliego; siempre los mismos bytes.

    Los de un año van con BOM y los de otro sin él, como los reales.
    """
    carpeta.mkdir(parents=True, exist_ok=True)
    carteras = {region: inversiones(region, otras) for region in PLIEGOS}
    hechos = [
        _tabla(carpeta / f"{anio}-Gasto-Mensual.csv", encabezados.GASTO, _juntas(gasto.filas(r, c, anio) for r, c in carteras.items()),
               con_bom=anio != ANIO)
        for anio in (ANIO - 1, ANIO)
    ]  # fmt: skip
    del_anio = _juntas(gasto.filas(r, c, ANIO) for r, c in carteras.items())
    hechos.append(_tabla(carpeta / f"{ANIO}-Gasto-Devengado-Mensual.csv", encabezados.DEVENGADO, a_lo_ancho(del_anio)))
    todas = [i for cartera in carteras.values() for i in cartera]
    hechos += [
        _tabla(carpeta / "DETALLE_INVERSIONES.csv", encabezados.DETALLE, _juntas(banco.activas(r, c) for r, c in carteras.items())),
        _tabla(carpeta / "CIERRE_INVERSIONES.csv", encabezados.CIERRE, _juntas(map(banco.cerradas, carteras))),
        _tabla(carpeta / "INVERSIONES_DESACTIVADAS.csv", encabezados.DESACTIVADAS, _juntas(map(banco.desactivadas, carteras))),
        _tabla(carpeta / "FORMATO_12B.csv", encabezados.FORMATO_12B, banco.seguimiento(todas)),
        _tabla(carpeta / "ESTADO_SITUACIONAL.csv", encabezados.ESTADO_SITUACIONAL, banco.situaciones(todas)),
    ]
    pantalla = carpeta / "consulta-amigable-999.xls"
    pantalla.write_bytes(consulta_de_pantalla(_de_pantalla(carteras["valleverde"])))
    avanzada = carpeta / "Consulta-Avanzada-98.xlsx"
    avanzada.write_bytes(consulta_avanzada("altamar", carteras["altamar"]))
    return [*hechos, pantalla, avanzada]


def _juntas(partes: Iterable[Iterable[gasto.Fila]]) -> Iterable[gasto.Fila]:
    for parte in partes:
        yield from parte


def _tabla(ruta: Path, columnas: list[str], filas: Iterable[gasto.Fila], *, con_bom: bool = True) -> Path:
    with ruta.open("w", encoding="utf-8-sig" if con_bom else "utf-8", newline="") as archivo:
        escritor = csv.DictWriter(archivo, columnas, lineterminator="\r\n", extrasaction="ignore")
        escritor.writeheader()
        escritor.writerows(filas)
    return ruta


def _de_pantalla(cartera: list[Inversion]) -> list[Inversion]:
    """La pantalla muestra a lo más 400 filas por página."""
    return cartera[:400]
