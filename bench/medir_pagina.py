"""Lo que pesa lo publicado y lo que tarda cada paso de publicar: python bench/medir_pagina.py [veces].

Hace todos los informes de los dos programas en una copia y mide sus archivos; después publica de nuevo el cierre de Junín y el
comparativo con los cuadernos ya ejecutados, un paso tras otro en un mismo proceso, y da la mediana de cada paso.
"""

import os
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from multiprocessing import Semaphore
from pathlib import Path
from statistics import median
from typing import Any

import pikepdf
from medidas import copiar_proyecto, encabezado, entorno, tabla

PROGRAMAS = ("acompanamiento-2025", "demostracion")
PASOS = {  # función de ``produccion.documento`` o de donde la llama → cómo se llama el paso
    "sistematizacion.produccion.documento": {
        "cargar_marca": "leer y revisar la marca", "estilo": "CSS y letras", "ensamblar": "armar la página",
        "bloques": "árbol del impreso", "compilar": "PDF, con sus etiquetas", "_hojas_de_calculo": "XLSX y CSV",
        "_en_word": "borrador en Word", "_pagina": "página con sus descargas",
    },
}  # fmt: skip
