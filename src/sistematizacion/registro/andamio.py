"""Una región nueva: sus parámetros y su libro, listos para llenarse, sin tocar nunca los de una que ya está."""

import re
from datetime import date
from pathlib import Path

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.errores import ErrorDeUso, enumerar, sugerencia
from sistematizacion.nucleo.esquemas import esquemas_del_registro
from sistematizacion.parametros import ARCHIVO_PROGRAMA, PROGRAMA_POR_DEFECTO, Programa, leer_modelo, programas
from sistematizacion.registro.escritura import escribir_todo
from sistematizacion.registro.gobiernos import Gobierno, buscar, clave_de
from sistematizacion.registro.libro import libro_de_registro
from sistematizacion.registro.yaml_nuevo import con_region, de_programa, de_region
from sistematizacion.rutas import Rutas

LIBRO = "registro.xlsx"
CLAVE_DE_PROGRAMA = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def crear_region(
    programa: str, region: str, rutas: Rutas, *, nombre_del_programa: str = "", anio: int = 0
) -> list[Path]:
    """Crea los parámetros y el ``registro.xlsx`` de una región y la agrega a su programa: todo, o nada.

    Args:
        programa: su clave.
        region: un gobierno regional, por su clave o su nombre («la-libertad», «La Libertad»).
        rutas: las del proyecto.
        anio: el del periodo de un programa nuevo; sin él, el de hoy.
        nombre_del_programa: si el programa no existe, lo crea con ese nombre y los informes del programa por defecto.

    Returns:
        Los archivos creados y, al final, el ``programa.yml`` creado o ampliado.

    Raises:
        ErrorDeUso: la región no es del Perú o ya está, o el programa no existe, o ya existe con otro nombre.
        ErrorDeEntrada: el ``programa.yml`` que hay que ampliar tiene problemas.
        OSError: no se pudo escribir; no queda nada a medias.
    """
    gobierno = buscar(region)
    archivo = rutas.params / programa / ARCHIVO_PROGRAMA
    es_nuevo = programa not in programas(rutas)
    if es_nuevo:
        _exigir_programa_nuevo(programa, nombre_del_programa, rutas)
        texto = de_programa(programa, nombre_del_programa, gobierno, _modelo(rutas), anio or date.today().year)
        corte = f"{anio or date.today().year}-12-31"
    else:
        parametros = leer_modelo(archivo, Programa, rutas)
        _exigir_mismo_nombre(parametros, nombre_del_programa)
        texto = _ampliado(archivo, parametros, gobierno, rutas)
        corte = parametros.fecha_corte.isoformat()
    params, data = archivo.with_name(f"{gobierno.clave}.yml"), rutas.data / programa / gobierno.clave
    _exigir_ausente(gobierno, programa, params, data, rutas)
    libro = libro_de_registro(esquemas_del_registro(cargar_catalogo(rutas)), programa=programa, region=gobierno.clave)
    nuevos = {params: de_region(gobierno, corte).encode(), data / LIBRO: libro}
    escribir_todo(
        nuevos | ({archivo: texto.encode()} if es_nuevo else {}), {} if es_nuevo else {archivo: texto.encode()}
    )
    return [*nuevos, archivo]


def _exigir_ausente(gobierno: Gobierno, programa: str, params: Path, data: Path, rutas: Rutas) -> None:
    hay = [params] if params.exists() else []
    hay += [data] if data.is_file() or (data.is_dir() and any(data.iterdir())) else []
    if hay:
        lugares = " y ".join(rutas.relativa(ruta) for ruta in hay)
        raise ErrorDeUso(
            f"{gobierno.nombre} ya está en el programa «{programa}»: {lugares}. No se cambió nada.\n"
            "Siga llenando esos archivos o, si quiere empezar de nuevo, sáquelos antes de ahí."
        )


def _exigir_programa_nuevo(programa: str, nombre: str, rutas: Rutas) -> None:
    """Un programa que no existe tiene que venir con nombre y con una clave que sirva de carpeta."""
    if not nombre.strip():
        otros = programas(rutas)
        lineas = [
            f"No existe el programa «{programa}».",
            sugerencia(programa, otros),
            f"Opciones para PROGRAMA: {enumerar(otros) or 'ninguna'}.",
            'Si es un programa nuevo, agregue su nombre a la orden: NOMBRE="Nombre del programa".',
        ]
        raise ErrorDeUso("\n".join(filter(None, lineas)))
    if not CLAVE_DE_PROGRAMA.fullmatch(programa):
        sirve = clave_de(programa)
        raise ErrorDeUso(
            f"«{programa}» no sirve como clave de un programa: va en minúsculas, sin tildes ni espacios."
            + (f"\n¿Quiso decir {sirve}?" if sirve else "")
        )


def _exigir_mismo_nombre(parametros: Programa, nombre: str) -> None:
    if nombre.strip() and nombre.strip() not in {parametros.nombre, parametros.nombre_corto}:
        raise ErrorDeUso(
            f"El programa «{parametros.clave}» ya existe y se llama «{parametros.nombre_corto}»: "
            "quite el nombre de la orden o elija otra clave."
        )


def _modelo(rutas: Rutas) -> str:
    """El YAML del programa del que se toman los informes."""
    ruta = rutas.params / PROGRAMA_POR_DEFECTO / ARCHIVO_PROGRAMA
    leer_modelo(ruta, Programa, rutas)
    return _leer(ruta)


def _ampliado(archivo: Path, parametros: Programa, gobierno: Gobierno, rutas: Rutas) -> str:
    if gobierno.clave in parametros.regiones:
        return _leer(archivo)  # ya la nombra y le faltaban sus archivos
    try:
        return con_region(_leer(archivo), gobierno.clave)
    except ValueError as error:
        raise ErrorDeUso(
            f"No se pudo agregar {gobierno.clave} a «regiones» de {rutas.relativa(archivo)}: {error}. "
            "Agréguela a mano y repita la orden."
        ) from None


def _leer(ruta: Path) -> str:
    """El texto con sus saltos de línea, como está."""
    return ruta.read_bytes().decode("utf-8-sig")
