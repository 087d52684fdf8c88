"""Lee el texto de un PDF para las pruebas."""

from functools import lru_cache
from pathlib import Path

from pypdf import PdfReader


def paginas_del_pdf(ruta: Path) -> list[str]:
    """El texto de cada página. Los guiones no son de fiar: pypdf no distingue los propios de los de fin de línea."""
    return list(_paginas(ruta, ruta.stat().st_mtime_ns))


@lru_cache(maxsize=32)
def _paginas(ruta: Path, _: int) -> tuple[str, ...]:
    return tuple(pagina.extract_text() for pagina in PdfReader(ruta).pages)


def texto_del_pdf(ruta: Path) -> str:
    """El texto de todas las páginas."""
    return "\n".join(paginas_del_pdf(ruta))
