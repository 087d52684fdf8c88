"""Deja los informes publicados también en otro lugar (un bucket, un servidor, otra carpeta), con fsspec.

En ``output/`` queda siempre su copia: el destino es un espejo. Lo que falla se quita de la vista en los dos.
"""

from dataclasses import replace
from itertools import count
from pathlib import PurePosixPath

import fsspec
from fsspec.core import split_protocol, url_to_fs
from fsspec.registry import get_filesystem_class

from sistematizacion.ejecucion.procesos import PUEDE_BIFURCAR, Interrumpida, SinTurnos, repartir
from sistematizacion.errores import ErrorDeUso
from sistematizacion.produccion.encargo import Resultado, archivos_de_informe
from sistematizacion.publicacion.entrega import (
    es_el_publicado,
    marcar_anterior,
    nombre_anterior,
    nombre_comentado,
    nombre_de_borrador,
)
from sistematizacion.rutas import Rutas

HECHOS, CAIDOS = ("hecho", "al día"), ("falló", "interrumpido")


class Envio:
    """Envía cada informe al terminar; lo llama el lote con su resultado y devuelve el que vale."""

    def __init__(self, url: str, rutas: Rutas) -> None:
        """Comprueba que se sabe escribir en ese destino, sin conectarse aún.

        Raises:
            ErrorDeUso: no se conoce el protocolo o falta su paquete.
        """
        protocolo = split_protocol(url)[0] or "file"
        try:
            get_filesystem_class(protocolo)
        except ValueError:
            raise ErrorDeUso(
                f"No se conoce el destino «{url}». Se escribe como una URL de fsspec: s3://…, gs://…, sftp://…, o una carpeta."
            ) from None
        except ImportError as error:
            raise ErrorDeUso(f"Para escribir en {protocolo}:// falta un paquete de Python: {error}") from None
        self.url, self.rutas = url, rutas

    def __call__(self, resultado: Resultado) -> Resultado:
        """El mismo resultado o, si no se pudo enviar, uno que lo dice.

        Va en un proceso aparte: algunos destinos abren hilos, y de este se bifurcan otros.
        """
        if resultado.estado not in HECHOS + CAIDOS:
            return resultado
        causa = repartir(self._intentar, [resultado], SinTurnos(), None)[0] if PUEDE_BIFURCAR else self._intentar(resultado)
        if causa == "":
            return resultado
        detalle = causa.causa if isinstance(causa, Interrumpida) else causa
        que = f"No se pudo escribir en {self.url}: {detalle}"
        return replace(
            resultado, estado="falló", causa="\n".join(filter(None, [resultado.causa, que])), codigo=resultado.codigo or 1
        )

    def _intentar(self, resultado: Resultado) -> str:
        """Por qué no se pudo, o vacío."""
        try:
            self._enviar(resultado) if resultado.estado in HECHOS else self._retirar(resultado)
        except Exception as error:  # cada destino tiene los suyos
            return f"{type(error).__name__}: {error}"
        return ""

    def _enviar(self, resultado: Resultado) -> None:
        """Los archivos del informe, todos o ninguno donde el destino lo permite; los anteriores ya no hacen falta."""
        destino, carpeta = self._abrir(resultado)
        destino.makedirs(str(carpeta), exist_ok=True)
        self._apartar_borrador(destino, carpeta, resultado)
        with destino.transaction:
            for archivo in resultado.archivos:
                nombre = PurePosixPath(archivo).name
                with destino.open(str(carpeta / nombre), "wb") as salida:
                    salida.write((self.rutas.raiz / archivo).read_bytes())
        for nombre in map(nombre_anterior, archivos_de_informe(resultado.informe)):
            if destino.exists(str(carpeta / nombre)):
                destino.rm(str(carpeta / nombre))

    def _apartar_borrador(self, destino: fsspec.AbstractFileSystem, carpeta: PurePosixPath, resultado: Resultado) -> None:
        """El borrador en Word que haya allá: si alguien lo editó, o si ya no es el de este informe, cambia de nombre."""
        nombre = nombre_de_borrador(resultado.informe)
        aqui = {PurePosixPath(a).name: (self.rutas.raiz / a).read_bytes() for a in resultado.archivos}
        if not destino.exists(str(carpeta / nombre)):
            return
        alla, registro = destino.cat_file(str(carpeta / nombre)), f"{resultado.informe}.manifiesto.json"
        manifiesto = destino.cat_file(str(carpeta / registro)) if destino.exists(str(carpeta / registro)) else b""
        editado = not es_el_publicado(nombre, alla, manifiesto)
        vigente = nombre not in aqui and manifiesto == aqui.get(registro)  # nada lo reemplaza
        if alla == aqui.get(nombre) or vigente or (nombre in aqui and not editado):
            return
        libres = (nombre_comentado(resultado.informe, n) for n in count(1))
        nuevo = next(n for n in libres if not destino.exists(str(carpeta / n))) if editado else nombre_anterior(nombre)
        destino.pipe_file(str(carpeta / nuevo), alla)
        destino.rm(str(carpeta / nombre))

    def _retirar(self, resultado: Resultado) -> None:
        """Renombra lo que hubiera de ese informe, para que no pase por nuevo."""
        destino, carpeta = self._abrir(resultado)
        self._apartar_borrador(destino, carpeta, resultado)
        for nombre in archivos_de_informe(resultado.informe):
            vigente, apartado = str(carpeta / nombre), str(carpeta / nombre_anterior(nombre))
            if destino.exists(vigente):
                contenido = destino.cat_file(vigente)
                destino.pipe_file(apartado, marcar_anterior(contenido) if nombre.endswith(".html") else contenido)
                destino.rm(vigente)

    def _abrir(self, resultado: Resultado) -> tuple[fsspec.AbstractFileSystem, PurePosixPath]:
        destino, base = url_to_fs(self.url)
        return destino, PurePosixPath(base) / resultado.encargo.programa / resultado.encargo.ambito
