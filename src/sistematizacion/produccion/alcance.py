"""Cumple un encargo en este proceso: abre los datos una vez, ejecuta los capítulos que cambiaron y publica cada informe.

Avisa de lo que hace con ``emitir``; ver ``Aviso`` para lo que dice.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Literal

from filelock import FileLock, Timeout
from nbformat import NotebookNode

from sistematizacion.ejecucion import motor, plan
from sistematizacion.ejecucion.capitulo import Fallo, Hecho
from sistematizacion.ejecucion.cuadernos import dibuja
from sistematizacion.ejecucion.dependencias import Contenidos, nucleos_de
from sistematizacion.ejecucion.plan import Alcance, Decision, decidir
from sistematizacion.ejecucion.procesos import Turnos, emitir
from sistematizacion.errores import ErrorDeEjecucion, ErrorDeEntrada, ErrorDeSistematizacion, ErrorDeUso
from sistematizacion.nucleo.reunion import archivos_de
from sistematizacion.parametros import Programa, cargar_programa
from sistematizacion.presentacion.apertura import abrir_expediente
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.produccion.encargo import Encargo, Resultado, al_dia
from sistematizacion.produccion.retiro import apartar
from sistematizacion.produccion.vigencia import Vigencia, de_otros, registrar, revisar_vigencia
from sistematizacion.publicacion import entregas
from sistematizacion.publicacion.entrega import publicar
from sistematizacion.rutas import Rutas

ES_DE_ANTES = "No se hizo un informe nuevo: el publicado es el de una corrida anterior."
CAMBIARON = "Los datos cambiaron mientras se hacía el informe. Repita la orden."

Alguno = Expediente | ExpedienteDelPrograma


@dataclass(frozen=True)
class Aviso:
    """Algo que ocurrió al cumplir un encargo.

    ``espera`` a que otra corrida termine; ``plan``, lo que se ejecutará y lo que no; ``empieza`` y ``capitulo``, uno
    que empezó y uno que terminó; ``informe``, cómo terminó uno.
    """

    que: Literal["espera", "plan", "empieza", "capitulo", "informe"]
    capitulo: str = ""
    bien: bool = True
    decisiones: tuple[tuple[str, str], ...] = ()  # capítulo y por qué se ejecuta; vacío si no
    cambios: tuple[str, ...] = ()  # lo que cambió desde que se publicó, archivo por archivo
    resultado: Resultado | None = None


@dataclass(frozen=True)
class Pedido:
    """Un encargo con lo que necesita para cumplirse."""

    encargo: Encargo
    rutas: Rutas
    turnos: Turnos


def cumplir(pedido: Pedido) -> list[Resultado]:
    """Hace los informes del encargo y dice cómo terminó cada uno, apenas termina; los que están al día no se tocan."""
    hechos = []
    for resultado in _cumplir(pedido):
        emitir(Aviso("informe", resultado=resultado))
        hechos.append(resultado)
    return hechos


def _cumplir(pedido: Pedido) -> Iterator[Resultado]:
    encargo, rutas, reloj = pedido.encargo, pedido.rutas, Reloj()
    with _candado(encargo, rutas):
        try:
            programa = cargar_programa(encargo.programa, rutas)
            vistas = {i: revisar_vigencia(encargo, i, programa, rutas) for i in encargo.informes}
            pendientes = {i: v for i, v in vistas.items() if encargo.forzar or not v.al_dia}
            alcance, expediente = abrir_alcance(encargo, programa, rutas) if pendientes else (None, None)
        except (ErrorDeEntrada, ErrorDeUso) as error:  # antes de tocar nada
            yield from (_sin_tocar(encargo, i, error, reloj, rutas) for i in encargo.informes)
            return
        yield from (al_dia(encargo, i, rutas) for i in encargo.informes if i not in pendientes)
        if alcance is not None and expediente is not None:
            yield from _hacer(pedido, programa, alcance, expediente, pendientes, reloj)


class Reloj:
    """Los segundos desde la última vez que se miró."""

    def __init__(self) -> None:
        self._desde = time.monotonic()

    def mirar(self) -> float:
        """Los segundos, y vuelve a empezar."""
        antes, self._desde = self._desde, time.monotonic()
        return self._desde - antes


def abrir_alcance(encargo: Encargo, programa: Programa, rutas: Rutas) -> tuple[Alcance, Alguno]:
    """Los datos de un encargo, abiertos y validados; y su marca, revisada antes de ejecutar nada.

    Raises:
        ErrorDeEntrada: los parámetros, la marca o los datos tienen problemas.
    """
    cargar_marca(programa, rutas)
    expediente = abrir_expediente(programa, encargo.region, rutas)
    carpeta = rutas.cache / "cuadernos" / encargo.programa / encargo.ambito
    contenidos = Contenidos(nucleos_de(expediente.nucleo), rutas)
    return Alcance(encargo.programa, encargo.region, carpeta, expediente.nucleo, contenidos), expediente


def capitulos_de(informes: Iterable[str], programa: Programa) -> list[str]:
    """Los capítulos de varios informes, cada uno una vez."""
    return list(dict.fromkeys(c for informe in informes for c in programa.informes[informe].capitulos))


def _hacer(
    pedido: Pedido, programa: Programa, alcance: Alcance, expediente: Alguno, vistas: Mapping[str, Vigencia], reloj: Reloj
) -> Iterator[Resultado]:
    encargo, rutas = pedido.encargo, pedido.rutas
    decisiones = decidir(capitulos_de(vistas, programa), alcance, rutas, forzar=encargo.forzar)
    cambios = tuple(dict.fromkeys(c for vista in vistas.values() for c in vista.cambios))
    emitir(Aviso("plan", decisiones=tuple((d.capitulo, d.motivo) for d in decisiones), cambios=cambios))
    hechos, fallos = _ejecutar(decisiones, alcance, pedido)
    if _cambiaron(alcance, rutas):
        plan.olvidar([d.capitulo for d in decisiones if d.motivo], alcance)
        yield from (_fallido(encargo, i, ErrorDeEjecucion(CAMBIARON), reloj, rutas) for i in vistas)
        return
    for informe, vista in vistas.items():
        capitulos = programa.informes[informe].capitulos
        suyos = [fallos[c] for c in capitulos if c in fallos]
        try:
            if suyos:
                raise ErrorDeEjecucion("\n".join(_describir(f, encargo, rutas) for f in suyos))
            anterior = entregas.ultima(entregas.carpeta_de(rutas, encargo.programa, encargo.ambito, informe))
            cuadernos = [hechos[c] for c in capitulos]
            otros = plan.archivos_leidos(capitulos, alcance)
            entradas = de_otros(otros, rutas) | vista.entradas
            procedencia = _publicacion().Procedencia(expediente, informe, programa.informes[informe], anterior, entradas)
            contenidos = _publicacion().componer(cuadernos, procedencia, pedido.turnos, rutas, en_word=encargo.en_word)
            archivos = publicar(encargo.carpeta(rutas), informe, contenidos)
            registrar(encargo, informe, vista, otros, rutas)
        except (ErrorDeSistematizacion, OSError) as error:
            yield _fallido(encargo, informe, error, reloj, rutas)
        else:
            ejecutados = sum(bool(d.motivo) for d in decisiones if d.capitulo in capitulos)
            relativas = tuple(map(rutas.relativa, archivos))
            yield Resultado(encargo, informe, "hecho", reloj.mirar(), ejecutados=ejecutados, archivos=relativas)


def _ejecutar(
    decisiones: list[Decision], alcance: Alcance, pedido: Pedido
) -> tuple[dict[str, NotebookNode], dict[str, Fallo]]:
    """Los cuadernos de todos los capítulos, ejecutados hoy o antes, y los que fallaron."""
    hechos = {d.capitulo: d.cuaderno for d in decisiones if d.cuaderno is not None}
    fallos: dict[str, Fallo] = {}

    def terminar(capitulo: str, resultado: Hecho | Fallo) -> None:
        if isinstance(resultado, Hecho):
            hechos[capitulo] = plan.anotar_hecho(capitulo, resultado, alcance, pedido.rutas)
        else:
            fallos[capitulo] = resultado
        emitir(Aviso("capitulo", capitulo, bien=capitulo in hechos))

    por_ejecutar = {d.capitulo: alcance.carpeta / f"{d.capitulo}.fallido.ipynb" for d in decisiones if d.motivo}
    for fallido in por_ejecutar.values():
        fallido.unlink(missing_ok=True)
    if por_ejecutar:
        with motor.sin_recolector():
            motor.precargar(graficos=any(dibuja(pedido.rutas.notebooks, c) for c in por_ejecutar))
    motor.ejecutar(
        por_ejecutar, {"programa": alcance.programa, "region": alcance.region}, pedido.turnos, pedido.rutas, terminar,
        lambda capitulo: emitir(Aviso("empieza", capitulo)), _publicacion,
    )  # fmt: skip
    return hechos, fallos


def _publicacion() -> ModuleType:
    """Lo que arma los documentos. Se importa la primera vez que hace falta o, antes, mientras los capítulos se ejecutan."""
    from sistematizacion.produccion import documento

    return documento


def _cambiaron(alcance: Alcance, rutas: Rutas) -> bool:
    """Si alguien guardó un archivo de datos después de abrirlos: los capítulos no serían todos de lo mismo."""
    nucleos = getattr(alcance.abierto, "regiones", (alcance.abierto,))
    return any(n.archivos != archivos_de(n.programa, n.region, rutas) for n in nucleos)


@contextmanager
def _candado(encargo: Encargo, rutas: Rutas) -> Iterator[None]:
    """Dos corridas de lo mismo a la vez van una tras otra; la segunda suele encontrar todo al día."""
    ruta = rutas.cache / "candados" / f"{encargo.programa}--{encargo.ambito}.lock"
    ruta.parent.mkdir(parents=True, exist_ok=True)
    candado = FileLock(ruta)
    try:
        candado.acquire(timeout=0.2)
    except Timeout:
        emitir(Aviso("espera"))
        candado.acquire()
    try:
        yield
    finally:
        candado.release()


def _describir(fallo: Fallo, encargo: Encargo, rutas: Rutas) -> str:
    cuaderno = f"\n  Cuaderno con el error: {rutas.relativa(Path(fallo.cuaderno))}" if fallo.cuaderno else ""
    return f"Falló el capítulo «{fallo.capitulo}» de {encargo.de_quien}, {fallo.celda}\n  {fallo.causa}{cuaderno}"


def _sin_tocar(encargo: Encargo, informe: str, error: ErrorDeSistematizacion, reloj: Reloj, rutas: Rutas) -> Resultado:
    """Un informe que no se empezó: el publicado sigue en su sitio, y se dice que es de antes."""
    publicado = (encargo.carpeta(rutas) / f"{informe}.html").is_file()
    causa = "\n".join([str(error), *([ES_DE_ANTES] if publicado else [])])
    estado = "datos con errores" if isinstance(error, ErrorDeEntrada) else "falló"
    return Resultado(encargo, informe, estado, reloj.mirar(), causa, error.codigo)


def _fallido(encargo: Encargo, informe: str, error: Exception, reloj: Reloj, rutas: Rutas) -> Resultado:
    causa, codigo = "\n".join([str(error), *apartar(encargo, informe, rutas)]), getattr(error, "codigo", 1)
    return Resultado(encargo, informe, "falló", reloj.mirar(), causa, codigo)
