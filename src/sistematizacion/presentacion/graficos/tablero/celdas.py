"""Qué dice el tablero de cada región: una medida por fila y cómo se lee en el expediente."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.graficos.comparados.avances import cierres_de, de_cuando, hitos_de
from sistematizacion.presentacion.graficos.comparados.indice import igeip_de
from sistematizacion.presentacion.graficos.comparados.presupuesto import META, avance_y_referencia
from sistematizacion.presentacion.graficos.comparados.temas import mayor_tema, participantes_de, tema_de
from sistematizacion.presentacion.medidas import favorables, respuestas

MECANISMOS = ("comites_seguimiento", "reuniones_coordinacion", "reuniones_trabajo", "sesiones_sprint")


@dataclass(frozen=True)
class Celda:
    """Lo que se dice de una región: cifras en grande, cada una con su rótulo, y quizá una barra o una serie."""

    textos: tuple[tuple[str, str], ...]
    cifras: tuple[Cifra, ...]
    comparable: Cifra | None = None  # la que se ordena para el título
    barra: Decimal | None = None  # de 0 a 100
    referencia: Decimal | None = None  # marca sobre la barra
    serie: tuple[Cifra, ...] = ()


@dataclass(frozen=True)
class Medida:
    """Una fila del tablero: cómo se lee en cada región y qué indicador explica que falte."""

    grupo: str
    rotulo: str
    leer: Callable[[Expediente], Celda | None]
    falta: str
    nombre: str = ""  # cómo se nombra en el título si en ella se puede decir quién va primero
    mayor_es_mejor: bool = True


def _contadas(*indicadores: str, rotular: Callable[[Cifra], str]) -> Callable[[Expediente], Celda | None]:
    """Lee las cifras que la región tenga, cada una con su rótulo."""

    def leer(e: Expediente) -> Celda | None:
        cifras = tuple(e.cifra(i) for i in indicadores if e.hay(i))
        return Celda(tuple((c.en_cuadro, rotular(c)) for c in cifras), cifras) if cifras else None

    return leer


def _unidad(cifra: Cifra) -> str:
    return cifra.unidad.singular if cifra.valor == 1 else cifra.unidad.plural


def _que_cuenta(cifra: Cifra) -> str:
    """«comités de seguimiento», «reuniones de trabajo»: la unidad o, si dice más, el nombre del indicador."""
    unidad = _unidad(cifra)
    nombre = formato.minuscula((cifra.singular or cifra.nombre) if cifra.valor == 1 else cifra.nombre)
    return nombre if " " not in unidad and nombre.startswith(unidad) else unidad


def _participantes(e: Expediente) -> Celda | None:
    """El total o, si no lo hay, el tema con más participantes."""
    cifra = e.cifra("participantes") if e.hay("participantes") else mayor_tema(participantes_de(e))
    if cifra is None:
        return None
    tema = tema_de(cifra)
    return Celda(((cifra.en_cuadro, f"en {e.rotulo(tema)}" if tema else "en total"),), (cifra,))


def _ejecucion(e: Expediente) -> Celda | None:
    avance, referencia, *_ = avance_y_referencia(e) or (None, None)
    if avance is None:
        return None
    contra = "meta" if referencia and referencia.clave == META else "región"
    rotulo = f"{contra}: {referencia.en_cuadro}" if referencia else "del PIM"
    valor = valor_de(avance)
    cifras = tuple(c for c in (avance, referencia) if c)
    return Celda(((avance.en_cuadro, rotulo),), cifras, avance, valor, valor_de(referencia) if referencia else None)


def _cierres(e: Expediente) -> Celda | None:
    partes = cierres_de(e)
    if not partes or partes[-1] is None:
        return None
    parte = partes[-1]
    if len(partes) == 3:
        contadas = tuple(c for c in partes if c)
        rotulo = f"{contadas[0].en_cuadro} de {contadas[1].en_cuadro} {_unidad(contadas[1])}"
        return Celda(((parte.en_cuadro, rotulo),), contadas, parte, valor_de(parte))
    serie = tuple(e.serie("cierre_porcentaje"))
    antes = f"; {serie[0].en_cuadro} {formato.al_corte(serie[0].fecha_corte)}" if len(serie) > 1 else ""
    rotulo = f"{de_cuando(parte)}{antes}"
    usadas = tuple(dict.fromkeys((parte, *serie[:1])))
    return Celda(((parte.en_cuadro, rotulo),), usadas, parte, valor_de(parte), serie=serie)


def _hitos(e: Expediente) -> Celda | None:
    cifras = tuple(c for c in hitos_de(e) if c)
    if not cifras:
        return None
    logrados, total, parte = cifras
    texto = (f"{logrados.en_cuadro} de {total.en_cuadro}", f"{parte.en_cuadro} cumplidos o superados")
    return Celda((texto,), cifras, parte, valor_de(parte))


def _igeip(e: Expediente) -> Celda | None:
    puesto, indice = igeip_de(e)
    if puesto is None:
        return None
    rotulo = f"lugar nacional, con {indice.en_cuadro}" if indice else "lugar nacional"
    return Celda(((puesto.en_cuadro, rotulo),), tuple(c for c in (puesto, indice) if c), puesto)


def _satisfaccion(e: Expediente) -> Celda | None:
    par = respuestas(e, "satisfaccion", "muy_satisfecho")
    parte = favorables("satisfaccion")(e)
    if par is None or parte is None:
        return None
    texto = (f"{par[0].en_cuadro} de {par[1].en_cuadro}", "personas encuestadas")
    return Celda((texto,), par, parte, valor_de(parte))


HECHO, CARTERA, LOGRADO = "Lo que se hizo", "La cartera y su ejecución", "Lo que se logró"
MEDIDAS = (
    Medida(HECHO, "Articulación", _contadas(*MECANISMOS, rotular=_que_cuenta), "comites_seguimiento"),
    Medida(
        HECHO,
        "Asistencia técnica",
        _contadas("asistencias_tecnicas", "consultas_tecnicas", rotular=_unidad),
        "asistencias_tecnicas",
    ),
    Medida(HECHO, "Participantes", _participantes, "participantes"),
    Medida(CARTERA, "Cartera seleccionada", _contadas("cartera_csp", rotular=_unidad), "cartera_csp"),
    Medida(CARTERA, "Avance del PIM de la cartera", _ejecucion, "avance_pim_csp", "ejecución"),
    Medida(LOGRADO, "Inversiones cerradas", _cierres, "cierres_efectivos", "cierre de inversiones"),
    Medida(LOGRADO, "Hitos del plan", _hitos, "hitos_logrados", "hitos"),
    Medida(LOGRADO, "Puesto en el IGEIP", _igeip, "igeip_puesto", "IGEIP", mayor_es_mejor=False),
    Medida(LOGRADO, "Personas muy satisfechas", _satisfaccion, "encuestados", "satisfacción"),
)
Halladas = dict[Medida, dict[str, Celda | None]]
