"""Si un PDF que alguien tiene es el que dan las entradas de este proyecto, byte por byte, o en qué difiere."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

from sistematizacion.analisis.diferencias import Cambio, de_cifras, de_tablas
from sistematizacion.ejecucion import huellas
from sistematizacion.errores import ErrorDeUso
from sistematizacion.parametros import Programa, cargar_programa, cargar_region, elegir_informe
from sistematizacion.produccion import vigencia
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.produccion.rehecho import NoSePudo, rehacer
from sistematizacion.publicacion import ajeno, entregas
from sistematizacion.publicacion.ajeno import Ajeno, Manifiesto
from sistematizacion.publicacion.csv_de_cuadro import IMPRESO
from sistematizacion.publicacion.hoja_de_cuadro import GRUPO
from sistematizacion.publicacion.paginas import Edicion, comparar
from sistematizacion.publicacion.procedencia import GRUPOS, version_de_python, versiones
from sistematizacion.rutas import Rutas

REPETIDOS = ("-procedencia.csv", "-datos.csv")  # cuadros que solo repiten las huellas de las entradas
DE_ANTES = (
    "{} es, byte por byte, el que se guarda en {}, pero lo hizo una versión de este proyecto que no dejaba dentro del PDF de qué "
    "entradas salió: no se puede comparar con las de hoy."
)
NO_SE_COMPARAN = "No se pudo comparar {}: está dañado o pide demasiada memoria."


@dataclass(frozen=True)
class Verificacion:
    """Qué es un PDF, si es el que dan estas entradas y, si no, en qué difiere.

    Si las ``entradas`` no son las mismas, ``cifras`` y ``cuadros`` traen lo que cambia al hacerlo hoy, salvo que no se
    pueda: ``imposible`` dice por qué. ``edicion`` y ``adjuntos`` son lo que alguien cambió en el archivo: se sabe si las
    entradas son las mismas o si el original está entre las entregas.
    """

    titulo: str
    manifiesto: Manifiesto
    identico: bool = False
    referencia: str = ""  # contra qué se comparó; vacía si se volvió a hacer
    guardado: str = ""  # la carpeta de la entrega que es este mismo archivo
    entradas: tuple[str, ...] = ()
    cifras: tuple[Cambio, ...] = ()
    cuadros: tuple[tuple[str, tuple[Cambio, ...]], ...] = ()
    edicion: Edicion | None = None
    adjuntos: tuple[str, ...] = ()
    imposible: str = ""


def verificar(archivo: Path, rutas: Rutas) -> Iterator[str | Verificacion]:
    """Lo que va haciendo, si demora, y al final el resultado; no cambia nada de lo publicado.

    Raises:
        ErrorDeUso: el archivo no es un informe de este proyecto, o es de un programa que aquí no está.
        ErrorDeEntrada: los parámetros de ese programa tienen problemas.
        NoSePudo: las entradas parecen las mismas, pero hoy no se puede hacer el informe para compararlo.
    """
    contenido = ajeno.contenido_de(archivo)
    guardado = entregas.con_archivo(rutas, huellas.de_bytes(contenido))
    try:
        recibido = ajeno.abrir(contenido, archivo.name)
    except ErrorDeUso:
        if guardado is None:
            raise
        raise ErrorDeUso(DE_ANTES.format(archivo.name, rutas.relativa(guardado))) from None
    declarado = recibido.manifiesto
    encargo, programa = _encargo(declarado, archivo.name, rutas)
    entregados = entregas.carpeta_de(rutas, encargo.programa, encargo.ambito, declarado.informe)
    anterior = entregas.con_numero(entregados, declarado.entrega_anterior) if declarado.entrega_anterior else None
    ambito = cargar_region(programa, encargo.region, rutas).nombre if encargo.region else "Todas las regiones"
    titulo = f"{programa.informes[declarado.informe].titulo} · {ambito} · {programa.nombre_corto}"
    ficha = Verificacion(titulo, declarado, guardado=rutas.relativa(guardado) if guardado else "")
    publicado = _publicado(encargo, programa, anterior, rutas)
    if publicado is None:
        yield "Se vuelve a hacer con las entradas de hoy, en una carpeta temporal; lo publicado no se toca."
    try:
        pdf = publicado.read_bytes() if publicado else rehacer(encargo, programa, anterior, declarado.otros, rutas)
    except NoSePudo as error:
        distintas = _entradas(_declaradas(declarado), _de_hoy(encargo, programa, anterior, rutas))
        if not distintas:
            raise
        yield replace(ficha, entradas=distintas, imposible=str(error))
        return
    ficha = replace(ficha, referencia=rutas.relativa(publicado) if publicado else "")
    if pdf == recibido.contenido:
        yield replace(ficha, identico=True)
        return
    propio = ajeno.abrir(pdf, f"{declarado.informe}.pdf")
    distintas = _entradas(_declaradas(declarado), _declaradas(propio.manifiesto))
    original = _original(recibido, entregados) if distintas else propio
    if distintas:
        cifras, cuadros = _aparte(_cambios, (recibido, propio), archivo)
        ficha = replace(ficha, entradas=distintas, cifras=cifras, cuadros=cuadros)
    if original is not None and original.contenido != recibido.contenido:
        edicion = _aparte(comparar, (original.contenido, recibido.contenido), archivo)
        ficha = replace(ficha, edicion=edicion, adjuntos=tuple(_de_adjuntos(original.adjuntos, recibido.adjuntos)))
    yield ficha


def _aparte(funcion: Callable[[Any], Any], tarea: Any, archivo: Path) -> Any:
    return ajeno.aparte(funcion, tarea, NO_SE_COMPARAN.format(archivo.name))


def _encargo(declarado: Manifiesto, nombre: str, rutas: Rutas) -> tuple[Encargo, Programa]:
    """El encargo del que el PDF dice ser; sus claves ya tienen forma de clave, y aquí se exige que existan."""
    try:
        programa = cargar_programa(declarado.programa, rutas)
        elegir_informe(programa, declarado.informe, declarado.region)
        if declarado.region:
            cargar_region(programa, declarado.region, rutas)
    except ErrorDeUso as error:
        raise ErrorDeUso(f"{nombre} es un informe de otro proyecto, o de uno con otros parámetros.\n{error}") from None
    return Encargo(declarado.programa, declarado.region, (declarado.informe,)), programa


def _publicado(encargo: Encargo, programa: Programa, anterior: entregas.Entrega | None, rutas: Rutas) -> Path | None:
    """El PDF publicado, si está al día y sigue a la misma entrega que el recibido dice."""
    vigencia.olvidar()
    [informe] = encargo.informes
    ultima = entregas.ultima(entregas.carpeta_de(rutas, encargo.programa, encargo.ambito, informe))
    if anterior != ultima or not vigencia.revisar_vigencia(encargo, informe, programa, rutas).al_dia:
        return None
    return encargo.carpeta(rutas) / f"{informe}.pdf"


def _original(recibido: Ajeno, entregados: Path) -> Ajeno | None:
    """El PDF entregado que dice haber salido de las mismas entradas que el recibido, si se guarda aquí."""
    for pdf in sorted(entregados.glob(f"*/{recibido.manifiesto.informe}.pdf")):
        try:
            guardado = ajeno.abrir(ajeno.contenido_de(pdf), pdf.name)
        except ErrorDeUso:  # de una versión anterior, o dañado
            continue
        if _declaradas(guardado.manifiesto) == _declaradas(recibido.manifiesto):
            return guardado
    return None


def _declaradas(manifiesto: Manifiesto) -> dict[str, str]:
    """Todo aquello de lo que un informe dice que salió, por su nombre en un mensaje."""
    propias = {huellas.CODIGO: manifiesto.codigo, huellas.CANDADO: manifiesto.candado}
    grupos = {nombre: h for grupo in (*GRUPOS, "otros") for nombre, h in getattr(manifiesto, grupo).items()}
    return propias | grupos | _versiones(manifiesto.python, manifiesto.paquetes)


def _de_hoy(encargo: Encargo, programa: Programa, anterior: entregas.Entrega | None, rutas: Rutas) -> dict[str, str]:
    """Lo mismo, de lo que saldría hoy."""
    [informe] = encargo.informes
    entradas = vigencia.entradas_de(encargo, informe, programa, anterior, rutas)
    entradas |= vigencia.de_otros(vigencia.otros_de(encargo, rutas), rutas)
    return {n: h for n, h in entradas.items() if n != huellas.PYTHON} | _versiones(version_de_python(), versiones())


def _versiones(python: str, paquetes: Mapping[str, str]) -> dict[str, str]:
    """Las de Python y los paquetes; la de este va con su código."""
    return {"la versión de Python": python} | {f"el paquete {p}": v for p, v in paquetes.items() if p != "sistematizacion"}


def _entradas(antes: Mapping[str, str], ahora: Mapping[str, str]) -> tuple[str, ...]:
    """Una frase por entrada que no es la misma, con sus huellas o versiones; primero los datos."""
    nombres = sorted(huellas.cambios(antes, ahora), key=lambda n: (_orden(n), n))
    frases = huellas.en_frase(antes, ahora, nombres)
    return tuple(
        f"{frase} ({huellas.breve(antes[n])}; hoy, {huellas.breve(ahora[n])})" if n in antes and n in ahora else frase
        for n, frase in zip(nombres, frases, strict=True)
    )


def _orden(nombre: str) -> int:
    return next((n for n, inicio in enumerate(GRUPOS.values()) if nombre.startswith(inicio)), len(GRUPOS))


def _cambios(versiones: tuple[Ajeno, Ajeno]) -> tuple[tuple[Cambio, ...], tuple[tuple[str, tuple[Cambio, ...]], ...]]:
    """Lo que cambia en las cifras y en los cuadros, del recibido al de hoy."""
    antes, ahora = versiones
    cifras = de_cifras(*([c.model_dump() for c in version.manifiesto.cifras] for version in versiones))
    return tuple(cifras), tuple(_de_cuadros(antes.adjuntos, ahora.adjuntos))


def _de_cuadros(antes: Mapping[str, bytes], ahora: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[Cambio, ...]]]:
    """Por cada cuadro que no dice lo mismo, su archivo y sus cambios; se emparejan por su clave, que no cambia con el número."""
    unos, otros = _por_clave(antes), _por_clave(ahora)
    for clave in sorted({*unos, *otros}, key=lambda c: otros.get(c) or unos[c]):
        viejo, nuevo = unos.get(clave), otros.get(clave)
        if viejo is None or nuevo is None:
            cambio = Cambio("", "" if viejo is None else "el cuadro", "" if nuevo is None else "el cuadro")
            yield nuevo or viejo or clave, (cambio,)
        elif antes[viejo] != ahora[nuevo]:
            yield nuevo, tuple(_de_cuadro(_filas(antes[viejo]), _filas(ahora[nuevo])))


def _de_cuadro(antes: list[list[str]], ahora: list[list[str]]) -> list[Cambio]:
    """Los cambios tal como se imprimen; si nada impreso cambia, los de los números exactos."""
    encabezan = 2 if [GRUPO] in (antes[0][:1], ahora[0][:1]) else 1
    return de_tablas(_impreso(antes), _impreso(ahora), encabezan) or de_tablas(antes, ahora, encabezan)


def _impreso(filas: list[list[str]]) -> list[list[str]]:
    """Las filas con cada columna de números exactos reemplazada por la que la sigue, si dice cómo se imprimen."""
    columnas = filas[0]
    exactas = {n for n, c in enumerate(columnas[1:]) if c == IMPRESO.format(columnas[n])}
    titulos = [columnas[n - 1] if n - 1 in exactas else c for n, c in enumerate(columnas)]
    return [[celda for n, celda in enumerate(fila) if n not in exactas] for fila in (titulos, *filas[1:])]


def _por_clave(adjuntos: Mapping[str, bytes]) -> dict[str, str]:
    """De cada cuadro, el nombre de su archivo por su clave: «cuadro-03-cierres.csv», por «cierres.csv»."""
    cuadros = [n for n in adjuntos if n.startswith("cuadro-") and n.endswith(".csv") and not n.endswith(REPETIDOS)]
    return {nombre.split("-", 2)[-1]: nombre for nombre in cuadros}


def _filas(contenido: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(contenido.decode("utf-8-sig", errors="replace"), newline=""))) or [[]]


def _de_adjuntos(propios: Mapping[str, bytes], recibidos: Mapping[str, bytes]) -> Iterator[str]:
    """Qué pasó con cada archivo que el PDF llevaba dentro."""
    antes, ahora = ({n: huellas.de_bytes(c) for n, c in archivos.items()} for archivos in (propios, recibidos))
    yield from huellas.en_frase(antes, ahora, huellas.cambios(antes, ahora))
