"""El índice del almacén: qué archivos se ingresaron, qué se entendió de cada uno y cuáles valen."""

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from sistematizacion.rutas import Rutas

ARCHIVO = "indice.json"
MUESTRAS, LARGO_DE_MUESTRA = 33, 1024 * 1024  # de un archivo de gigas se leen estos pedazos, repartidos, y no todo
LARGO = 16
ENTEROS = ("gasto_devengado", "gasto_mensual")  # traen el gasto de todo un año; de los dos, el segundo dice más y manda
NACIONALES = ("detalle_inversiones", "cierre_inversiones", "inversiones_desactivadas", "f12b", "f12b_mensual",
              "estado_situacional", "estado_situacional_2024")  # traen a todo el país: el nuevo reemplaza al anterior


@dataclass(frozen=True)
class Ingreso:
    """Un archivo ingresado. ``anios`` son los de sus montos; ``corte``, el último mes con ejecución («2025-09»)."""

    archivo: str
    huella: str
    bytes: int
    formato: str
    titulo: str
    clase: str
    filas: int
    anios: tuple[int, ...]
    corte: str
    ingresado: str
    entendido: tuple[str, ...]
    desconocidas: tuple[str, ...]
    orden: int  # el último ingresado manda

    @property
    def carpeta(self) -> str:
        """Dónde está, dentro del almacén."""
        return f"{self.clase}/{self.formato}-{self.huella}"


def huella_de(ruta: Path) -> str:
    """Una huella del contenido que no demora aunque el archivo sea de gigas: su tamaño y pedazos repartidos por él.

    Dos archivos de igual tamaño que solo difieran fuera de esos pedazos darían la misma; con los del MEF, que se vuelven a
    escribir enteros, no pasa.
    """
    tamano = ruta.stat().st_size
    suma = hashlib.sha256(str(tamano).encode())
    with ruta.open("rb") as archivo:
        for n in range(MUESTRAS if tamano > MUESTRAS * LARGO_DE_MUESTRA else 1):
            archivo.seek((tamano - LARGO_DE_MUESTRA) * n // (MUESTRAS - 1) if n else 0)
            suma.update(archivo.read(LARGO_DE_MUESTRA if tamano > MUESTRAS * LARGO_DE_MUESTRA else tamano))
    return suma.hexdigest()[:LARGO]


def leer(rutas: Rutas) -> list[Ingreso]:
    """Los ingresos que valen, del primero al último; ninguno si aún no hay almacén."""
    ruta = rutas.almacen / ARCHIVO
    if not ruta.is_file():
        return []
    filas = json.loads(ruta.read_text(encoding="utf-8"))
    return [Ingreso(**{k: tuple(v) if isinstance(v, list) else v for k, v in fila.items()}) for fila in filas]


def registrar(nuevo: Ingreso, preparado: Path, rutas: Rutas) -> list[Ingreso]:
    """Pone lo preparado en su lugar, lo anota y quita lo que reemplaza; devuelve lo reemplazado.

    Del gasto vale, de cada año, el último archivo ingresado de su formato; del Banco, del Formato 12-B y de los estados
    situacionales, el último. Lo que aún vale por otro año se queda.
    """
    otros = [i for i in leer(rutas) if i.huella != nuevo.huella or i.formato != nuevo.formato]
    quitados = [i for i in otros if _reemplaza(nuevo, i)]
    destino = rutas.almacen / nuevo.carpeta
    destino.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(destino, ignore_errors=True)
    os.replace(preparado, destino)
    _escribir([*(i for i in otros if i not in quitados), nuevo], rutas)
    for ingreso in quitados:
        shutil.rmtree(rutas.almacen / ingreso.carpeta, ignore_errors=True)
    return quitados


def anios_que_valen(ingresos: list[Ingreso]) -> dict[str, tuple[int, ...]]:
    """Por carpeta de un ingreso de gasto, los años suyos que valen.

    De un año vale un archivo entero: el mensual de 63 columnas antes que el de 73 y, del mismo formato, el último
    ingresado. Los de alguna inversión (una respuesta del SSI), solo donde no hay uno entero, porque es el mismo dinero.
    """
    del_gasto = [i for i in ingresos if i.clase == "gasto"]
    enteros = sorted((i for i in del_gasto if i.formato in ENTEROS), key=lambda i: (ENTEROS.index(i.formato), i.orden))
    duenos = {anio: i.carpeta for i in enteros for anio in i.anios}
    return {
        i.carpeta: tuple(a for a in i.anios if duenos.get(a, i.carpeta) == i.carpeta) for i in del_gasto
    }


def _reemplaza(nuevo: Ingreso, otro: Ingreso) -> bool:
    """Si ``otro`` ya no sirve: el anterior del mismo formato que trae a todo el país y, si es del gasto, los mismos años.

    Lo demás (una consulta, un departamento, la ficha de una inversión) es parcial, y se queda.
    """
    if nuevo.formato != otro.formato:
        return False
    return nuevo.formato in NACIONALES or (nuevo.formato in ENTEROS and set(otro.anios) <= set(nuevo.anios))


def _escribir(ingresos: list[Ingreso], rutas: Rutas) -> None:
    ruta = rutas.almacen / ARCHIVO
    temporal = ruta.with_name(f".{ARCHIVO}.nuevo")
    temporal.write_text(json.dumps([asdict(i) for i in ingresos], ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(temporal, ruta)
