"""``Cifra``, el átomo de un informe: un número que sabe su unidad, su calificador, su fecha y de dónde sale."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from sistematizacion.parametros import Unidad
from sistematizacion.presentacion import formato

EN_PROSA = {
    "exacto": "",
    "aproximado": f"alrededor de{formato.DURO}",
    "minimo": f"más de{formato.DURO}",
    "maximo": f"hasta{formato.DURO}",
}
EN_CUADRO = {"exacto": "", "aproximado": f"≈{formato.DURO}", "minimo": f">{formato.DURO}", "maximo": f"≤{formato.DURO}"}


@dataclass(frozen=True)
class Cifra:
    """Un valor con su procedencia.

    Se imprime sola con ``str``; ``con_unidad`` agrega la unidad, ``en_cuadro`` usa signos en vez de palabras y ``html``
    la marca para que el lector vea su fuente.

    >>> personas = Unidad(singular="participante", plural="participantes")
    >>> str(Cifra(Decimal(200), personas, calificador="minimo"))
    'más de\\xa0200'
    >>> Cifra(Decimal(200), personas, calificador="minimo").en_cuadro
    '>\\xa0200'
    >>> Cifra(Decimal(1), personas).con_unidad
    '1\\xa0participante'
    >>> Cifra(Decimal(2), Unidad(singular="lugar", ordinal=True)).con_unidad
    'segundo\\xa0lugar'
    """

    valor: Decimal | None
    unidad: Unidad = field(default_factory=Unidad)
    calificador: str = "exacto"
    fecha_corte: date | None = None
    origen: str = "calculado"  # calculado, publicado, registrado o reconstruido
    fuente: str = ""  # documento y sección, o fórmula y cifras que usa
    citas: tuple[tuple[str, str], ...] = ()  # (clave del documento, secciones) de que procede, también si se calculó
    clave: str = ""  # indicador[/categoria]
    nombre: str = ""
    singular: str = ""  # el nombre cuando hay uno solo
    nota: str = ""
    decimales: int | None = None  # None: los que el valor trae escritos
    otras: tuple["Cifra", ...] = ()  # otros valores publicados para lo mismo

    def __str__(self) -> str:
        """El número con su calificador en palabras."""
        return EN_PROSA[self.calificador] + self._numero(formato.ordinal)

    @property
    def con_unidad(self) -> str:
        """El número con su calificador y el nombre de su unidad, que concuerda con él."""
        nombre = self.unidad.singular if self.valor == 1 or self.unidad.ordinal else self.unidad.plural
        return f"{self}{formato.DURO}{nombre}" if nombre else str(self)

    def contado(self, *, con_signos: bool = False) -> str:
        """El número con lo que cuenta: el nombre del indicador si empieza por su unidad, o la unidad y el nombre.

        >>> reuniones = Unidad(singular="reunión", plural="reuniones")
        >>> Cifra(Decimal(12), reuniones, nombre="Reuniones de trabajo").contado()
        '12\\xa0reuniones de trabajo'
        >>> Cifra(Decimal(9), reuniones, nombre="Agenda").contado()
        '9\\xa0reuniones: agenda'
        """
        numero, nombre = self.en_cuadro if con_signos else str(self), formato.minuscula(self.nombre)
        if not self.unidad.plural or self.unidad.ordinal:
            return f"{numero}: {nombre}"
        if self.valor == 1:
            return f"{numero}{formato.DURO}{formato.minuscula(self.singular) or self.unidad.singular}"
        if nombre.startswith(self.unidad.plural.split()[0]):
            return f"{numero}{formato.DURO}{nombre}"
        return f"{numero}{formato.DURO}{self.unidad.plural}: {nombre}"

    @property
    def en_cuadro(self) -> str:
        """El número con su calificador en signos y el puesto abreviado."""
        if self.valor is None:
            return formato.VACIO
        return EN_CUADRO[self.calificador] + self._numero(formato.ordinal_abreviado)

    @property
    def procedencia(self) -> str:
        """Origen, fuente y fecha en una línea, para el lector que señala la cifra."""
        return " · ".join(filter(None, [self.origen.capitalize(), self.fuente, formato.al_corte(self.fecha_corte)]))

    def html(self, texto: str | None = None, *, con_tabulador: bool = True) -> Markup:
        """La cifra marcada como dato, con su procedencia; ``texto`` cambia cómo se escribe, no lo que vale.

        Con el tabulador se recorren las de la prosa y las tarjetas; las de los cuadros, que son muchas, no.
        """
        return Markup('<data class="cifra" value="{}" title="{}" tabindex="{}">{}</data>').format(
            self.valor, self.procedencia, 0 if con_tabulador else -1, str(self) if texto is None else texto
        )

    def _numero(self, puesto: object) -> str:
        if self.valor is None:
            return formato.VACIO
        if self.unidad.ordinal:
            return puesto(self.valor)  # type: ignore[operator]
        if self.unidad.moneda:
            return {"unidades": formato.soles, "millones": formato.millones}[self.unidad.moneda](
                self.valor, self.decimales
            )
        return formato.numero(self.valor, self.decimales) + (self.unidad.simbolo if self.valor.is_finite() else "")


def calculada(
    valor: Decimal,
    unidad: Unidad,
    formula: str,
    partes: Sequence[Cifra],
    decimales: int,
    nombre: str = "",
    *,
    aproximada: bool = False,
) -> Cifra:
    """Una cifra que sale de otras: es aproximada si alguna no es exacta, o si así se pide, y dice con qué fórmula se hizo.

    >>> a = Cifra(Decimal(132), clave="cierres_efectivos")
    >>> b = Cifra(Decimal(190), clave="cierre_universo")
    >>> calculada(a.valor / b.valor * 100, Unidad(simbolo="%"), "{} ÷ {} × 100", [a, b], 1).fuente
    '132 ÷ 190 × 100, con cierres_efectivos y cierre_universo'
    """
    inexacta = aproximada or any(p.calificador != "exacto" for p in partes)
    fechas = [p.fecha_corte for p in partes if p.fecha_corte]
    hecha = formula.format(*(formato.numero(p.valor) for p in partes))
    return Cifra(
        valor, unidad, "aproximado" if inexacta else "exacto", max(fechas, default=None), "calculado",
        f"{hecha}, con {formato.lista(list(dict.fromkeys(p.clave or p.nombre for p in partes)))}", tuple(c for p in partes for c in p.citas),
        nombre=nombre, decimales=decimales,
    )  # fmt: skip
