"""Lo que viaja entre quien da la orden y un trabajador de un cluster: los archivos de un encargo, ida y vuelta, en un ZIP."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from sistematizacion.ejecucion.deposito import reemplazar
from sistematizacion.ejecucion.huellas import CANDADO
from sistematizacion.nucleo.estante import archivos_de_practicas, parametros_de_todos
from sistematizacion.parametros import Programa, comunes_de_params
from sistematizacion.presentacion.lector_de_marca import archivos_de_marca
from sistematizacion.produccion.encargo import Encargo, archivos_de_informe
from sistematizacion.produccion.repositorio import nota, sin_registrar
from sistematizacion.publicacion import entregas
from sistematizacion.publicacion.entrega import publicar
from sistematizacion.rutas import Rutas

FECHA = (1980, 1, 1, 0, 0, 0)  # la del ZIP no importa: así los mismos archivos dan los mismos bytes


def comun(rutas: Rutas) -> bytes:
    """Lo que sirve a todos los encargos: cuadernos, plantillas, catálogo, prácticas de todos los programas, candado de paquetes, letras ya
    recortadas y lo que git no registró."""
    cuadernos = (r for r in _todo(rutas.notebooks) if ".ipynb_checkpoints" not in r.parts)
    practicas = [*archivos_de_practicas(rutas), *parametros_de_todos(rutas)]
    archivos = [
        *comunes_de_params(rutas), *practicas, *cuadernos, *_todo(rutas.templates), *_todo(rutas.cache / "fuentes"), rutas.raiz / CANDADO,
    ]  # fmt: skip
    return _empacar(archivos, rutas, {nota(rutas): "\n".join(sin_registrar(rutas))})


def propio(encargo: Encargo, programa: Programa, rutas: Rutas) -> bytes:
    """Lo de un encargo: sus datos, sus parámetros, lo que ya se ejecutó, y la última entrega de cada informe."""
    datos = rutas.data / programa.clave
    ambitos = ("comun", *([encargo.region] if encargo.region else programa.regiones))
    anteriores = [
        entregas.ultima(entregas.carpeta_de(rutas, programa.clave, encargo.ambito, i)) for i in encargo.informes
    ]
    return _empacar(
        [
            *(r for ambito in ambitos for r in _todo(datos / ambito)),
            *_todo(rutas.params / programa.clave),
            *archivos_de_marca(programa, rutas),
            *_todo(_cuadernos(encargo, rutas)),
            *(a.carpeta / entregas.REGISTRO for a in anteriores if a),
        ],
        rutas,
    )


def de_vuelta(encargo: Encargo, rutas: Rutas) -> bytes:
    """Lo que el trabajador hizo: los informes, los cuadernos ejecutados y de qué dependen."""
    informes = (encargo.carpeta(rutas) / n for i in encargo.informes for n in archivos_de_informe(i, en_word=encargo.en_word))
    return _empacar([*informes, *_todo(_cuadernos(encargo, rutas)), *_todo(_vigencia(encargo, rutas))], rutas)


def abrir(valija: bytes, rutas: Rutas) -> None:
    """Deja los archivos en su lugar: cada informe entero o nada, y de lo demás, cada archivo."""
    with zipfile.ZipFile(io.BytesIO(valija)) as abierta:
        nombres = [rutas.raiz / nombre for nombre in abierta.namelist()]
        publicados = [ruta for ruta in nombres if ruta.is_relative_to(rutas.output)]
        for ruta in nombres:
            if ruta not in publicados:
                reemplazar(ruta, abierta.read(rutas.relativa(ruta)))
        por_informe = groupby(publicados, key=lambda r: (r.parent, r.name.partition(".")[0]))
        for (carpeta, informe), suyos in por_informe:
            publicar(carpeta, informe, {ruta.name: abierta.read(rutas.relativa(ruta)) for ruta in suyos})


def _empacar(archivos: Iterable[Path], rutas: Rutas, textos: Mapping[Path, str] | None = None) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as valija:
        for ruta in sorted({r for r in archivos if r.is_file()}):
            valija.writestr(zipfile.ZipInfo(rutas.relativa(ruta), FECHA), ruta.read_bytes(), zipfile.ZIP_DEFLATED)
        for ruta, texto in (textos or {}).items():
            valija.writestr(zipfile.ZipInfo(rutas.relativa(ruta), FECHA), texto)
    return salida.getvalue()


def _todo(carpeta: Path) -> Iterator[Path]:
    return carpeta.rglob("*")


def _cuadernos(encargo: Encargo, rutas: Rutas) -> Path:
    return rutas.cache / "cuadernos" / encargo.programa / encargo.ambito


def _vigencia(encargo: Encargo, rutas: Rutas) -> Path:
    return rutas.cache / "vigencia" / encargo.programa / encargo.ambito
