"""``ReglasDeGasto``: con qué criterios se analiza la ejecución del gasto; ``params/gasto.yml``."""

from typing import Annotated

from pydantic import Field, model_validator

from sistematizacion.modelo import Modelo, Texto

Codigo = Annotated[str, Field(pattern=r"^\d+$")]


class ReglasDeGasto(Modelo):
    """``params/gasto.yml``."""

    desde: Annotated[int, Field(ge=2000, le=2100)]
    grupos_de_tamano: Annotated[int, Field(ge=1, le=6)]
    fundamento: Texto
    meses_finales: Annotated[int, Field(ge=1, le=6)]
    funciones: dict[Codigo, Texto]
    programas: dict[Codigo, Texto] = {}


class Foco(Modelo):
    """Qué del gasto se mira, en ``programa.yml`` o en el archivo de la región; lo de la región manda.

    ``anio`` es el que se analiza; sin él, el último con datos que no pase del corte. ``funcion``, ``programa`` (presupuestal) y
    ``ejecutora`` (SEC_EJEC) dejan solo esa parte del gasto, y ``tipo``, solo proyectos o actividades. ``base`` es el año en cuyos
    soles se dan las series, si hay deflactor.
    """

    anio: Annotated[int, Field(ge=2000, le=2100)] | None = None
    base: Annotated[int, Field(ge=1990, le=2100)] | None = None
    funcion: Codigo | None = None
    programa: Codigo | None = None
    ejecutora: Codigo | None = None
    tipo: Annotated[str, Field(pattern=r"^(total|proyectos|actividades)$")] | None = None

    @model_validator(mode="after")
    def _uno_solo(self) -> "Foco":
        if len([c for c in (self.funcion, self.programa, self.ejecutora) if c]) > 1:
            raise ValueError("el foco es una función, un programa o una ejecutora: solo uno")
        return self

    @property
    def columna(self) -> str:
        """Con qué se nombra en la columna ``foco`` de los datos; vacío si se mira todo.

        >>> Foco(funcion="22").columna, Foco().columna
        ('funcion 22', '')
        """
        return next((f"{c} {getattr(self, c)}" for c in ("funcion", "programa", "ejecutora") if getattr(self, c)), "")

    def con(self, otro: "Foco") -> "Foco":
        """El de la región sobre este: lo que ella no dice, lo dice el programa."""
        dichos = otro.model_dump(exclude_none=True)
        propios = self.model_dump(exclude_none=True)
        if otro.columna:
            propios = {c: v for c, v in propios.items() if c not in ("funcion", "programa", "ejecutora")}
        return Foco(**(propios | dichos))
