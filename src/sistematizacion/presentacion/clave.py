"""Las cifras clave: las que un lector debe ver primero, según las que la región tenga."""

from dataclasses import dataclass

from markupsafe import Markup

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.piezas import Pieza

MAXIMO = 6
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
    """Hasta seis tarjetas, en el orden de ``PRIORIDAD``; de un indicador con varios cortes, el de cierre de año."""
    tarjetas = []
    for indicador, rotulo, complemento in PRIORIDAD:
        if expediente.hay(indicador) and (not complemento or expediente.hay(complemento)):
            total = expediente.cifra(complemento).en_cuadro if complemento else ""
            tarjetas.append((expediente.al_cierre(indicador), rotulo.format(total=total)))
    if not tarjetas:
        raise SinDatos("no se registraron cifras para el resumen.")
    return CifrasClave(tuple(tarjetas[:MAXIMO]))


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
