"""La portada del libro de cálculo y los signos con que se lee."""

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from sistematizacion.publicacion.anchos import ALTO_MAXIMO, ESCALA_DE_NEGRITA, RENGLON, renglones
from sistematizacion.publicacion.celdas import (
    NO_APLICA,
    NORMAL,
    SIN_DATO,
    SUBTITULO,
    TITULO,
    enlazar,
    escribir,
    limpio,
    plano,
)
from sistematizacion.publicacion.hojas import Libro

FIJAS = ("Portada", "Contenido", "Cifras", "Notas")
ANCHO_DE_PORTADA = 100  # caracteres
CLAVES = (
    (SIN_DATO, "No hay dato publicado ni registrado; no equivale a cero. En el informe se imprime una raya (—)."),
    ("[sin dato, nota a]", "No hay dato, y la nota con esa letra, en la misma hoja, dice por qué."),
    (NO_APLICA, "La columna no corresponde a esa fila: por ejemplo, una cifra que no lleva nota."),
    ("≈", "Cantidad aproximada: «alrededor de»."),
    (">", "Cantidad mínima: «más de»."),
    ("≥", "Al menos esa cantidad: a alguna fila del registro le falta el dato."),
    ("≤", "Cantidad máxima: «hasta»."),
    ("Redondeo", "Se muestra la mitad redondeada hacia arriba (0.125 → 0.13); la celda guarda el valor sin redondear."),
    ("Porcentajes", "La celda guarda el tanto por ciento: 96.06% es el número 96.06, no 0.9606."),
    ("Sin corte", "El dato no trae su fecha: ni la fuente ni el registro la dan."),
    ("publicado", "El dato está impreso en la fuente que se cita."),
    ("registrado", "El dato viene de los registros del programa."),
    ("reconstruido", "El dato se dedujo de otros publicados; la nota o la procedencia dice cómo."),
    ("calculado", "El dato se contó o se sumó en los registros, o sale de otras cifras, como dice su fórmula."),
)
INVENTADO = ("inventado", "El dato se inventó: el programa es ficticio y no describe a ninguna entidad.")


def claves(asientos: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Los signos y los orígenes con que se lee el libro de estas cifras: donde algo se inventó, nada se reconstruyó."""
    if all(a.get("origen") != INVENTADO[0] for a in asientos):
        return CLAVES
    return tuple(INVENTADO if clave == "reconstruido" else (clave, texto) for clave, texto in CLAVES)


def agregar_portada(libro: Libro, cuadros: int, cifras: int) -> None:
    """Escribe la hoja que presenta el libro, que es la primera: de qué trata, de quién es, hasta cuándo y cómo se lee.

    Args:
        libro: al que se agrega; sus metadatos llevan ``titulo`` y, si los hay, ``subtitulo``, ``region``, ``gobierno``,
            ``periodo``, ``fecha_texto``, ``entidades`` (``{"nombre", "papel"}``), ``descripcion``, ``avisos``,
            ``huella`` y ``franja``.
        cuadros: cuántos trae.
        cifras: cuántas trae.
    """
    hoja, meta = libro.excel.active, libro.metadatos
    hoja.title = "Portada"
    datos = {
        "Programa": meta.get("subtitulo"),
        "Ámbito": meta.get("region") or "todo el programa",
        "Gobierno": meta.get("gobierno"),
        "Periodo": meta.get("periodo"),
        "Datos al": meta.get("fecha_texto"),
    }
    entidades = [f"{e['nombre']} · {e['papel']}" if e.get("papel") else e["nombre"] for e in meta.get("entidades", ())]
    trae = f"{cuadros} cuadros del informe, uno por hoja; {cifras} cifras con su procedencia, en Cifras; y Notas."
    bloques: dict[str, list[str]] = {
        "": [f"{nombre}: {valor}" for nombre, valor in datos.items() if valor],
        "Entidades": entidades,
        "Qué trae este libro": [t for t in (meta.get("descripcion"), trae) if t],
        "Advertencias": list(meta.get("avisos", ())),
        "Cómo leerlo": [*(f"{signo}: {texto}" for signo, texto in CLAVES[:2]), "Lo demás se explica en Notas."],
        "Identificación": [f"Huella de los datos: {meta['huella']}"] if meta.get("huella") else [],
        "Ir a otra hoja": list(FIJAS[1:]),
    }
    hoja.column_dimensions["A"].width = ANCHO_DE_PORTADA
    _agregar_parrafo(hoja, plano(meta["titulo"]), ANCHO_DE_PORTADA, TITULO)
    if libro.franja:
        _agregar_parrafo(hoja, libro.franja, ANCHO_DE_PORTADA, SUBTITULO)
    for encabezado, lineas in bloques.items():
        if encabezado and lineas:
            _agregar_parrafo(hoja, encabezado, ANCHO_DE_PORTADA, SUBTITULO)
        for linea in lineas:
            _agregar_parrafo(hoja, linea, ANCHO_DE_PORTADA, destino=linea if linea in FIJAS else "")
    libro.preparar(hoja)
    hoja.page_setup.fitToHeight = 1


def _agregar_parrafo(hoja: Worksheet, texto: str, ancho: float, letra: Font = NORMAL, destino: str = "") -> None:
    """Agrega a la columna A, de ``ancho`` caracteres, un párrafo o un título; con ``destino``, un enlace a esa hoja."""
    fila, encabeza = hoja.max_row + (hoja["A1"].value is not None), letra is not NORMAL
    escribir(hoja.cell(fila, 1), texto, letra, Alignment("left", "bottom" if encabeza else "top", wrap_text=True))
    if destino:
        enlazar(hoja.cell(fila, 1), destino)
    escala = letra.size / NORMAL.size * (ESCALA_DE_NEGRITA if encabeza else 1)
    antes = 12 if encabeza and fila > 1 else 3
    hoja.row_dimensions[fila].height = min(
        ALTO_MAXIMO, antes + RENGLON * escala * renglones(limpio(texto), (ancho - 2) / escala)
    )
