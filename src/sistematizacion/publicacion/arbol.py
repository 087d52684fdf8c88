"""Lee el HTML semántico del informe y lo vuelve un árbol de bloques que se puede guardar en JSON.

Una *línea* es una lista de textos y de ``{"tipo", "hijos": línea}`` con los tipos de ``NOMBRES``, más ``enlace``, que
además trae ``destino`` y, si lleva a una ficha, ``pagina``. Un *bloque* es ``{"tipo"}``, con ``id`` si el elemento lo
lleva, y con estos campos:

- ``capitulo``, ``aviso``: ``hijos`` (bloques); ``parrafo``, ``hallazgo``, ``llano`` (texto suelto): ``hijos`` (línea)
- ``titulo``: ``nivel`` (1 es el del capítulo), ``numeral``, ``hijos`` (línea)
- ``lista``: ``ordenada``, ``items`` (listas de bloques); ``testimonio``: ``hijos`` (bloques), ``pie`` (línea)
- ``cifras``: ``items`` ``{valor, rotulo, detalle}`` (líneas); ``ficha``: ``items`` ``[término, bloques del detalle]``
- ``fichas``, ``practica``, ``columna``: ``hijos`` (bloques): las fichas de un catálogo, cada una y sus columnas
- ``etiquetas``: ``items`` ``{"clase", "hijos": línea}``; ``campos``: ``papel``, ``items`` como los de ``ficha``
- ``clave``, ``resumen``, ``pie``: ``hijos`` (línea), en una ``practica``
- ``grafico`` y ``cuadro``: ``numeral``, ``titulo``, ``notas``, ``fuente``, ``orientacion``; el primero, ``svg`` y
  ``alt``; el segundo, ``anchos``, ``cabecera`` y ``cuerpo``: filas ``{"clase", "celdas"}`` con celdas
  ``{"x", "y", "columnas", "filas", "ambito", "clase", "hijos"}``, donde ``ambito`` queda vacío si no es encabezado
"""

import re
from collections.abc import Callable
from typing import Any

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sistematizacion.errores import ErrorDeDocumento, abreviar

Nodo = dict[str, Any]
Lector = Callable[[HtmlElement], Any]
BLANCOS = re.compile(r"[ \t\n\r\f]+")  # el espacio duro no se pliega


class ElementoDesconocido(ErrorDeDocumento, ValueError):
    """El documento trae un elemento, una clase o un texto suelto que la gramática no admite en ese lugar."""

    def __init__(self, elemento: str, clase: str, capitulo: str, texto: str) -> None:
        self.elemento, self.clase, self.capitulo = elemento, clase, capitulo
        nombre = f'<{elemento} class="{clase}">' if clase else f"<{elemento}>"
        lugar = f"en el capítulo «{capitulo}»" if capitulo else "fuera de los capítulos"
        super().__init__(
            f"La gramática del informe no admite {nombre} {lugar}: «{abreviar(texto)}». "
            "Muéstrelo con inf.prosa, inf.cuadro o inf.grafico."
        )


def bloques(html: str) -> list[Nodo]:
    """Los capítulos de ``main#contenido``, cada uno un bloque ``capitulo``.

    Raises:
        ElementoDesconocido: hay algo que la gramática no admite; nada se pierde en silencio.
        ErrorDeDocumento: falta ``main#contenido``, o una pieza obligatoria de un cuadro o de un gráfico.
    """
    raiz = document_fromstring(html, parser=HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True))
    hallados = raiz.xpath("//main[@id='contenido']")
    if len(hallados) != 1:
        raise ErrorDeDocumento(f'El documento debe traer un <main id="contenido"> y trae {len(hallados)}.')
    return _hijos(hallados[0], {"section.capitulo": _con("capitulo", lambda e: _hijos(e, BLOQUES))})


def _texto(elemento: HtmlElement) -> str:
    return BLANCOS.sub(" ", elemento.text_content()).strip(" ")


def _capitulo(elemento: HtmlElement) -> str:
    titulos = elemento.xpath("ancestor-or-self::section[1]//h2")
    return _texto(titulos[0]) if titulos else elemento.xpath("string(ancestor-or-self::section[1]/@id)")


def _exigir(condicion: bool, elemento: HtmlElement, que: str) -> None:
    if not condicion:
        cual = elemento.get("id") or abreviar(_texto(elemento), 40)
        raise ErrorDeDocumento(f"En el capítulo «{_capitulo(elemento)}», <{elemento.tag}> «{cual}»: {que}.")


def _leer(elemento: HtmlElement, tabla: dict[str, Lector]) -> Any:
    """Aplica el lector que la tabla da a ``elemento`` o ``elemento.clase``."""
    lector = tabla.get(".".join(filter(None, [elemento.tag, elemento.get("class")])))
    if lector is None:
        raise ElementoDesconocido(elemento.tag, elemento.get("class", ""), _capitulo(elemento), _texto(elemento))
    return lector(elemento)


def _hijos(elemento: HtmlElement, tabla: dict[str, Lector]) -> list[Any]:
    """Lee los hijos de un contenedor que no admite texto suelto."""
    for suelto in [elemento.text, *(hijo.tail for hijo in elemento)]:
        if suelto and BLANCOS.sub("", suelto):
            raise ElementoDesconocido(f"texto suelto en {elemento.tag}", "", _capitulo(elemento), suelto.strip())
    return [_leer(hijo, tabla) for hijo in elemento]


def _con(tipo: str, lector: Lector) -> Lector:
    """Un lector de bloques ``tipo`` cuyo contenido da ``lector``."""
    return lambda e: {"tipo": tipo, **({"id": e.get("id")} if e.get("id") else {}), "hijos": lector(e)}


def _tramo(elemento: HtmlElement) -> list[Any]:
    """Textos y elementos de línea, con los espacios todavía sin plegar."""
    return [elemento.text or "", *(pieza for h in elemento for pieza in (_leer(h, LINEA), h.tail or ""))]


def _plegar(linea: list[Any], previo: str) -> str:
    """Pliega los espacios como HTML (uno entre palabras, ninguno al inicio o tras un salto) y da el último carácter."""
    for i, nodo in enumerate(linea):
        if isinstance(nodo, str):
            texto = BLANCOS.sub(" ", nodo)
            linea[i] = texto.removeprefix(" ") if previo == " " else texto
            previo = linea[i][-1:] or previo
        else:
            previo = _plegar(nodo["hijos"], " " if nodo["tipo"] == "salto" else previo)
    return previo


def _linea(origen: HtmlElement | list[Any]) -> list[Any]:
    """La línea, ya plegada, de un elemento o de un tramo."""
    tramo = origen if isinstance(origen, list) else _tramo(origen)
    if _plegar(tramo, " ") == " " and tramo and isinstance(tramo[-1], str):
        tramo[-1] = tramo[-1].removesuffix(" ")
    return [nodo for nodo in tramo if nodo]


def _flujo(elemento: HtmlElement) -> list[Nodo]:
    """Bloques de un ítem o celda, que también admite texto suelto: cada tramo queda en un bloque ``llano``."""
    salida: list[Nodo] = [{"tipo": "llano", "hijos": [elemento.text or ""]}]
    for hijo in elemento:
        if hijo.tag in {"p", "ul", "ol"}:
            salida += [_leer(hijo, FLUJO), {"tipo": "llano", "hijos": [hijo.tail or ""]}]
        else:
            salida[-1]["hijos"] += [_leer(hijo, LINEA), hijo.tail or ""]
    plegados = [b | {"hijos": _linea(b["hijos"])} if b["tipo"] == "llano" else b for b in salida]
    return [b for b in plegados if b.get("hijos") or b["tipo"] != "llano"]


def _enlace(elemento: HtmlElement) -> Nodo:
    _exigir(bool(elemento.get("href")), elemento, "el enlace no lleva href")
    return {"tipo": "enlace", "destino": elemento.get("href"), "hijos": _tramo(elemento)}


def _enlace_a_ficha(elemento: HtmlElement) -> Nodo:
    return _enlace(elemento) | {"pagina": True}


def _titulo(elemento: HtmlElement) -> Nodo:
    numerales = elemento.xpath("./span[@class='numeral']")
    campos = {"nivel": int(elemento.tag[1]) - 1, "numeral": " ".join(map(_texto, numerales))}
    for numeral in numerales:
        numeral.drop_tree()
    return _con("titulo", _linea)(elemento) | campos


def _testimonio(elemento: HtmlElement) -> Nodo:
    piezas = _hijos(elemento, {"p": _con("parrafo", _linea), "footer": _con("footer", _linea)})
    parrafos = [p for p in piezas if p["tipo"] == "parrafo"]
    return {"tipo": "testimonio", "hijos": parrafos, "pie": _una(piezas, "footer", elemento)["hijos"]}


def _cifras(elemento: HtmlElement) -> Nodo:
    partes = {f"span.{parte}": _con(parte, _linea) for parte in ("valor", "rotulo", "detalle")}
    items = _hijos(elemento, {"li": lambda li: _hijos(li, partes)})
    clases = [sorted(p["tipo"] for p in item) for item in items]
    bien = all(c in (["rotulo", "valor"], ["detalle", "rotulo", "valor"]) for c in clases)
    _exigir(bien, elemento, "cada cifra lleva un valor, un rótulo y a lo más un detalle")
    return {"tipo": "cifras", "items": [{p["tipo"]: p["hijos"] for p in item} for item in items]}


def _ficha(elemento: HtmlElement) -> Nodo:
    piezas = _hijos(elemento, {"dt": _linea, "dd": _flujo})
    _exigir([h.tag for h in elemento] == ["dt", "dd"] * (len(piezas) // 2), elemento, "no alterna <dt> y <dd>")
    return {"tipo": "ficha", "items": [list(par) for par in zip(piezas[::2], piezas[1::2], strict=True)]}


def _campos(elemento: HtmlElement) -> Nodo:
    return _ficha(elemento) | {"tipo": "campos", "papel": elemento.get("class")}


def _etiquetas(elemento: HtmlElement) -> Nodo:
    item: Lector = lambda li: {"clase": li.get("class", ""), "hijos": _linea(li)}
    clases = {li.get("class") for li in elemento}
    return {"tipo": "etiquetas", "items": _hijos(elemento, {".".join(filter(None, ["li", c])): item for c in clases})}


def _una(piezas: list[Nodo], tipo: str, elemento: HtmlElement) -> Nodo:
    halladas = [p for p in piezas if p["tipo"] == tipo]
    _exigir(len(halladas) == 1, elemento, f"debe llevar un elemento «{tipo}» y lleva {len(halladas)}")
    return halladas[0]


def _leyenda(elemento: HtmlElement) -> Nodo:
    piezas = _hijos(elemento, {f"span.{parte}": _con(parte, _linea) for parte in ("numeral", "titulo")})
    numeral, titulo = (_una(piezas, parte, elemento)["hijos"] for parte in ("numeral", "titulo"))
    return {"tipo": "leyenda", "numeral": "".join(numeral), "titulo": titulo}


def _imagen(elemento: HtmlElement) -> Nodo:
    clave, alt = elemento.get("src", ""), elemento.get("alt", "").strip()
    _exigir(clave.startswith("svg:") and alt != "", elemento, f"pide src «svg:N» y alt, y trae «{abreviar(clave)}»")
    return {"tipo": "imagen", "svg": clave.removeprefix("svg:"), "alt": alt}


def _figura(elemento: HtmlElement) -> Nodo:
    tipo = elemento.get("class")
    cuerpo = {"cuadro": {"table": _tabla}, "grafico": {"figcaption": _leyenda, "img": _imagen}}[tipo]
    piezas = _hijos(elemento, cuerpo | {f"p.{pie}": _con(pie, _linea) for pie in ("nota", "fuente")})
    campos = {"notas": [p["hijos"] for p in piezas if p["tipo"] == "nota"]}
    campos["fuente"] = _una(piezas, "fuente", elemento)["hijos"]
    for parte in ("tabla",) if tipo == "cuadro" else ("leyenda", "imagen"):
        campos |= _una(piezas, parte, elemento)
    orientacion = elemento.get("data-orientacion", "vertical")
    _exigir(orientacion in {"vertical", "horizontal"}, elemento, f"la orientación «{orientacion}» no existe")
    return campos | {"tipo": tipo, "id": elemento.get("id", ""), "orientacion": orientacion}


def _tabla(elemento: HtmlElement) -> Nodo:
    piezas = _hijos(elemento, {"caption": _leyenda, "colgroup": _seccion, "thead": _seccion, "tbody": _seccion})
    cabecera = _una(piezas, "thead", elemento)["hijos"]
    cuerpo = [fila for p in piezas if p["tipo"] == "tbody" for fila in p["hijos"]]
    ancho = sum(c["columnas"] for c in cabecera[0]["celdas"]) if cabecera else 0
    anchos = [a for p in piezas if p["tipo"] == "colgroup" for a in p["hijos"]] or [1.0] * ancho
    _exigir(0 < ancho == len(anchos), elemento, f"la cabecera tiene {ancho} columnas y <colgroup> {len(anchos)}")
    _ubicar(cabecera, ancho, elemento)
    _ubicar(cuerpo, ancho, elemento)
    campos = {"tipo": "tabla", "anchos": anchos, "cabecera": cabecera, "cuerpo": cuerpo}
    return _una(piezas, "leyenda", elemento) | campos


def _seccion(elemento: HtmlElement) -> Nodo:
    celdas = {f"{tag}{clase}": _celda for tag in ("th", "td") for clase in ("", ".num", ".texto")}
    fila: Lector = lambda tr: {"clase": tr.get("class", ""), "celdas": _hijos(tr, celdas)}
    columnas: dict[str, Lector] = {"col": lambda c: float(c.get("data-ancho", 1))}
    filas = {"tr": fila, "tr.grupo": fila, "tr.total": fila}
    return {"tipo": elemento.tag, "hijos": _hijos(elemento, columnas if elemento.tag == "colgroup" else filas)}


def _celda(elemento: HtmlElement) -> Nodo:
    tamano = {"columnas": int(elemento.get("colspan", 1)), "filas": int(elemento.get("rowspan", 1))}
    ambito = elemento.get("scope", "col") if elemento.tag == "th" else ""
    return tamano | {"ambito": ambito, "clase": elemento.get("class", ""), "hijos": _flujo(elemento)}


def _ubicar(filas: list[Nodo], ancho: int, tabla: HtmlElement) -> None:
    """Pone ``x`` e ``y`` a cada celda; una celda de más o de menos correría las demás de columna."""
    ocupadas: set[tuple[int, int]] = set()
    for y, fila in enumerate(filas):
        for celda in fila["celdas"]:
            x = next(i for i in range(ancho + 1) if (i, y) not in ocupadas)
            lugares = {(x + i, y + j) for i in range(celda["columnas"]) for j in range(celda["filas"])}
            cabe = all(i < ancho and j < len(filas) for i, j in lugares) and not lugares & ocupadas
            _exigir(cabe, tabla, f"a la fila {y + 1} le sobra una celda")
            ocupadas |= lugares
            celda |= {"x": x, "y": y}
        _exigir(all((i, y) in ocupadas for i in range(ancho)), tabla, f"a la fila {y + 1} le falta una celda")


NOMBRES = {"strong": "negrita", "em": "cursiva", "sup": "sup", "sub": "sub", "code": "codigo", "br": "salto"}
NOMBRES |= {"abbr": "abreviatura", "data.cifra": "cifra", "span.vacio": "vacio", "small.nota-al-pie": "nota"}
LINEA: dict[str, Lector] = {clave: _con(tipo, _tramo) for clave, tipo in NOMBRES.items()}
LINEA |= {"a": _enlace, "a.ref": _enlace, "a.ficha": _enlace_a_ficha}
LISTA: Lector = lambda e: {"tipo": "lista", "ordenada": e.tag == "ol", "items": _hijos(e, {"li": _flujo})}
FLUJO: dict[str, Lector] = {"p": _con("parrafo", _linea), "ul": LISTA, "ol": LISTA}
BLOQUES: dict[str, Lector] = FLUJO | {"h2": _titulo, "h3": _titulo, "h4": _titulo, "h5": _titulo}
BLOQUES |= {"p.hallazgo": _con("hallazgo", _linea), "aside.aviso": _con("aviso", lambda e: _hijos(e, BLOQUES))}
BLOQUES |= {"blockquote.testimonio": _testimonio, "ul.cifras-clave": _cifras, "dl.ficha": _ficha}
BLOQUES |= {"figure.cuadro": _figura, "figure.grafico": _figura}

PAPELES = ("identificacion", "esencial", "que-es", "criterios", "sostenibilidad", "preguntas")
DE_COLUMNA: dict[str, Lector] = {"h5": _titulo} | {f"dl.{papel}": _campos for papel in PAPELES}
DE_PRACTICA = DE_COLUMNA | {"p.clave": _con("clave", _linea), "h4": _titulo, "ul.etiquetas": _etiquetas}
DE_PRACTICA |= {"p.resumen": _con("resumen", _linea), "div.columna": _con("columna", lambda e: _hijos(e, DE_COLUMNA))}
DE_PRACTICA |= {"p.sin-respuesta": _con("pie", _linea), "p.fuente": _con("pie", _linea)}
PRACTICA = _con("practica", lambda e: _hijos(e, DE_PRACTICA))
BLOQUES["div.fichas"] = _con("fichas", lambda e: _hijos(e, {"section.ficha": PRACTICA}))
