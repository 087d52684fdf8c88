"""Lo que comparten las pruebas de los formatos chicos: dónde están los archivos reales, y cómo se hace uno de mentira."""

import csv
import io
import os
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest
from conftest import RAIZ

from sistematizacion.fuentes.chicos import FORMATOS
from sistematizacion.fuentes.lectura import LecturaExterna

COMPARTIDO = Path(os.environ.get("SISTEMATIZACION_SHARED") or RAIZ.parent / "shared") / "mef"
INICIO = 1 << 16


@dataclass(frozen=True)
class Vista:
    """Lo que se mira de un archivo para reconocerlo."""

    ruta: Path
    inicio: bytes
    encabezado: tuple[str, ...] = ()
    hojas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def mirar(ruta: Path) -> Vista:
    """La vista de un archivo: de un libro, la primera fila con datos de cada hoja; de un CSV, su encabezado."""
    with ruta.open("rb") as abierto:
        inicio = abierto.read(INICIO)
    if inicio.startswith(b"PK"):
        libro = openpyxl.load_workbook(ruta, read_only=True)
        hojas = {hoja.title: _primera(hoja) for hoja in libro.worksheets}
        libro.close()
        return Vista(ruta, inicio, hojas=hojas)
    if inicio.lstrip(b"\xef\xbb\xbf \r\n").startswith((b"{", b"[", b"<")):
        return Vista(ruta, inicio)
    return Vista(ruta, inicio, tuple(next(csv.reader(io.StringIO(inicio.decode("utf-8-sig", "replace"))), ())))


def _primera(hoja: Any) -> tuple[str, ...]:
    for fila in hoja.iter_rows(max_row=20, values_only=True):
        if any(v is not None for v in fila):
            return tuple("" if v is None else str(v) for v in fila)
    return ()


def quienes(ruta: Path) -> list[str]:
    """Las claves de los formatos que reconocen un archivo."""
    vista = mirar(ruta)
    return [f.clave for f in FORMATOS if f.reconoce(vista)]


def leer(ruta: Path) -> LecturaExterna:
    """El archivo leído por el único formato que lo reconoce."""
    vista = mirar(ruta)
    (formato,) = [f for f in FORMATOS if f.reconoce(vista)]
    hecha = formato.leer(ruta, ruta.name)
    assert (hecha.formato, hecha.clase) == (formato.clave, formato.clase)
    return hecha


def real(nombre: str) -> Path:
    """Un archivo real; si no está en esta máquina, la prueba se salta."""
    ruta = COMPARTIDO / nombre
    if not ruta.exists():
        pytest.skip(f"no está {nombre}")
    return ruta


def libro(ruta: Path, filas: Sequence[Sequence[Any]], hoja: str = "Hoja1") -> Path:
    """Un libro de Excel de una hoja."""
    nuevo = openpyxl.Workbook()
    nuevo.active.title = hoja
    for fila in filas:
        nuevo.active.append(list(fila))
    nuevo.save(ruta)
    return ruta


def libro_con_prefijo(ruta: Path, filas: Sequence[Sequence[str]]) -> Path:
    """Un libro como los de la Contraloría: su XML va con el prefijo «x:» y sus textos, dentro de cada celda."""
    principal = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relacion = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    paquete = "http://schemas.openxmlformats.org/package/2006/relationships"
    celdas = "".join(
        f'<x:row r="{n}">'
        + "".join(
            f'<x:c r="{openpyxl.utils.get_column_letter(m)}{n}" t="inlineStr"><x:is><x:t>{escape(t)}</x:t></x:is></x:c>'
            for m, t in enumerate(fila, 1) if t
        ) + "</x:row>"
        for n, fila in enumerate(filas, 1)
    )  # fmt: skip
    tipo = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    partes = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{tipo}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{tipo}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{paquete}"><Relationship Id="R1" Type="{relacion}/officeDocument" '
        'Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<x:workbook xmlns:x="{principal}" xmlns:r="{relacion}"><x:sheets>'
        '<x:sheet name="Obras" sheetId="1" r:id="R1"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{paquete}"><Relationship Id="R1" '
        f'Type="{relacion}/worksheet" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="{principal}"><x:sheetData>{celdas}</x:sheetData></x:worksheet>',
    }
    with zipfile.ZipFile(ruta, "w", zipfile.ZIP_DEFLATED) as nuevo:
        for nombre, contenido in partes.items():
            nuevo.writestr(nombre, '<?xml version="1.0" encoding="utf-8"?>' + contenido)
    return ruta


def de(hecha: LecturaExterna, **llaves: Any) -> dict[str, Any]:
    """La única fila con esas llaves."""
    tabla = hecha.tabla
    for columna, valor in llaves.items():
        tabla = tabla[tabla[columna] == valor]
    (fila,) = tabla.to_dict("records")
    return fila


def supuestos(hecha: LecturaExterna) -> str:
    """Todo lo supuesto y lo advertido, junto."""
    return "\n".join(map(str, hecha.hallazgos))
