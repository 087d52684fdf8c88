"""Imprime el árbol de bloques en un PDF etiquetado (PDF/A-3a y PDF/UA-1) con Typst, y le da encabezados de fila."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from importlib.util import find_spec
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pikepdf
import typst

from sistematizacion.errores import ErrorDeDocumento

NORMAS = ["a-3a", "ua-1"]
TEXTO_DE_ENTRADA = 900  # largo, en JSON, del texto que acompaña a un cuadro a su página girada
PASADAS = 4  # disposiciones que se prueban a lo más; la última sirve aunque no sea la mejor
CONTENEDORES = {"capitulo", "apaisado", "aviso"}
CASI_VACIA = 0.62  # fracción libre de la última página con la que el capítulo siguiente no abre otra
BREVE = 0.33  # fracción de página que un capítulo breve no pasa
CARPETAS_DE_FUENTES = {
    "font_source_serif_pro": "files",
    "font_source_sans_pro": "files",
    "matplotlib": "mpl-data/fonts/ttf",  # DejaVu Sans: los signos que las Source no tienen
}


class ErrorDeImpresion(ErrorDeDocumento):
    """Typst no pudo componer el documento, o el PDF no quedó como el árbol."""


def compilar(
    bloques: list[dict[str, Any]], svg: dict[str, str], metadatos: dict[str, Any], plantilla: Path, fuentes: list[Path]
) -> bytes:
    """El PDF del informe; las mismas entradas dan los mismos bytes.

    ``bloques`` viene de :func:`sistematizacion.publicacion.arbol.bloques`; ``svg`` trae el texto de cada dibujo por su
    clave; ``metadatos``, titulo, subtitulo, region, gobierno, entidades (``{nombre, papel}``), periodo, fecha_corte
    (ISO), fecha_texto, descripcion, avisos, palabras_clave, idioma y huella.

    Raises:
        ErrorDeImpresion: falta un metadato o un dibujo, una referencia no tiene destino, o Typst rechaza el documento.
    """
    bloques = _numerar_graficos([c | {"hijos": apartar_apaisados(c["hijos"])} for c in bloques])
    documento = {"bloques": bloques, "svg": svg, "meta": _meta(metadatos)}
    return _con_encabezados_de_fila(_componer(documento, plantilla, fuentes), bloques)


def rutas_de_fuentes() -> list[Path]:
    """Las carpetas TTF de Source Serif Pro, Source Sans Pro y DejaVu, donde pip las instaló.

    Raises:
        ErrorDeImpresion: falta uno de los paquetes.
    """
    carpetas = []
    for paquete, carpeta in CARPETAS_DE_FUENTES.items():
        hallado = find_spec(paquete)
        if hallado is None or hallado.origin is None:
            raise ErrorDeImpresion(f"Falta el paquete de fuentes {paquete}. Instálelo con pip y repita la orden.")
        carpetas.append(Path(hallado.origin).parent / carpeta)
    return carpetas


def apartar_apaisados(hijos: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Junta los cuadros horizontales de cada sección, al final de ella, en un bloque ``apaisado``: una página girada.

    Así el texto de la sección llena la página que los precede; si es tan corto que la dejaría casi vacía, va con ellos.
    Nunca cruza un titular ni otro cuadro, de modo que los cuadros conservan su orden.
    """
    salida: list[dict[str, Any]] = []
    pendientes: list[dict[str, Any]] = []
    for bloque in [*hijos, {"tipo": "titulo"}]:
        if bloque.get("orientacion") == "horizontal":
            pendientes.append(bloque)
            continue
        if pendientes and bloque["tipo"] in {"titulo", "cuadro"}:
            inicio = _inicio_de_entrada(salida)
            salida = [*salida[:inicio], {"tipo": "apaisado", "hijos": salida[inicio:] + pendientes}]
            pendientes = []
        salida.append(bloque)
    return salida[:-1]


def _inicio_de_entrada(bloques: list[dict[str, Any]]) -> int:
    """Dónde empieza la entrada breve (titulares y poco texto) con que termina ``bloques``; su largo si no la hay."""
    inicio = len(bloques)
    while inicio and bloques[inicio - 1]["tipo"] in {"parrafo", "lista", "aviso"}:
        inicio -= 1
    if inicio == 0 or bloques[inicio - 1]["tipo"] != "titulo":
        return len(bloques)
    if len(json.dumps(bloques[inicio:], ensure_ascii=False)) > TEXTO_DE_ENTRADA:
        return len(bloques)
    while inicio and bloques[inicio - 1]["tipo"] == "titulo":
        inicio -= 1
    return inicio


def _meta(metadatos: dict[str, Any]) -> dict[str, Any]:
    try:
        partes = [metadatos["titulo"], metadatos["region"], metadatos["subtitulo"]]
        autores = [metadatos["gobierno"], *(entidad["nombre"] for entidad in metadatos["entidades"])]
        datetime.fromisoformat(metadatos["fecha_corte"])
    except KeyError as falta:
        raise ErrorDeImpresion(f"A los metadatos del PDF les falta {falta}.") from falta
    titulo = " · ".join(filter(None, partes))
    return metadatos | {"titulo_completo": titulo, "autores": list(dict.fromkeys(filter(None, autores)))}


def _componer(documento: dict[str, Any], plantilla: Path, fuentes: list[Path]) -> bytes:
    """Compila con la disposición que dan las medidas de las pasadas previas."""
    fijas = {
        "input": plantilla,
        "root": plantilla.parent,
        "font_paths": _fuentes(tuple(fuentes)),
        "ignore_system_fonts": True,
    }
    fecha = datetime.fromisoformat(documento["meta"]["fecha_corte"]).replace(tzinfo=UTC)
    disposicion: dict[str, list[int]] = {"seguidos": [], "flotantes": []}
    try:
        for _ in range(PASADAS):
            opciones = fijas | {"sys_inputs": {"documento": json.dumps(documento | disposicion, ensure_ascii=False)}}
            medidas = json.loads(typst.query(**opciones, selector="<medida>", field="value"))
            capitulos, graficos = ([m for m in medidas if m["que"] == que] for que in ("capitulo", "grafico"))
            previa = disposicion
            disposicion = {
                "seguidos": _seguidos(capitulos, previa["seguidos"]),
                "flotantes": _flotantes(graficos),
            }
            if disposicion == previa:
                break
        pdf, avisos = typst.compile_with_warnings(**opciones, format="pdf", pdf_standards=NORMAS, timestamp=fecha)
    except RuntimeError as error:  # TypstError, y lo que lanza typst.query
        raise ErrorDeImpresion(_explicar(error)) from error
    if any("converge" in aviso.message for aviso in avisos):
        raise ErrorDeImpresion("La paginación del informe no se estabiliza y su índice daría páginas equivocadas.")
    return pdf


def _flotantes(graficos: list[dict[str, Any]]) -> list[int]:
    """Los gráficos que suben a la página siguiente: no caben bajo su párrafo, o el anterior quedó más adelante."""
    flotantes = []
    for orden, grafico in enumerate(graficos):
        desde, quedo = grafico["desde"], grafico["quedo"]
        if desde is None:
            continue
        encima = quedo["pagina"] == desde["pagina"] and quedo["y"] < desde["y"]  # flotó sobre su propio párrafo
        cabe = desde["y"] + (0 if encima else grafico["alto"]) <= grafico["limite"]
        if not cabe or (orden and graficos[orden - 1]["quedo"]["pagina"] > desde["pagina"]):
            flotantes.append(orden)
    return flotantes


def _seguidos(capitulos: list[dict[str, float]], previos: list[int]) -> list[int]:
    """Los capítulos que no abren página, porque la del anterior quedó casi vacía o porque caben en lo que le queda.

    ``capitulos`` se midieron con ``previos``; tras uno que recién ahora deja de abrir página no se decide todavía.

    >>> capitulos = [{"libre": 0.1, "ocupa": 1}, {"libre": 0.8, "ocupa": 0.2}, {"libre": 0.5, "ocupa": 1}]
    >>> _seguidos([*capitulos, {"libre": 0, "ocupa": 0.3}], [])
    [2]
    >>> _seguidos([*capitulos, {"libre": 0, "ocupa": 0.3}], [2])
    [2, 3]
    """
    seguidos: list[int] = []
    for i, (anterior, actual) in enumerate(pairwise(capitulos), 1):
        if i - 1 in seguidos and i - 1 not in previos:
            continue
        if anterior["libre"] > CASI_VACIA or actual["ocupa"] < min(anterior["libre"], BREVE):
            seguidos.append(i)
    return seguidos


def _numerar_graficos(bloques: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Una copia de los bloques con el ``orden`` de cada gráfico en el documento."""
    orden = count()

    def copiar(bloque: dict[str, Any]) -> dict[str, Any]:
        if bloque["tipo"] == "grafico":
            return bloque | {"orden": next(orden)}
        contenedor = bloque["tipo"] in CONTENEDORES
        return bloque | {"hijos": [copiar(hijo) for hijo in bloque["hijos"]]} if contenedor else bloque

    return [copiar(bloque) for bloque in bloques]


@lru_cache
def _fuentes(carpetas: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(carpeta) for carpeta in carpetas])


def _explicar(error: RuntimeError) -> str:
    mensaje = (
        getattr(error, "message", str(error))
        .removeprefix("failed to compile document: ")
        .removeprefix("panicked with: ")
    )
    pistas = "".join(f"\n  Pista: {pista}" for pista in getattr(error, "hints", []))
    return f"Typst no pudo imprimir el informe: {mensaje}{pistas}"


# Encabezados de fila: typst-py no ofrece pdf.header-cell, así que se marcan después, celda por celda según el árbol.


def _con_encabezados_de_fila(pdf: bytes, bloques: list[dict[str, Any]]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        raiz = documento.Root.StructTreeRoot
        esperadas = list(_tablas(bloques))
        halladas = [e for e in _descender(raiz) if e.S == "/Table"]
        _exigir(len(halladas) == len(esperadas), f"tiene {len(halladas)} tablas y el documento {len(esperadas)}")
        if "/IDTree" not in raiz:
            raiz.IDTree = documento.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array()))
        nombres = pikepdf.NameTree(raiz.IDTree)
        for n, (tabla, filas) in enumerate(zip(halladas, esperadas, strict=True)):
            _devolver_al_cuerpo(tabla, documento)
            _marcar(tabla, filas, f"fila-{n}", nombres)
        salida = io.BytesIO()
        documento.save(salida, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return salida.getvalue()


def _tablas(bloques: list[dict[str, Any]]) -> Iterator[list[list[tuple[bool, int]]]]:
    """Por cada tabla, en orden, y por cada celda de cada fila: si es encabezado de fila y cuántas filas abarca."""
    for bloque in bloques:
        if bloque["tipo"] == "cuadro":
            cabecera = [[(False, 1)] * len(fila["celdas"]) for fila in bloque["cabecera"]]
            yield cabecera + [[(bool(c["ambito"]), c["filas"]) for c in fila["celdas"]] for fila in bloque["cuerpo"]]
        elif bloque["tipo"] == "ficha":
            yield [[(True, 1), (False, 1)] for _ in bloque["items"]]
        elif bloque["tipo"] in CONTENEDORES:
            yield from _tablas(bloque["hijos"])


def _descender(elemento: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """Los elementos de estructura bajo ``elemento``, en orden de lectura."""
    hijos = elemento.get("/K", [])
    for hijo in hijos if isinstance(hijos, pikepdf.Array) else [hijos]:
        if isinstance(hijo, pikepdf.Dictionary) and "/S" in hijo:
            yield hijo
            yield from _descender(hijo)


def _devolver_al_cuerpo(tabla: pikepdf.Dictionary, documento: pikepdf.Pdf) -> None:
    """Devuelve al cuerpo la última fila, que la plantilla compone con las notas para que no se queden solas."""
    partes = list(tabla.K)
    pie = next((parte for parte in partes if parte.S == "/TFoot"), None)
    if pie is None or len(pie.K) < 2:
        return
    cuerpo = partes[partes.index(pie) - 1]
    if cuerpo.S != "/TBody":
        nuevo = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.TBody, P=tabla, K=pikepdf.Array())
        cuerpo = documento.make_indirect(nuevo)
        tabla.K.insert(partes.index(pie), cuerpo)
    for fila in list(pie.K)[:-1]:
        fila.P = cuerpo
        cuerpo.K.append(fila)
    pie.K = pikepdf.Array([list(pie.K)[-1]])


def _marcar(
    tabla: pikepdf.Dictionary, filas: list[list[tuple[bool, int]]], prefijo: str, nombres: pikepdf.NameTree
) -> None:
    """Vuelve TH las celdas que encabezan fila y las nombra en ``Headers`` de las demás celdas de su fila."""
    halladas = [e for e in _descender(tabla) if e.S == "/TR" and e.P.S != "/TFoot"]
    celdas = [[e for e in _descender(fila) if e.S in ("/TD", "/TH")] for fila in halladas]
    _exigir([len(f) for f in celdas] == [len(f) for f in filas], "trae una tabla con otras celdas que el documento")
    vigentes: list[tuple[int, str]] = []  # encabezados de filas anteriores que abarcan esta, hasta qué fila
    for y, fila in enumerate(filas):
        vigentes = [v for v in vigentes if v[0] > y]
        for x, (celda, (encabeza, alto)) in enumerate(zip(celdas[y], fila, strict=True)):
            if encabeza and celda.S == "/TD":
                celda.S = pikepdf.Name.TH
                celda.ID = pikepdf.String(f"{prefijo}x{x}y{y}")
                nombres[str(celda.ID)] = celda
                _atributos(celda).Scope = pikepdf.Name.Row
                vigentes.append((y + alto, str(celda.ID)))
        for celda in celdas[y]:
            if celda.S == "/TD":
                atributos = _atributos(celda)
                previos = list(atributos.get("/Headers", []))
                atributos.Headers = pikepdf.Array(previos + [pikepdf.String(nombre) for _, nombre in vigentes])


def _atributos(celda: pikepdf.Dictionary) -> pikepdf.Dictionary:
    """Los atributos de tabla de una celda; los crea si no los tiene."""
    if not isinstance(celda.get("/A"), pikepdf.Array):
        celda.A = pikepdf.Array([celda.A] if "/A" in celda else [])
    if not any(a.get("/O") == "/Table" for a in celda.A):
        celda.A.append(pikepdf.Dictionary(O=pikepdf.Name.Table))
    return next(a for a in celda.A if a.get("/O") == "/Table")


def _exigir(condicion: bool, que: str) -> None:
    if not condicion:
        raise ErrorDeImpresion(f"El PDF impreso {que}. Es un defecto de la plantilla, no de los datos.")
