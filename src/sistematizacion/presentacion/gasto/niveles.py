"""Los tres niveles de gobierno: qué años y qué funciones se pueden comparar entre ellos, y sus cifras."""

from dataclasses import dataclass

from sistematizacion.analisis.gasto.vistas import TODO, Ambito, Hechos, Parte
from sistematizacion.nucleo.esquemas.gasto import NIVELES
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.datos import Alguno, hechos_de
from sistematizacion.presentacion.gasto.palabras import DE_TIPO
from sistematizacion.presentacion.gasto.palabras import NIVELES as NOMBRES
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SIN_NIVELES = "Los datos no traen el gasto de más de un nivel de gobierno."


@dataclass(frozen=True)
class PorNivel:
    """Una comparación entre niveles: de qué años, de qué tipo de gasto y, por nivel, su ámbito."""

    anio: int
    desde: int | None
    tipo: str
    ambitos: dict[str, Ambito]

    @property
    def periodo(self) -> str:
        """«2014», o «promedio 2011–2014»."""
        return f"promedio {self.desde}–{self.anio}" if self.desde else str(self.anio)


def funciones_por_nivel(expediente: Alguno) -> PorNivel:
    """La comparación más reciente entre niveles que trae el gasto por función; si hay un promedio de años, esa.

    Raises:
        NoSeMuestra: no la hay.
    """
    hechos, departamento = hechos_de(expediente), _departamento(expediente)
    grupos: dict[tuple[int, int], dict[str, Ambito]] = {}
    for ambito in hechos.ambitos(pliego="", departamento=departamento, foco=""):
        if ambito.anio <= expediente.fecha_corte.year and _tipo(hechos, ambito):
            grupos.setdefault((ambito.anio, ambito.desde or 0), {})[ambito.nivel] = ambito
    posibles = {c: a for c, a in grupos.items() if len(a) > 1}
    if not posibles:
        raise NoSeMuestra(SIN_NIVELES)
    anio, desde = max(posibles)
    ambitos = {n: posibles[anio, desde][n] for n in NIVELES if n in posibles[anio, desde]}
    tipos = {_tipo(hechos, a) for a in ambitos.values()}
    return PorNivel(anio, desde or None, TODO if tipos == {TODO} else sorted(t for t in tipos if t and t != TODO)[-1], ambitos)


def _tipo(hechos: Hechos, ambito: Ambito) -> str:
    """El tipo de gasto con que ese nivel trae sus funciones; vacío si no las trae."""
    return next((t for t in (TODO, "proyectos", "actividades") if hechos.partes(ambito, "funcion", t)), "")


def evolucion(expediente: Alguno) -> tuple[str, dict[str, dict[int, Parte]]]:
    """De qué tipo es el gasto y, por nivel, su total de cada año; solo los niveles con tres años o más.

    Raises:
        NoSeMuestra: no hay ninguno.
    """
    hechos, departamento = hechos_de(expediente), _departamento(expediente)
    ambitos = [
        a for a in hechos.ambitos(pliego="", departamento=departamento, desde=None, foco="") if a.anio <= expediente.fecha_corte.year
    ]
    for tipo in (TODO, "proyectos", "actividades"):
        series = {
            n: {a.anio: p for a in ambitos if a.nivel == n and (p := hechos.total(a, tipo))} for n in NIVELES
        }  # fmt: skip
        llenas = {n: s for n, s in series.items() if len(s) >= 3}
        if llenas:
            return tipo, llenas
    raise NoSeMuestra(SIN_NIVELES)


def como_se_llama(expediente: Alguno, ambito: Ambito, tipo: str, que: str = "") -> str:
    """Con qué nombre van las cifras de un nivel: «Gobierno nacional, país, promedio 2011–2014, proyectos, función Salud»."""
    donde_es = donde(expediente).removeprefix("en el ").replace("departamento de ", "")
    cuando = f"promedio {ambito.desde}–{ambito.anio}" if ambito.desde else str(ambito.anio)
    return ", ".join(filter(None, [NOMBRES[ambito.nivel], donde_es, cuando, DE_TIPO[tipo], que]))


def donde(expediente: Alguno) -> str:
    """«en el departamento de Junín», o «en el país»."""
    return "en el país" if isinstance(expediente, ExpedienteDelPrograma) else f"en el departamento de {expediente.region.nombre}"


def _departamento(expediente: Alguno) -> str:
    return expediente.region.ubigeo[:2] if isinstance(expediente, Expediente) else ""
