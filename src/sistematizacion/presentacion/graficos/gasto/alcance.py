"""De quiénes habla un gráfico del gasto: la región o las del programa, el año, el tipo y los gobiernos con que se comparan."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sistematizacion.analisis.gasto.medidas import eficacia_pim
from sistematizacion.analisis.gasto.posicion import Puesto, ordenar
from sistematizacion.analisis.gasto.vistas import Hechos, Parte
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import POR_CIENTO, de_filas, medida, montos_de
from sistematizacion.presentacion.gasto.datos import Alguno, Gasto, gasto_de, hechos_de
from sistematizacion.presentacion.gasto.frases import corte_de
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, FORMULAS, MEDIDAS, SIN_GASTO
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SIN_OTROS = "No hay datos de otros gobiernos regionales en {}."
EJECUCION = "Ejecución: devengado ÷ PIM × 100."


@dataclass(frozen=True)
class Alcance:
    """Quiénes son «los nuestros» en un año y frente a quiénes se miran."""

    expediente: Alguno
    hechos: Hechos
    anio: int
    gastos: tuple[Gasto, ...]  # los de la región, o los de las regiones del programa con datos de ese año
    faltan: tuple[str, ...] = ()  # las regiones del programa sin ellos

    @property
    def tipo(self) -> str:
        """Todo el gasto, proyectos o actividades."""
        return self.gastos[0].tipo

    @property
    def foco(self) -> str:
        """Con qué se nombra el foco en los datos."""
        return self.gastos[0].foco.columna

    @cached_property
    def propios(self) -> dict[str, str]:
        """El nombre de cada uno de los nuestros, por su pliego."""
        return {g.ambito.pliego: g.expediente.region.nombre for g in self.gastos}

    @property
    def nombres(self) -> list[str]:
        """Cómo se llaman los nuestros."""
        return list(self.propios.values())

    @cached_property
    def puestos(self) -> list[Puesto]:
        """Los gobiernos regionales, del de mayor ejecución del PIM al de menor."""
        return ordenar(self.hechos, self.anio, self.tipo, self.gastos[0].reglas.grupos_de_tamano, foco=self.foco)

    def exigir_comparacion(self) -> list[Puesto]:
        """Los puestos, si hay al menos dos gobiernos y alguno es nuestro.

        Raises:
            NoSeMuestra: no hay con quién comparar.
        """
        if len(self.puestos) < 2 or not any(p.ambito.pliego in self.propios for p in self.puestos):
            raise NoSeMuestra(SIN_OTROS.format(self.anio))
        return self.puestos

    def es_nuestro(self, puesto: Puesto) -> bool:
        """Si el gobierno es el de la región o uno de los del programa."""
        return puesto.ambito.pliego in self.propios

    def nombre(self, puesto: Puesto) -> str:
        """El nombre corto de un gobierno."""
        return self.propios.get(puesto.ambito.pliego) or self.gastos[0].gobierno(puesto)

    @property
    def gasto(self) -> str:
        """Qué gasto es, si no es todo: « (proyectos, función Educación)»."""
        que = self.gastos[0].que.removeprefix(DE_TIPO["total"]).removeprefix(", ")
        return f" ({que})" if que else ""

    def de(self, nombre: str) -> str:
        """Con qué nombre van las cifras de un gobierno, como en los cuadros: «Junín 2024, todo el gasto»."""
        return f"{nombre} {self.anio}, {self.gastos[0].que}"

    def ejecucion(self, puesto: Puesto) -> Cifra | None:
        """El % del PIM que devengó un gobierno, entero."""
        nombre = self.nombre(puesto)
        region = nombre if self.es_nuestro(puesto) else ""
        montos = montos_de(self.expediente, puesto.parte, self.de(nombre), region=region)
        return medida("eficacia_pim", puesto.parte, montos, self.de(nombre))

    def ejecucion_en(self, puesto: Puesto, parte: Parte, funcion: str) -> Cifra | None:
        """El % del PIM que devengó un gobierno en una función; sin los montos, que serían otras dos cifras por celda."""
        valor, nombre = eficacia_pim(parte), self.nombre(puesto)
        if valor is None:
            return None
        return de_filas(
            self.expediente, valor, POR_CIENTO, f"{self.de(nombre)}: {MEDIDAS['eficacia_pim']} en {funcion}", parte.filas,
            FORMULAS["eficacia"].format("devengado", "PIM"), conjunto=self.de(nombre),
            region=nombre if self.es_nuestro(puesto) else "",
        )  # fmt: skip

    @property
    def notas(self) -> tuple[str, ...]:
        """Si el año no está completo, y qué regiones del programa no entran."""
        return (*filter(None, [corte_de(self.gastos[0])]), *self.de_las_que_faltan)

    @property
    def de_las_que_faltan(self) -> tuple[str, ...]:
        """Qué regiones del programa no entran."""
        return (f"Sin datos de su gasto en {self.anio}: {formato.lista(self.faltan)}.",) if self.faltan else ()


@lru_cache(maxsize=16)
def de_region(expediente: Expediente) -> Alcance:
    """La región y los demás."""
    gasto = gasto_de(expediente)
    return Alcance(expediente, gasto.hechos, gasto.anio, (gasto,))


@lru_cache(maxsize=8)
def del_programa(programa: ExpedienteDelPrograma) -> Alcance:
    """Las regiones del programa con datos del último año en que los hay, miradas con el mismo tipo y foco.

    Raises:
        NoSeMuestra: no hay gasto de ninguna.
    """
    gastos = [g for e in programa.regiones if (g := _gasto(e))]
    if not gastos:
        raise NoSeMuestra(SIN_GASTO.format(formato.lista([e.region.nombre for e in programa.regiones])))
    modo = Counter((g.anio, g.tipo, g.foco.columna) for g in gastos)
    elegido = max(modo, key=lambda m: (m[0], modo[m], m))
    propios = tuple(g for g in gastos if (g.anio, g.tipo, g.foco.columna) == elegido)
    dentro = {g.expediente.region.clave for g in propios}
    faltan = tuple(e.region.nombre for e in programa.regiones if e.region.clave not in dentro)
    return Alcance(programa, hechos_de(programa), elegido[0], propios, faltan)


def _gasto(expediente: Expediente) -> Gasto | None:
    try:
        return gasto_de(expediente)
    except NoSeMuestra:
        return None
