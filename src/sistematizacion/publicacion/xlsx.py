"""El libro de cálculo: los cuadros del informe y el registro de sus cifras, para filtrarlos y volver a calcular."""

from collections.abc import Sequence
from datetime import date

from openpyxl.packaging.custom import StringProperty

from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.bytes_xlsx import bytes_del_libro, libro_vacio
from sistematizacion.publicacion.celdas import NO_APLICA, SIN_DATO, limpio, textos
from sistematizacion.publicacion.hoja_de_cuadro import agregar_cuadro, notas_del_cuadro
from sistematizacion.publicacion.hojas import VOLVER, Datos, Libro, nombre_de_hoja
from sistematizacion.publicacion.portada_xlsx import FIJAS, agregar_portada, claves

RESERVADOS = ("History", "Historial")  # hojas que Excel no deja crear
TODO = "Todo el libro"
TITULO_DE_CIFRAS = "Cifras que el informe imprime, con su procedencia"
TITULO_DE_NOTAS = "Notas de los cuadros y explicación de signos"
DE_CONTENIDO = (
    ("Hoja", "texto", 1), ("Título", "texto", 3), ("Capítulo", "texto", 2), ("Filas", "num", 1), ("Notas", "num", 1),
)  # fmt: skip
DE_NOTAS = (("Hoja", "texto", 1), ("Nota o signo", "texto", 1), ("Texto", "texto", 5))
DE_CIFRAS = (
    ("Cifra", "nombre", 1), ("Región", "region", 0), ("Valor", "valor", 1), ("Como se imprime", "escrito", 0),
    ("Unidad", "unidad", 0), ("Corte", "corte", 0), ("Calificador", "calificador", 0), ("Origen", "origen", 0),
    ("Procedencia", "procedencia", 1), ("Archivo y fila", "lugares", 0.5), ("Dónde se imprime", "donde", 0.5),
    ("Nota", "nota", 0.5),
)  # fmt: skip
CALIFICADORES = {"minimo": "mínimo", "al_menos": "al menos", "maximo": "máximo"}
SI_FALTA = {"region": "Del programa", "corte": "Sin corte", "procedencia": SIN_DATO}  # lo demás no aplica


def libro_de_calculo(metadatos: Datos, cuadros: Sequence[Datos], asientos: Sequence[Datos], marca: Marca) -> bytes:
    """El libro XLSX con la portada, el contenido, una hoja por cuadro, las cifras y las notas.

    La misma entrada da los mismos bytes: el libro lleva la fecha de corte, no la del reloj.

    Args:
        metadatos: lo que imprime la portada, como al PDF; ``fecha_corte`` es ISO.
        cuadros: en el orden del informe, con ``rotulo``, ``titulo``, ``capitulo``, ``columnas``, ``filas``, ``notas``
            y ``fuente``. Una celda es ``{"texto"}``; con ``valor`` (decimal exacto en texto), ``decimales``,
            ``simbolo``, ``moneda``, ``ordinal`` y ``calificador``, una cifra; con ``vacio``, ``motivo`` y ``marca``,
            la falta de un dato.
        asientos: una cifra impresa cada uno, con su ``valor``, cómo se escribió, su ``procedencia`` y sus lugares.

    Raises:
        ValueError: ``fecha_corte`` no es una fecha ISO, o una fila no tiene tantas celdas como columnas.
    """
    libro = Libro(libro_vacio(marca), metadatos, set())
    usadas = {nombre.casefold() for nombre in (*FIJAS, *RESERVADOS)}
    nombres = [nombre_de_hoja(cuadro["rotulo"], usadas) for cuadro in cuadros]
    notas = [notas_del_cuadro(cuadro) for cuadro in cuadros]
    agregar_portada(libro, len(cuadros), len(asientos))
    generales = claves(asientos)
    _contenido(libro, list(zip(nombres, cuadros, notas, strict=True)), len(asientos), len(generales))
    for nombre, cuadro, suyas in zip(nombres, cuadros, notas, strict=True):
        agregar_cuadro(libro, nombre, cuadro, suyas)
    _cifras(libro, asientos)
    _hoja_de_notas(libro, generales, [(n, *nota) for n, suyas in zip(nombres, notas, strict=True) for nota in suyas])
    return _guardar(libro)


def _columnas(campos: Sequence[tuple[str, str, float]]) -> list[Datos]:
    return [{"titulo": titulo, "clase": clase, "ancho": ancho} for titulo, clase, ancho in campos]


def _contenido(libro: Libro, cuadros: Sequence[tuple[str, Datos, list]], cifras: int, generales: int) -> None:
    filas = []
    for nombre, cuadro, notas in cuadros:
        cuantas = sum(fila["clase"] != "grupo" for fila in cuadro["filas"])
        filas.append((nombre, cuadro["titulo"], cuadro["capitulo"], cuantas, len(notas)))
    filas.append(("Cifras", TITULO_DE_CIFRAS, NO_APLICA, cifras, 0))
    total = generales + sum(len(k) for _, _, k in cuadros)
    filas.append(("Notas", TITULO_DE_NOTAS, NO_APLICA, total, total))
    celdas = [([{"texto": h, "hoja": h}, *textos(t, c), *map(_entero, enteros)], False) for h, t, c, *enteros in filas]
    lineas = textos("Cada fila lleva a su hoja. Cada hoja tiene una sola tabla, que se puede filtrar y ordenar.")
    lineas.append({"texto": "Volver a Portada", "hoja": "Portada"})
    libro.agregar("Contenido", "Contenido", lineas, _columnas(DE_CONTENIDO), celdas)


def _entero(n: int) -> Datos:
    return {"texto": str(n), "valor": str(n), "decimales": 0}


def tabla_de_cifras(asientos: Sequence[Datos]) -> tuple[list[Datos], list[tuple[list[Datos], bool]]]:
    """Las columnas y las filas del registro de cifras, como las de ``hoja_de_cuadro.en_columnas``."""
    columnas = _columnas([(t, "num" if campo == "valor" else "texto", a) for t, campo, a in DE_CIFRAS])
    return columnas, [([_campo(asiento, campo) for _, campo, _ in DE_CIFRAS], False) for asiento in asientos]


def _cifras(libro: Libro, asientos: Sequence[Datos]) -> None:
    lineas = textos(
        "Cada número que el informe imprime, una vez por cifra, con el lugar del que sale y los lugares donde se lee.",
        "Los signos, los orígenes y el redondeo se explican en la hoja Notas.",
    )
    libro.agregar("Cifras", TITULO_DE_CIFRAS, [*lineas, VOLVER], *tabla_de_cifras(asientos))


def _campo(asiento: Datos, campo: str) -> Datos:
    """Un dato del asiento como celda."""
    if campo == "valor":
        return {**asiento, "texto": asiento["escrito"], "vacio": asiento["valor"] is None}
    dato = asiento.get(campo) or ""
    dato = CALIFICADORES.get(dato, dato) if campo == "calificador" else dato
    texto = dato if isinstance(dato, str) else "; ".join(dato)
    return {"texto": texto or SI_FALTA.get(campo, NO_APLICA)}


def _hoja_de_notas(libro: Libro, generales: Sequence[tuple[str, str]], notas: Sequence[tuple[str, str, str]]) -> None:
    filas = [(textos(TODO, *clave), False) for clave in generales]
    filas += [([{"texto": h, "hoja": h}, *textos(f"Nota {n}", texto)], False) for h, n, texto in notas]
    lineas = textos("Primero, lo que vale para todo el libro; después, las notas de cada cuadro.")
    libro.agregar("Notas", TITULO_DE_NOTAS, [*lineas, VOLVER], _columnas(DE_NOTAS), filas)


def _guardar(libro: Libro) -> bytes:
    """Los bytes del libro, con la fecha de corte en todo lo que lleva fecha."""
    meta, corte = libro.metadatos, date.fromisoformat(libro.metadatos["fecha_corte"])
    propiedades = libro.excel.properties
    propiedades.title = limpio(" · ".join(filter(None, [meta.get("franja", ""), meta["titulo"]])))
    propiedades.subject = limpio(meta.get("subtitulo", ""))
    propiedades.creator = limpio("; ".join(e["nombre"] for e in meta.get("entidades", ())))
    propiedades.description, propiedades.category = limpio(meta.get("descripcion", "")), "Cuadros y cifras del informe"
    propiedades.keywords = limpio(", ".join(meta.get("palabras_clave", ())))
    propiedades.language = meta.get("idioma", "es-PE")
    propiedades.identifier = meta.get("identificador")
    for campo, valor in meta.get("procedencia", {}).items():
        libro.excel.custom_doc_props.append(StringProperty(name=f"procedencia.{campo}", value=limpio(valor)))
    return bytes_del_libro(libro.excel, corte)
