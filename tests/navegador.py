"""Un navegador de verdad para las pruebas: el Chromium del sistema, uno por proceso de pruebas."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NOMBRES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
EXIGIR = "SISTEMATIZACION_EXIGIR_NAVEGADOR"
OPCIONES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    """El navegador abierto; sin él, la prueba se salta o, si ``SISTEMATIZACION_EXIGIR_NAVEGADOR`` está puesta, falla."""
    if buscar() is None:
        motivo = f"No hay un navegador en el sistema: instale Chromium. Se buscó: {', '.join(NOMBRES)}."
        (pytest.fail if os.environ.get(EXIGIR) else pytest.skip)(motivo)
    with sync_playwright() as playwright:
        abierto = playwright.chromium.launch(executable_path=buscar(), args=OPCIONES)
        yield abierto
        abierto.close()


def buscar() -> str | None:
    """Dónde está el navegador del sistema."""
    return next(filter(None, map(shutil.which, NOMBRES)), None)
