"""La lista de comprobaciones de accesibilidad de un PDF: cada una tiene nombre y dice todas las faltas que halla.

No reemplaza al validador de PDF/UA-1: se hace siempre, también sin él, y mira lo que él no mira (por ejemplo, que los
encabezados de una tabla no se hayan vuelto celdas).
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Dictionary

from sistematizacion.errores import ErrorDeUso
from sistematizacion.publicacion.etiquetado import Etiquetado, atributo, descender, hijos

IDIOMA = "es-PE"
TITULARES = tuple(f"/H{n}" for n in range(1, 7))
PARRAFOS = frozenset(("/P", "/LBody", *TITULARES))
PDFUA, PDFA = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
EJECUTAN = ("/JavaScript", "/Launch")
NORMAS_VALIDADAS = ("PDF_UA_1", "PDF_A_3A")
# page-validation la da por falta cuando lo comprimido termina, por azar, en un fin de línea; no es de accesibilidad.
FALSAS = ("PDFA3A-STREAM-LENGTH-001",)


@dataclass(frozen=True)
class Falta:
    """Una falta de accesibilidad: la comprobación que no pasó y qué se halló."""

    comprobacion: str
    mensaje: str

    def __str__(self) -> str:
        return f"{self.comprobacion}: {self.mensaje}"


def faltas(pdf: bytes) -> list[Falta]:
    """Todas las faltas de accesibilidad de un PDF, en el orden de ``COMPROBACIONES``; ninguna si las pasa todas."""
    leido = Etiquetado(pdf)
    with leido.documento:
        return [Falta(nombre, mensaje) for nombre, comprobar in COMPROBACIONES.items() for mensaje in comprobar(leido)]


def faltas_del_validador(pdf: bytes) -> list[Falta]:
    """Las faltas que halla ``page-validation``, que juzga PDF/UA-1 y PDF/A-3a aparte; ninguna si no está instalado."""
    try:
        import page  # de desarrollo: solo está donde se corren las pruebas
    except ImportError:
        return []
    juicios = [page.validate_pdf_bytes(pdf, profile=getattr(page.ValidationProfile, norma)) for norma in NORMAS_VALIDADAS]
    halladas = [falta for juicio in juicios for falta in juicio.failures if falta.rule_id not in FALSAS]
    return [Falta(f"Validador ({falta.rule_id})", falta.message) for falta in halladas]


def exigir_accesible(nombre: str, pdf: bytes) -> None:
    """Detiene la entrega de un PDF con faltas.

    Raises:
        ErrorDeUso: el PDF tiene faltas de accesibilidad; el mensaje las dice todas.
    """
    halladas = [*faltas(pdf), *faltas_del_validador(pdf)]
    if halladas:
        lista = "\n".join(f"  {n}. {falta}." for n, falta in enumerate(halladas, 1))
        raise ErrorDeUso(
            f"{nombre} no se entrega: hay faltas de accesibilidad ({len(halladas)}).\n{lista}\n"
            "Vienen de una plantilla de templates/impreso o de un cuaderno, no de los datos: "
            "si cambió alguno, deshaga el cambio; luego repita el informe y entréguelo."
        )


def _etiquetado(leido: Etiquetado) -> Iterator[str]:
    marcas = leido.documento.Root.get("/MarkInfo", {})
    if not marcas.get("/Marked", False) or marcas.get("/Suspects", False):
        yield "el documento no declara que está etiquetado"
    if not leido.elementos:
        yield "no tiene árbol de etiquetas"


def _idioma(leido: Etiquetado) -> Iterator[str]:
    idioma = str(leido.documento.Root.get("/Lang", ""))
    if idioma != IDIOMA:
        yield f"el idioma declarado es «{idioma}» y debe ser «{IDIOMA}»"


def _titulo(leido: Etiquetado) -> Iterator[str]:
    if not str(leido.documento.docinfo.get("/Title", "")).strip():
        yield "el documento no tiene título"
    if not leido.documento.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "el visor mostraría el nombre del archivo y no el título"


def _normas(leido: Etiquetado) -> Iterator[str]:
    with leido.documento.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        declaradas = {n: str(xmp.get(n, "")) for n in (f"{PDFUA}part", f"{PDFA}part", f"{PDFA}conformance")}
    if declaradas[f"{PDFUA}part"] != "1":
        yield "los metadatos no declaran PDF/UA-1"
    if (declaradas[f"{PDFA}part"], declaradas[f"{PDFA}conformance"]) != ("3", "A"):
        yield "los metadatos no declaran PDF/A-3a"


def _marcadores(leido: Etiquetado) -> Iterator[str]:
    """Un marcador por capítulo y, dentro, uno por sección; los títulos del propio índice pueden no llevar."""
    with leido.documento.open_outline() as indice:
        marcados = [len(indice.root), sum(len(capitulo.children) for capitulo in indice.root)]
    siguientes = [*(str(e.S) for e in leido.elementos[1:]), ""]
    for nivel, hay, que in zip(("/H1", "/H2"), marcados, ("capítulos", "secciones"), strict=True):
        titulos = [sigue for e, sigue in zip(leido.elementos, siguientes, strict=True) if e.S == nivel]
        if not len(titulos) - titulos.count("/TOC") <= hay <= len(titulos):
            yield f"hay {hay} marcadores para {len(titulos)} {que}"


def _titulares(leido: Etiquetado) -> Iterator[str]:
    previo = 0
    for titular in leido.de_clase(*TITULARES):
        nivel = int(str(titular.S)[2:])
        if nivel > previo + 1:
            yield f"un título de nivel {nivel} sigue a uno de nivel {previo}" if previo else f"el primer título es de nivel {nivel}"
        previo = nivel
    if not previo:
        yield "no tiene títulos"


def _orden(leido: Etiquetado) -> Iterator[str]:
    """Cada contenido se lee una vez, y los párrafos y títulos en el orden en que la página los trae.

    Los gráficos y los cuadros flotan, y sus leyendas con ellos: de ellos solo se exige que se lean una vez.
    """
    nombrados = Counter((pagina, mcid) for _, pagina, mcid in leido.lugares)
    dibujados = Counter((n, mcid) for n, pagina in enumerate(leido.paginas) for mcid in pagina.mcids)
    for pagina, mcid in sorted(dibujados.keys() - nombrados.keys()):
        yield f"página {pagina + 1}: el contenido {mcid} no se lee"
    for pagina, mcid in sorted(nombrados.keys() - dibujados.keys()):
        yield f"página {pagina + 1}: se nombra el contenido {mcid}, que no está"
    for (pagina, mcid), veces in sorted(nombrados.items()):
        if veces > 1:
            yield f"página {pagina + 1}: el contenido {mcid} se lee {veces} veces"
    previo = (-1, -1)
    for elemento, pagina, mcid in leido.lugares:
        padre = elemento.get("/P", {}).get("/S")
        if str(elemento.S) in PARRAFOS and padre == "/Document":
            if (pagina, mcid) < previo:
                yield f"página {pagina + 1}: el contenido {mcid} se lee después de otro que va más adelante"
            previo = (pagina, mcid)


def _tablas(leido: Etiquetado) -> Iterator[str]:
    for n, tabla in enumerate(leido.de_clase("/Table"), 1):
        dentro = list(descender(tabla))
        encabezados = [e for e in dentro if e.S == "/TH"]
        if not encabezados:
            yield f"la tabla {n} no tiene encabezados"
        if sin := [e for e in encabezados if str(atributo(e, "/Scope")) not in ("/Row", "/Column", "/Both")]:
            yield f"la tabla {n} tiene {len(sin)} encabezados que no dicen si son de fila o de columna"
        nombres = {str(e.ID) for e in encabezados if "/ID" in e}
        citados = {str(c) for e in dentro for c in (atributo(e, "/Headers") or ())}
        if citados - nombres:
            yield f"la tabla {n} remite a encabezados que no tiene: {', '.join(sorted(citados - nombres))}"
        if len(anchos := _anchos([e for e in dentro if e.S == "/TR"])) > 1:
            yield f"las filas de la tabla {n} no tienen el mismo ancho: {', '.join(map(str, sorted(anchos)))} columnas"


def _anchos(filas: list[Dictionary]) -> set[int]:
    """Cuántas columnas ocupa cada fila, contando las celdas que bajan de filas anteriores."""
    anchos, pendientes = set(), []  # (columnas, filas que aún bajan)
    for fila in filas:
        celdas = [e for e in hijos(fila) if isinstance(e, Dictionary) and str(e.get("/S")) in ("/TD", "/TH")]
        medidas = [(int(atributo(c, "/ColSpan") or 1), int(atributo(c, "/RowSpan") or 1)) for c in celdas]
        anchos.add(sum(columnas for columnas, _ in medidas + pendientes))
        pendientes = [(columnas, bajan - 1) for columnas, bajan in medidas + pendientes if bajan > 1]
    return anchos


def _alternativos(leido: Etiquetado) -> Iterator[str]:
    vistos: Counter[str] = Counter()
    for n, figura in enumerate(leido.de_clase("/Figure", "/Formula"), 1):
        alternativo = str(figura.get("/Alt", "")).strip()
        if not alternativo:
            yield f"la figura {n} no tiene texto alternativo"
        vistos[alternativo] += 1
    for alternativo, veces in vistos.items():
        if alternativo and veces > 1:
            yield f"{veces} figuras tienen el mismo texto alternativo: «{alternativo[:60]}»"


def _listas(leido: Etiquetado) -> Iterator[str]:
    for n, lista in enumerate(leido.de_clase("/L"), 1):
        puntos = [h for h in hijos(lista) if isinstance(h, Dictionary) and h.get("/S") != "/Caption"]
        if not puntos or any(p.get("/S") not in ("/LI", "/L") for p in puntos):
            yield f"la lista {n} no está hecha de puntos"
        if any(p.get("/S") == "/LI" and not any(e.S == "/LBody" for e in descender(p)) for p in puntos):
            yield f"la lista {n} tiene puntos sin texto"


def _enlaces(leido: Etiquetado) -> Iterator[str]:
    citadas = {h.Obj.objgen for e in leido.de_clase("/Link") for h in hijos(e) if isinstance(h, Dictionary) and "/Obj" in h}
    for n, pagina in enumerate(leido.documento.pages, 1):
        anotaciones = [a for a in pagina.get("/Annots", ()) if a.get("/Subtype") == "/Link"]
        if mudos := [a for a in anotaciones if not str(a.get("/Contents", "")).strip()]:
            yield f"página {n}: {len(mudos)} enlaces no dicen a dónde llevan"
        if sueltos := [a for a in anotaciones if a.objgen not in citadas]:
            yield f"página {n}: {len(sueltos)} enlaces están fuera de las etiquetas"
        if anotaciones and pagina.get("/Tabs") != "/S":
            yield f"página {n}: con el teclado, los enlaces no se recorren en el orden de lectura"


def _sin_marcar(leido: Etiquetado) -> Iterator[str]:
    for n, pagina in enumerate(leido.paginas, 1):
        if pagina.sin_marcar:
            yield f"página {n}: {pagina.sin_marcar} textos o trazos no están etiquetados ni son adorno"


def _letras(leido: Etiquetado) -> Iterator[str]:
    usadas = {}
    for pagina, contenido in zip(leido.documento.pages, leido.paginas, strict=True):
        usadas |= {f.objgen: f for nombre, f in pagina.Resources.get("/Font", {}).items() if nombre in contenido.letras}
    for letra in usadas.values():
        descritas = [letra, *letra.get("/DescendantFonts", ())]
        descriptores = [d.FontDescriptor for d in descritas if "/FontDescriptor" in d]
        nombre = str(letra.get("/BaseFont", ""))[1:]
        if not any(f"/FontFile{n}" in d for d in descriptores for n in ("", "2", "3")):
            yield f"la letra {nombre} no va dentro del archivo"
        if "/ToUnicode" not in letra:
            yield f"la letra {nombre} no dice qué carácter es cada signo"


def _seguro(leido: Etiquetado) -> Iterator[str]:
    raiz = leido.documento.Root
    acciones = [raiz.get("/OpenAction"), *(a.get("/A") for p in leido.documento.pages for a in p.get("/Annots", ()))]
    if "/JavaScript" in raiz.get("/Names", {}) or "/AA" in raiz or any(_ejecuta(accion) for accion in acciones):
        yield "lleva órdenes que se ejecutan al abrirlo"
    if leido.documento.is_encrypted and not leido.documento.allow.accessibility:
        yield "está cifrado y no deja leerlo a un lector de pantalla"


def _ejecuta(accion: Any) -> bool:
    return isinstance(accion, Dictionary) and str(accion.get("/S", "")) in EJECUTAN


COMPROBACIONES: dict[str, Callable[[Etiquetado], Iterator[str]]] = {
    "Etiquetado": _etiquetado,
    "Idioma": _idioma,
    "Título": _titulo,
    "Normas declaradas": _normas,
    "Marcadores": _marcadores,
    "Niveles de los títulos": _titulares,
    "Orden de lectura": _orden,
    "Tablas": _tablas,
    "Textos alternativos": _alternativos,
    "Listas": _listas,
    "Enlaces": _enlaces,
    "Contenido sin etiquetar": _sin_marcar,
    "Letras": _letras,
    "Nada que se ejecute ni se cierre": _seguro,
}
