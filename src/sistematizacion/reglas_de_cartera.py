"""``ReglasDeCartera``: con qué criterios se controla la cartera de inversiones; ``params/cartera.yml``."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from sistematizacion.modelo import Clave, Modelo, Texto

# De qué se puede juzgar una inversión por cerrar: ``analisis.cierre.rutas`` los reúne del Banco y del registro
Campo = Literal[
    "estado", "situacion", "tiene_f9", "etapa_f9", "expediente_tecnico", "informe_cierre", "culminada", "documentacion",
    "anios_inactiva", "avance_fisico", "avance_financiero",
]  # fmt: skip
NUMERICOS = ("anios_inactiva", "avance_fisico", "avance_financiero")


class F12B(Modelo):
    """Desde cuándo un Formato 12-B se da por desactualizado."""

    dias_maximos: Annotated[int, Field(ge=1)]
    fundamento: Texto


class Condicion(Modelo):
    """Lo que un campo debe cumplir: ser uno de esos textos, no serlo, estar entre dos números o faltar."""

    campo: Campo
    es: tuple[Texto, ...] = Field((), strict=False)
    no_es: tuple[Texto, ...] = Field((), strict=False)
    desde: int | None = None
    hasta: int | None = None
    falta: bool = False

    @model_validator(mode="after")
    def _una_sola_prueba(self) -> "Condicion":
        limites = self.desde is not None or self.hasta is not None
        if sum(map(bool, (self.es, self.no_es, limites, self.falta))) != 1:
            raise ValueError("una condición lleva «es», «no_es», «desde» y «hasta», o «falta»: solo una prueba")
        if limites != (self.campo in NUMERICOS) and not self.falta:
            raise ValueError(f"«desde» y «hasta» son de los campos que son números: {', '.join(NUMERICOS)}")
        return self


class ReglaDeRuta(Modelo):
    """Si una inversión cumple todas las condiciones, le toca esa ruta de cierre."""

    clave: Clave
    ruta: Literal["formato_09d", "regular", "de_oficio"]
    condiciones: Annotated[tuple[Condicion, ...], Field(min_length=1, strict=False)]
    fundamento: Texto


class Cierre(Modelo):
    """Cómo se reparten las inversiones por cerrar en rutas y por antigüedad."""

    fundamento: Texto
    rutas: Annotated[tuple[ReglaDeRuta, ...], Field(strict=False)]
    tramos_de_antiguedad: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1, strict=False)]

    @model_validator(mode="after")
    def _tramos_en_orden(self) -> "Cierre":
        if list(self.tramos_de_antiguedad) != sorted(set(self.tramos_de_antiguedad)):
            raise ValueError("los tramos de antigüedad van de menor a mayor y sin repetir")
        return self


class ReglasDeCartera(Modelo):
    """``params/cartera.yml``."""

    f12b: F12B
    cierre: Cierre
