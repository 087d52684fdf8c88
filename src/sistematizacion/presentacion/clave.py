"""Las cifras clave: las que un lector debe ver primero, según las que la región o el programa tengan."""

from dataclasses import dataclass

from markupsafe import Markup

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.comparacion import comparar, con, suma, sumar
from sistematizacion.presentacion.exhibicion import Exhibicion
from sistematizacion.presentacion.expediente import Expediente, NoAplica, SinDatos
from sistematizacion.presentacion.medidas import respuestas
from sistematizacion.presentacion.piezas import Pieza
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

MAXIMO = 5
# Por orden de interés: indicador y lo que se escribe debajo del número; {total} es el indicador que lo completa
PRIORIDAD: tuple[tuple[str, str, str], ...] = (
    ("cierres_efectivos", "inversiones cerradas, de {total} por cerrar", "cierre_universo"),
    ("avance_pim_csp", "del PIM de la cartera seleccionada", ""),
    ("igeip_puesto", "lugar en el IGEIP, con {total}", "igeip_indice"),
    ("hitos_logrados", "hitos cumplidos o superados, de {total}", "hitos_total"),
    ("cierre_porcentaje", "de proyectos cerrados", ""),
    ("asistencias_tecnicas", "asistencias técnicas", ""),
    ("consultas_tecnicas", "consultas técnicas atendidas", ""),
    ("oxi_monto", "en la cartera de inversión privada", ""),
    ("participantes", "participantes en acciones formativas", ""),
    ("cartera_csp", "inversiones en la cartera seleccionada", ""),
)
DE_UNA = {  # lo que se escribe si el número es 1
    "cierres_efectivos": "inversión cerrada, de {total} por cerrar",
    "hitos_logrados": "hito cumplido o superado, de {total}",
    "asistencias_tecnicas": "asistencia técnica",
    "consultas_tecnicas": "consulta técnica atendida",
    "participantes": "participante en acciones formativas",
    "cartera_csp": "inversión en la cartera seleccionada",
}


@dataclass(frozen=True)
class CifrasClave(Pieza):
    """Tarjetas con un número grande, lo que cuenta y su fecha."""

    tarjetas: tuple[tuple[Cifra, str], ...]

    def html(self) -> str:
        """Una lista, que también se entiende leída en voz alta."""
        return str(
            Markup('<ul class="cifras-clave">{}</ul>').format(Markup("").join(_tarjeta(c, r) for c, r in self.tarjetas))
        )


def cifras_clave(expediente: Expediente) -> CifrasClave:
    """Hasta ``MAXIMO`` tarjetas, en el orden de ``PRIORIDAD``; de un indicador con varios cortes, el de cierre de año."""
    tarjetas = []
    for indicador, rotulo, complemento in PRIORIDAD:
        if expediente.hay(indicador) and (not complemento or expediente.hay(complemento)):
            total = expediente.cifra(complemento).en_cuadro if complemento else ""
            cifra = expediente.al_cierre(indicador)
            if not _es_lo_de_la_primera(expediente, cifra):
                tarjetas.append(
                    (cifra, (DE_UNA.get(indicador, rotulo) if cifra.valor == 1 else rotulo).format(total=total))
                )
    if not tarjetas:
        raise SinDatos("no se registraron cifras para el resumen.")
    return CifrasClave(tuple(tarjetas[:MAXIMO]))


def _es_lo_de_la_primera(expediente: Expediente, cifra: Cifra) -> bool:
    """Si es la proporción de cierres que se calculó con los conteos de la primera tarjeta, que ya la dice."""
    con_conteos = expediente.hay("cierres_efectivos") and expediente.hay("cierre_universo")
    return cifra.clave == "cierre_porcentaje" and cifra.origen == "calculado" and con_conteos


def cifras_clave_del_programa(programa: ExpedienteDelPrograma) -> CifrasClave:
    """Lo que el programa sumó y lo mejor que alcanzó una región, solo con las que tienen el dato, nombradas."""
    if len(programa.regiones) == 1:
        return cifras_clave(programa.regiones[0])
    posibles = (
        _suma(programa, "cierres_efectivos", "inversiones cerradas en {regiones}", "inversión cerrada en {regiones}"),
        _mejor(programa, "avance_pim_csp", "del PIM de la cartera, el mayor avance: {regiones}"),
        _mejor(programa, "igeip_puesto", "lugar en el IGEIP: {regiones}"),
        _suma(
            programa,
            "hitos_logrados",
            "hitos cumplidos o superados en {regiones}",
            "hito cumplido o superado en {regiones}",
        ),
        _satisfechas(programa),
        _suma(
            programa, "asistencias_tecnicas", "asistencias técnicas en {regiones}", "asistencia técnica en {regiones}"
        ),
    )
    tarjetas = tuple(par for par in posibles if par)
    if tarjetas:
        return CifrasClave(tarjetas[:MAXIMO])
    if any(con(programa, indicador) for indicador, _, _ in PRIORIDAD):
        raise NoAplica("Ninguna cifra del resumen la tienen dos regiones, para sumarla u ordenarla.")
    raise SinDatos("no se registraron cifras para el resumen.")


def _suma(programa: ExpedienteDelPrograma, indicador: str, varias: str, una: str) -> tuple[Cifra, str] | None:
    total = suma(programa, indicador)
    if total is None:
        return None
    return total, (una if total.valor == 1 else varias).format(regiones=_nombres(con(programa, indicador)))


def _mejor(programa: ExpedienteDelPrograma, indicador: str, rotulo: str) -> tuple[Cifra, str] | None:
    mejores = comparar(programa, indicador).primeras
    return (mejores[0].cifra, rotulo.format(regiones=_nombres([p.de for p in mejores]))) if mejores else None


def _satisfechas(programa: ExpedienteDelPrograma) -> tuple[Cifra, str] | None:
    pares = [par for par in (respuestas(e, "satisfaccion", "muy_satisfecho") for e in programa.regiones) if par]
    if not pares:
        return None
    muy, todas = ([par[lado] for par in pares] for lado in (0, 1))
    total, n = sumar(muy) or muy[0], sumar(todas) or todas[0]
    satisfechas = "persona muy satisfecha" if total.valor == 1 else "personas muy satisfechas"
    return total, f"{satisfechas}, de {n.en_cuadro} que respondieron"


def _nombres(expedientes: list[Expediente]) -> str:
    return formato.lista([e.region.nombre for e in expedientes])


CIFRAS_CLAVE = Exhibicion(cifras_clave, cifras_clave_del_programa)


def _tarjeta(cifra: Cifra, rotulo: str) -> Markup:
    detalle = formato.al_corte(cifra.fecha_corte)
    grande, rotulo = _partir_millones(cifra, rotulo)
    return Markup('<li><span class="valor">{}</span> <span class="rotulo">{}</span>{}</li>').format(
        cifra.html(grande), rotulo, Markup(' <span class="detalle">{}</span>').format(detalle) if detalle else ""
    )


def _partir_millones(cifra: Cifra, rotulo: str) -> tuple[str, str]:
    """«S/ 1,038 millones» es largo para una tarjeta: los millones pasan al rótulo."""
    grande, _, unidad = cifra.en_cuadro.partition(f"{formato.DURO}mill")
    return (grande, f"mill{unidad} {rotulo}") if unidad else (grande, rotulo)
