"""Qué formato es un archivo, por lo que contiene."""

import zipfile
from difflib import SequenceMatcher

from sistematizacion.errores import ErrorDeEntrada, Problema, abreviar, enumerar
from sistematizacion.fuentes.chicos import FORMATOS as CHICOS
from sistematizacion.fuentes.chicos import Formato as FormatoChico
from sistematizacion.fuentes.grandes import GRANDES, FormatoGrande
from sistematizacion.fuentes.muestra import Muestra

SE_PARECE = 0.5  # parte de las columnas exigidas que basta para nombrar un formato como el más parecido


def reconocer(muestra: Muestra, archivo: str) -> FormatoGrande | FormatoChico:
    """El formato de un archivo.

    Raises:
        ErrorDeEntrada: ninguno lo reconoce; dice qué encabezado se vio, a qué se parece y qué formatos hay.
    """
    for formato in (*GRANDES, *CHICOS):
        if formato.reconoce(muestra):
            return formato
    _exigir_una_tabla(muestra, archivo)
    visto = muestra.encabezado or next(iter(muestra.hojas.values()), ())
    valor = abreviar(", ".join(visto)) if visto else abreviar(muestra.inicio[:80].decode("utf-8", "replace").strip())
    titulos = [f.titulo for f in (*GRANDES, *CHICOS)]
    remedio = f"{_parecido(muestra)} Se leen: {enumerar(titulos)}.".strip()
    raise ErrorDeEntrada([Problema(archivo, "no es ninguno de los formatos que se leen", remedio, "encabezado", valor)])


def _exigir_una_tabla(muestra: Muestra, archivo: str) -> None:
    """Un archivo vacío o comprimido dice que lo es, y qué hacer."""
    if not muestra.inicio.strip():
        raise ErrorDeEntrada([Problema(archivo, "el archivo está vacío", "Vuelva a bajarlo.")])
    if muestra.hojas or not zipfile.is_zipfile(muestra.ruta):
        return
    with zipfile.ZipFile(muestra.ruta) as comprimido:
        dentro = [n for n in comprimido.namelist() if not n.endswith("/")]
    remedio = f"Extraiga lo que trae ({enumerar(dentro)}) y dé make mef FILE= con cada archivo, o con la carpeta."
    raise ErrorDeEntrada([Problema(archivo, "es un archivo comprimido", remedio)])


def _parecido(muestra: Muestra) -> str:
    """A qué archivo grande se parece, y qué columnas le faltan."""
    cercanos = [(len(f.exige & muestra.normal) / len(f.exige), f) for f in GRANDES]
    cuanto, formato = max(cercanos, key=lambda par: par[0])
    if cuanto < SE_PARECE:
        return ""
    faltan = sorted(formato.exige - muestra.normal)
    casi = [n for f in faltan for n in muestra.normal if SequenceMatcher(None, f, n).ratio() > 0.85]
    hay = f" (tiene {enumerar(sorted(casi))})" if casi else ""
    return f"Se parece a «{formato.titulo}», pero le falta {enumerar(faltan)}{hay}."
