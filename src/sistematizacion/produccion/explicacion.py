"""Qué haría un encargo, sin hacerlo: por informe, los capítulos que se ejecutarían y por qué."""

from collections.abc import Iterator
from dataclasses import dataclass

from sistematizacion.errores import ErrorDeEntrada
from sistematizacion.parametros import cargar_programa
from sistematizacion.produccion import vigencia
from sistematizacion.produccion.encargo import Encargo
from sistematizacion.rutas import Rutas


@dataclass(frozen=True)
class Explicacion:
    """Lo que se haría con un informe."""

    titulo: str
    de_quien: str
    cambios: tuple[str, ...]  # desde que se publicó; ninguno si está al día
    decisiones: tuple[tuple[str, str], ...] = ()  # capítulo y por qué se ejecutaría; vacío si no
    problemas: tuple[str, ...] = ()  # por los que no se haría

    @property
    def al_dia(self) -> bool:
        """Si no hay nada que hacer."""
        return not self.cambios


def explicar(encargo: Encargo, rutas: Rutas) -> Iterator[Explicacion]:
    """Una explicación por informe del encargo."""
    programa = cargar_programa(encargo.programa, rutas)
    vigencia.olvidar()
    for informe in encargo.informes:
        vista = vigencia.revisar_vigencia(encargo, informe, programa, rutas)
        definicion = programa.informes[informe]
        if vista.al_dia:
            yield Explicacion(definicion.titulo, encargo.de_quien, ())
            continue
        from sistematizacion.ejecucion.plan import decidir  # recién aquí hace falta pandas
        from sistematizacion.produccion.alcance import abrir_alcance

        try:
            alcance, _ = abrir_alcance(encargo, programa, rutas)
        except ErrorDeEntrada as error:
            yield Explicacion(definicion.titulo, encargo.de_quien, vista.cambios, problemas=tuple(str(error).splitlines()))
            continue
        decisiones = decidir(definicion.capitulos, alcance, rutas)
        yield Explicacion(
            definicion.titulo, encargo.de_quien, vista.cambios, tuple((d.capitulo, d.motivo) for d in decisiones)
        )
