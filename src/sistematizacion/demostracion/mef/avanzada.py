"""La «consulta avanzada» del Banco: un libro con una fila por localización, y con lo que a esos libros les pasa."""

from collections.abc import Iterator
from datetime import date

from openpyxl import Workbook

from sistematizacion.demostracion.mef.banco import entidad
from sistematizacion.demostracion.mef.cartera import PLIEGOS, Inversion
from sistematizacion.demostracion.mef.encabezados import CONSULTA_AVANZADA
from sistematizacion.publicacion.bytes_xlsx import bytes_del_libro

DIA = date(2026, 1, 15)  # el que dice el libro que se hizo
POCAS = 40  # la página da las que se buscaron, no todas
SECTOR = "GOBIERNOS REGIONALES"
Celda = str | int | None


def consulta_avanzada(region: str, cartera: list[Inversion]) -> bytes:
    """Las primeras de la cartera; una se repite entera, otra no trae CUI y a otra Excel le cortó el ubigeo."""
    libro = Workbook()
    hoja = libro.active
    hoja.title = "Sheet1"
    hoja.append(CONSULTA_AVANZADA)
    for fila in _filas(region, cartera[:POCAS]):
        hoja.append(fila)
    return bytes_del_libro(libro, DIA)


def _filas(region: str, cartera: list[Inversion]) -> Iterator[list[Celda]]:
    _, ubigeo = PLIEGOS[region]
    for n, i in enumerate(cartera):
        costo = int(i.costo)
        for lugar in range(1, i.lugares + 1):
            codigo = int(ubigeo if n == 4 else f"{ubigeo}010{lugar}")
            fila: list[Celda] = [
                int(i.cui), i.nombre.upper(), costo, "ACTIVO", SECTOR, entidad(region),
                f"UEI {i.ejecutora + 1} (ficticio)", "25/01/2023", "14/06/2023", costo,
                "ALTERNATIVA 1, LA DE MENOR COSTO\nPOR BENEFICIARIO", 1200 + 37 * n,
                f"{region.upper()} (FICTICIO)", "PROVINCIA 1 (FICTICIO)", f"DISTRITO {lugar} (FICTICIO)", codigo,
            ]  # fmt: skip
            yield fila
            if n == 3:
                yield fila
    yield [
        None, "INVERSION CON SNIP Y SIN CODIGO UNICO", 123456, "ACTIVO", SECTOR, entidad(region), None, "02/03/2012",
        None, 123456, None, None, f"{region.upper()} (FICTICIO)", None, None, int(f"{ubigeo}0101"),
    ]  # fmt: skip
