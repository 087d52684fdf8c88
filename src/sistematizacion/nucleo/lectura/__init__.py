"""Lee las tablas del núcleo como la gente las tiene: perdona lo que no es ambiguo y lo dice; lo ambiguo lo pregunta.

Cada paso está en su módulo: ``texto`` y ``libro`` abren el archivo (``hojas``), ``encabezado`` y ``filas`` hallan los
datos, ``canonico`` pone cada columna en texto canónico (``numeros`` con ``escrito``, ``fechas``, ``opciones``),
``validacion`` lo revisa con el esquema y ``tabla`` lo convierte. Nada se descarta en silencio: lo supuesto va en los
hallazgos.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pandera.pandas as pa

from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.memoria import Mismo
from sistematizacion.nucleo.lectura.celdas import plegar
from sistematizacion.nucleo.lectura.encabezado import columnas_de, nombres
from sistematizacion.nucleo.lectura.hojas import LIBROS, ArchivoIlegible, Hoja, leer_bytes, libro_abierto
from sistematizacion.nucleo.lectura.libro import leer_libro
from sistematizacion.nucleo.lectura.tabla import Lectura, leer_hoja, vacia
from sistematizacion.nucleo.lectura.texto import leer_csv

__all__ = ("DEL_ARCHIVO", "Lectura", "leer_archivo", "libro_abierto", "nombre_de_tabla")

DEL_ARCHIVO = ""  # bajo esta clave va lo que se dice del archivo entero y no de una tabla
HOJAS_DE_AYUDA = {"leame", "ejemplo", "ejemplos", "listas", "diccionario"}
LARGO_DE_HOJA = 31  # lo que Excel deja al nombre de una hoja
RECORDADOS = 128  # archivos leídos que se recuerdan: los comunes los pide cada región del programa
PESO_RECORDADO = 200_000  # bytes; los de más peso son de una sola región, y guardarlos dos veces pide mucha memoria


def leer_archivo(ruta: Path, archivo: str, esquemas: Mapping[str, pa.DataFrameSchema]) -> dict[str, Lectura]:
    """Lee un CSV, que es una tabla, o un libro de Excel, que trae una por hoja.

    Args:
        ruta: dónde está.
        archivo: cómo se nombra en los mensajes.
        esquemas: los de todas las tablas; el nombre del CSV o de la hoja dice cuál es.

    Returns:
        Una lectura por tabla hallada. Lo que se dice del archivo entero (no se puede abrir, no es una tabla, una hoja
        que no se lee) va en una lectura sin filas con la clave ``DEL_ARCHIVO``, que solo está si hay algo que decir.
    """
    try:
        contenido = leer_bytes(ruta, archivo)
        es_libro = ruta.suffix.lower() in LIBROS
        leer = _recordar if len(contenido) <= PESO_RECORDADO else _recordar.__wrapped__
        leidas = leer(contenido, es_libro, ruta.stem, archivo, tuple((t, Mismo(e)) for t, e in esquemas.items()))
    except ArchivoIlegible as ilegible:
        return _del_archivo(ilegible.problema)
    return {t: replace(lectura, tabla=lectura.tabla.copy(deep=False)) for t, lectura in leidas.items()}


@lru_cache(RECORDADOS)
def _recordar(
    contenido: bytes, es_libro: bool, nombre: str, archivo: str, definidos: tuple[tuple[str, Mismo], ...]
) -> dict[str, Lectura]:
    """Lo leído de ese contenido con esos mismos esquemas; quien lo recibe no lo cambia."""
    esquemas = {tabla: esquema.objeto for tabla, esquema in definidos}
    if es_libro:
        return _leer_libro(leer_libro(contenido, archivo), archivo, esquemas)
    tabla = nombre_de_tabla(nombre, esquemas)
    if tabla is None:
        return _del_archivo(_desconocida(nombre, archivo, esquemas))
    return {tabla: leer_hoja(leer_csv(contenido, archivo, nombres(esquemas[tabla])), archivo, esquemas[tabla])}


def nombre_de_tabla(nombre: str, esquemas: Mapping[str, pa.DataFrameSchema]) -> str | None:
    """La tabla que nombra un archivo o una hoja, por su clave o su título, con mayúsculas y acentos o sin ellos."""
    plegado = plegar(nombre)
    for clave, esquema in esquemas.items():
        titulo = plegar(str(esquema.title or clave))
        cortado = len(nombre) == LARGO_DE_HOJA and titulo.startswith(plegado)
        if plegado in {plegar(clave), titulo} or cortado:
            return clave
    return None


def _del_archivo(*problemas: Problema) -> dict[str, Lectura]:
    return {DEL_ARCHIVO: Lectura(vacia(), problemas)} if problemas else {}


def _desconocida(nombre: str, archivo: str, esquemas: Mapping[str, pa.DataFrameSchema]) -> Problema:
    remedio = f"{_parecida(nombre, esquemas)} Tablas: {', '.join(esquemas)}.".strip()
    return Problema(archivo, "no es una tabla del núcleo mínimo", remedio)


def _parecida(nombre: str, esquemas: Iterable[str]) -> str:
    return sugerencia(plegar(nombre), esquemas)


def _leer_libro(hojas: Iterable[Hoja], archivo: str, esquemas: Mapping[str, pa.DataFrameSchema]) -> dict[str, Lectura]:
    lecturas: dict[str, Lectura] = {}
    propias: dict[str, str] = {}  # tabla → la hoja de la que salió
    problemas = []
    for hoja in hojas:
        tabla = nombre_de_tabla(hoja.nombre, esquemas)
        if hoja.oculta or tabla is None:
            problemas += _hoja_que_no_se_lee(hoja, tabla, archivo, esquemas)
        elif tabla in propias:
            remedio = f"Ya está la hoja «{propias[tabla]}». Deje una sola."
            problemas.append(Problema(archivo, f"dos hojas son la tabla {tabla}", remedio, hoja=hoja.nombre))
        else:
            propias[tabla] = hoja.nombre
            lecturas[tabla] = leer_hoja(hoja, archivo, esquemas[tabla])
    if not propias:
        remedio = f"El nombre de cada hoja es el de su tabla: {enumerar(list(esquemas))}."
        problemas.append(Problema(archivo, "ninguna de sus hojas es una tabla", remedio))
    return lecturas | _del_archivo(*problemas)


def _hoja_que_no_se_lee(
    hoja: Hoja, tabla: str | None, archivo: str, esquemas: Mapping[str, pa.DataFrameSchema]
) -> list[Problema]:
    """Lo que hay que decir de una hoja con datos que no se usa: si por su encabezado es una tabla, un error.

    De las de ayuda, y de las ocultas que no son tablas, nada.
    """
    if plegar(hoja.nombre) not in HOJAS_DE_AYUDA and (parecida := _por_su_encabezado(hoja, tabla, esquemas)):
        oculta = "está oculta y " if hoja.oculta else ""
        remedio = "Si sus filas son de la región, muéstrela; si no, bórrela."
        if tabla is None:
            remedio = "Si lo es, póngale su nombre, o pase sus filas a la hoja que ya lo tiene; si no, quítela."
        return [Problema(archivo, f"{oculta}no se lee, y parece la tabla {parecida}", remedio, hoja=hoja.nombre)]
    if (
        not hoja.filas
        or plegar(hoja.nombre) in HOJAS_DE_AYUDA
        or hoja.oculta
        and (tabla is None or len(hoja.filas) < 2)
    ):
        return []
    regla, remedio = "no es una tabla del núcleo mínimo y no se lee", _parecida(hoja.nombre, esquemas)
    if hoja.oculta:
        regla, remedio = "está oculta y no se lee", "Si tiene datos de la región, muéstrela; si no, bórrela."
    return [Problema(archivo, regla, remedio, hoja=hoja.nombre, gravedad="advertencia")]


def _por_su_encabezado(hoja: Hoja, tabla: str | None, esquemas: Mapping[str, pa.DataFrameSchema]) -> str:
    """La tabla cuyo encabezado tiene una hoja; hay tablas con las mismas columnas, y ahí decide el nombre."""
    puntos = {t: n for t in ([tabla] if tabla else esquemas) if (n := columnas_de(hoja, esquemas[t]))}
    mejores = [t for t, n in puntos.items() if n == max(puntos.values())]
    nombradas = [t for t in puntos if plegar(t) in plegar(hoja.nombre)]
    return enumerar(nombradas or mejores) if puntos else ""
