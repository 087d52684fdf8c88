"""Los esquemas de las tablas del núcleo mínimo, con pandera: el único lugar donde se dice qué se acepta.

Lo leído se pone primero como texto canónico, para no perder ceros ni decimales escritos, y los esquemas revisan ese
texto. Cada columna dice en ``description`` lo que significa, en ``metadata`` su tipo, su unidad y lo demás que
``nucleo.columnas`` describe, y en ``error`` de cada revisión la regla que se muestra a quien llena la tabla. De aquí
salen también ``registro.xlsx`` y el diccionario de datos.
"""

from collections.abc import Callable
from functools import cache

import pandera.pandas as pa

from sistematizacion.catalogo import Catalogo
from sistematizacion.memoria import por_identidad
from sistematizacion.nucleo.esquemas import cartera, cifras, convenios, encuesta, gasto, gestion, mef
from sistematizacion.nucleo.esquemas.cifras import CAMPOS_DE_HITO, ESTADOS_DE_HITO, VALORES_DE_HITO
from sistematizacion.nucleo.esquemas.enunciados import (
    CAMPOS_DE_TEXTO,
    PRACTICAS_QUE_CITAN,
    PROCESOS,
    TIPOS_DE_ENUNCIADO,
    enunciados,
)
from sistematizacion.nucleo.esquemas.mef import DEL_MEF
from sistematizacion.nucleo.esquemas.procedencia import ORIGENES

__all__ = (
    "CAMPOS_DE_HITO", "DEL_MEF", "ESTADOS_DE_HITO", "ORIGENES", "PROCESOS", "REGISTROS", "TIPOS_DE_ENUNCIADO", "VALORES_DE_HITO",
    "campos_que_citan", "esquemas", "esquemas_del_registro",
)  # fmt: skip


# Lo que el equipo anota día a día: de aquí se calculan las cifras, y es de cada región, nunca común
REGISTROS = (
    "hitos", "actividades", "capacitaciones", "inversiones", "avances", "restricciones", "cierres", "oxi", "integridad",
    "encuesta",
)  # fmt: skip


def esquemas(catalogo: Catalogo) -> dict[str, pa.DataFrameSchema]:
    """El esquema de cada tabla por su nombre, en el orden en que se llenan."""
    return dict(_de_un_catalogo(catalogo))


@por_identidad(8)
def _de_un_catalogo(catalogo: Catalogo) -> dict[str, pa.DataFrameSchema]:
    tablas = [
        _fija(enunciados, "objetivos"),
        cifras.hitos(catalogo),
        _fija(gestion.actividades),
        _fija(gestion.capacitaciones),
        _fija(cartera.inversiones),
        _fija(cartera.avances),
        _fija(cartera.restricciones),
        _fija(cartera.cierres),
        _fija(cartera.oxi),
        _fija(cartera.integridad),
        encuesta.encuesta(catalogo),
        _fija(encuesta.comentarios),
        cifras.cifras(catalogo),
        *(_fija(enunciados, nombre) for nombre in TIPOS_DE_ENUNCIADO if nombre != "objetivos"),
        _fija(convenios.convenios),
        _fija(convenios.compromisos),
        _fija(convenios.indicadores),
        _fija(convenios.entrevistas),
        _fija(convenios.citas),
        _fija(convenios.seguimiento),
        _fija(gasto.gasto),
        _fija(gasto.gasto_publicado),
        _fija(gasto.poblacion),
        _fija(gasto.deflactor),
        _fija(mef.mef_inversiones),
        _fija(mef.mef_meses),
        _fija(mef.mef_cartera),
        _fija(gasto.mef_gasto),
    ]
    return {str(esquema.name): esquema for esquema in tablas}


@cache
def _fija(hacer: Callable[..., pa.DataFrameSchema], *datos: str) -> pa.DataFrameSchema:
    """El esquema de una tabla que no depende del catálogo: se hace una vez, porque pandera copia a fondo cada columna."""
    return hacer(*datos)


def esquemas_del_registro(catalogo: Catalogo) -> dict[str, pa.DataFrameSchema]:
    """Los de las tablas que llena una persona: las hojas de ``registro.xlsx``."""
    return {nombre: esquema for nombre, esquema in esquemas(catalogo).items() if nombre not in DEL_MEF}


def campos_que_citan(tabla: str) -> tuple[str, ...]:
    """Los campos de una tabla en los que se puede citar cifras entre llaves.

    >>> campos_que_citan("recomendaciones")[-1], campos_que_citan("comentarios")
    ('horizonte', ())
    """
    if tabla == "hitos":
        return CAMPOS_DE_HITO
    if tabla not in TIPOS_DE_ENUNCIADO:
        return ()
    propios = {"recomendaciones": ("horizonte",), "practicas": PRACTICAS_QUE_CITAN}
    return (*CAMPOS_DE_TEXTO, *propios.get(tabla, ()))
