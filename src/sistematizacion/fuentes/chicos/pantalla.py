"""La Consulta Amigable tal como la exporta su pantalla: un HTML con nombre de ``.xls``.

Son tablas separadas: ``#hd`` (año y fecha), ``History`` (lo que se fue eligiendo, si está), ``MapTable`` (solo el
encabezado, en dos filas) y ``Data`` (solo las filas). Se lee como texto: nada de él se ejecuta ni se descarga.
"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from lxml import html

from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.comun import Formato, Muestra, apartar, leer_campos
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda, leer_contenido
from sistematizacion.fuentes.chicos.dias import fechas
from sistematizacion.fuentes.chicos.gasto_leido import ALIAS_DE_MONTOS, armar, rotulos_de
from sistematizacion.fuentes.chicos.rotulos import que_es
from sistematizacion.fuentes.lectura import LecturaExterna
from sistematizacion.nucleo.lectura.celdas import limpiar

CLAVE = "consulta_amigable"
ALIAS = Alias(ALIAS_DE_MONTOS)
DESCARGUE = "Descargue de nuevo la consulta con el botón de Excel de la página."
FECHA_DE_CONSULTA = re.compile(r"Fecha de la Consulta:\s*([^\s<]+(?: de \w+ de \d{4})?)", re.IGNORECASE)
ANIO = re.compile(r"A[ñn]o de Ejecuci[oó]n:\s*(\d{4})", re.IGNORECASE)
INCLUYE = re.compile(r"Incluye:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)
ELEGIDO = re.compile(r"(?P<nivel>Pliego|Unidad Ejecutora|Municipalidad)\s+(?P<codigo>[\d-]+)\s*:\s*(?P<nombre>.+)")


def reconoce(muestra: Muestra) -> bool:
    """Un HTML con la tabla ``MapTable``, o que dice Consulta Amigable."""
    inicio = muestra.inicio.lstrip(b"\xef\xbb\xbf \r\n\t")
    es_html = inicio.startswith(b"<") and not inicio.startswith(b"<?xml")
    return es_html and (b"MapTable" in inicio or b"Consulta Amigable" in inicio)


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por rótulo de la tabla ``Data``."""
    bitacora = Bitacora(archivo)
    pagina = _pagina(leer_contenido(ruta, archivo))
    titulos = _titulos(pagina)
    cuerpo = pagina.xpath("//table[contains(concat(' ', normalize-space(@class), ' '), ' Data ')]")
    if not titulos or not cuerpo:
        falta = "su encabezado (MapTable)" if not titulos else "sus filas (Data)"
        raise ErrorDeEntrada([Problema(archivo, f"la consulta no trae {falta}", DESCARGUE)])
    cruda = _cruda(cuerpo[0], titulos, bitacora)
    posiciones = {clave: n for n, t in enumerate(titulos) if n and (clave := ALIAS.clave(t))}
    sobran = [n for n, t in enumerate(titulos) if n and ALIAS.clave(t) is None]
    if not {"pim", "devengado"} <= posiciones.keys():
        raise ErrorDeEntrada([Problema(archivo, "la consulta no trae PIM y devengado", DESCARGUE)])
    bitacora.entender("Es la pantalla de la Consulta Amigable, en soles enteros.")
    campos = leer_campos(cruda, posiciones, "ejecucion", bitacora)
    filas = len(cruda.filas)
    anio, dia = _cabecera(pagina, bitacora)
    campos |= {"anio": [anio] * filas, "fecha_consulta": [dia] * filas, **_elegido(pagina, filas, bitacora)}
    que = que_es(titulos[0], bitacora)
    bitacora.entender(f"La primera columna es «{titulos[0]}»: cada fila es {que}.")
    rotulos = rotulos_de([str(fila[0]) for fila in cruda.filas], que)
    return armar(CLAVE, rotulos, campos, bitacora, apartar(cruda, sobran, bitacora))


def _pagina(contenido: bytes) -> html.HtmlElement:
    """El árbol del HTML. La página lo manda en ISO-8859-1; si alguien lo guardó en UTF-8, también."""
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        texto = contenido.decode("cp1252", "replace")
    interprete = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    return html.document_fromstring(texto.encode(), interprete)


def _texto(nodo: html.HtmlElement) -> str:
    return " ".join(limpiar(nodo.text_content()).split())


def _titulos(pagina: html.HtmlElement) -> list[str]:
    """Los títulos de ``MapTable``: de cada columna, el de más abajo («Devengado» y no «Ejecución»)."""
    tablas = pagina.xpath("//table[contains(concat(' ', normalize-space(@class), ' '), ' MapTable ')]")
    casillas: dict[tuple[int, int], str] = {}
    for y, fila in enumerate(tablas[0].iter("tr") if tablas else ()):
        x = 0
        for celda in fila.xpath("./td|./th"):
            while (y, x) in casillas:
                x += 1
            alto, ancho = (_abarca(celda, que) for que in ("rowspan", "colspan"))
            for dy in range(alto):
                for dx in range(ancho):
                    casillas[y + dy, x + dx] = _texto(celda)
            x += ancho
    if not casillas:
        return []
    ultima = max(y for y, _ in casillas)
    return [casillas.get((ultima, x), "") for x in range(1 + max(x for _, x in casillas))]


def _abarca(celda: html.HtmlElement, que: str) -> int:
    """Cuántas filas o columnas ocupa un título; si no es un número razonable, una."""
    dicho = (celda.get(que) or "").strip()
    return int(dicho) if re.fullmatch(r"[1-9]\d?", dicho, re.ASCII) else 1


def _cruda(cuerpo: html.HtmlElement, titulos: list[str], bitacora: Bitacora) -> Cruda:
    """Las filas de la consulta; la que no trae una celda por columna es un aviso de la página, y se dice."""
    filas, numeros = [], []
    for numero, fila in enumerate(_filas(cuerpo), 1):
        celdas = [_texto(celda) for celda in fila.xpath("./td|./th")]
        if not any(celdas):
            continue
        if len(celdas) != len(titulos):
            regla = "no es una fila de datos: la consulta puede estar incompleta"
            bitacora.advertir(regla, DESCARGUE, {"lugar": f"fila {numero}", "valor": " ".join(celdas).strip()})
            continue
        filas.append(celdas)
        numeros.append(numero)
    return Cruda(titulos, filas, numeros)


def _filas(cuerpo: html.HtmlElement) -> Iterator[html.HtmlElement]:
    return (fila for fila in cuerpo.iter("tr") if next(fila.iterancestors("table")) is cuerpo)


def _cabecera(pagina: html.HtmlElement, bitacora: Bitacora) -> tuple[int | None, date | None]:
    """El año de ejecución y el día de la consulta, de ``#hd``; lo que no está queda sin dato y se dice."""
    for salto in pagina.iter("br", "div"):
        salto.tail = f"\n{salto.tail or ''}"
    cabeceras = pagina.xpath("//*[@id='hd']")
    dicho = cabeceras[0].text_content().replace("\u00a0", " ") if cabeceras else ""
    anio, dia = ANIO.search(dicho), FECHA_DE_CONSULTA.search(dicho)
    if anio is None:
        bitacora.advertir("la consulta no dice de qué año es", DESCARGUE)
    else:
        bitacora.entender(f"Es del año {anio[1]}.")
    if incluye := INCLUYE.search(dicho):
        bitacora.entender(f"Incluye: {incluye[1]}.")
    leidas = fechas([dia[1] if dia else ""], lambda _: {"lugar": "Fecha de la Consulta", "valor": dia and dia[1]}, bitacora)
    if leidas[0] is None and not bitacora.errores:
        bitacora.advertir("la consulta no dice de qué día es", DESCARGUE)
    return (int(anio[1]) if anio else None), leidas[0]


def _elegido(pagina: html.HtmlElement, filas: int, bitacora: Bitacora) -> dict[str, list[str | None]]:
    """El pliego y la ejecutora que se eligieron antes de esta vista, si la página los trae en ``History``."""
    hallados: dict[str, list[str | None]] = {}
    for celda in pagina.xpath("//table[contains(@class, 'History')]//td"):
        elegido = ELEGIDO.fullmatch(_texto(celda))
        if elegido is None:
            continue
        bitacora.entender(f"Es de {elegido['nivel'].lower()} {elegido['codigo']}: {elegido['nombre']}.")
        if elegido["nivel"] == "Pliego":
            hallados |= {"pliego": [elegido["codigo"]] * filas, "pliego_nombre": [elegido["nombre"]] * filas}
        else:
            hallados["sec_ejec"] = [elegido["codigo"].rpartition("-")[2]] * filas
    return hallados


FORMATO = Formato(CLAVE, "Consulta Amigable, exporte de pantalla", "ejecucion", reconoce, leer)
