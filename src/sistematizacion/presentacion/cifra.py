"""``Cifra``, el átomo de un informe: un número que sabe su unidad, su calificador, su fecha y de dónde sale."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato

EN_PROSA = {
    "exacto": "",
    "aproximado": f"alrededor de{formato.DURO}",
    "minimo": f"más de{formato.DURO}",
    "al_menos": f"al menos{formato.DURO}",  # solo de lo calculado: a alguna fila le falta el dato
    "maximo": f"hasta{formato.DURO}",
}
EN_CUADRO = {
    "exacto": "",
    "aproximado": f"≈{formato.DURO}",
    "minimo": f">{formato.DURO}",
    "al_menos": f"≥{formato.DURO}",
    "maximo": f"≤{formato.DURO}",
}
ORIGENES = {
    "publicado": "Publicado",
    "registrado": "Registrado",
    "reconstruido": "Reconstruido",
    "inventado": "Inventado",
    "calculado": "Cálculo propio",
}


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
    origen: str = "calculado"  # calculado, publicado, registrado, reconstruido o inventado
    fuente: str = ""  # documento y sección, o fórmula y cifras que usa
    citas: tuple[tuple[str, str], ...] = ()  # (clave del documento, secciones) de que procede, también si se calculó
    clave: str = ""  # indicador[/categoria]
    nombre: str = ""
    singular: str = ""  # el nombre cuando hay uno solo
    nota: str = ""
    decimales: int | None = None  # None: los que el valor trae escritos
    otras: tuple["Cifra", ...] = ()  # otros valores publicados para lo mismo
    categoria: str = ""  # cómo se escribe la categoría
    region: str = ""  # nombre de la región de que es, o vacío si es del programa
    lugares: tuple[str, ...] = ()  # archivo y fila de cada dato de que sale
    partes: tuple[str, ...] = ()  # identidad de las cifras de que se calculó
    claves: tuple[str, ...] = ()  # qué miden esas cifras, cada cosa una vez
    motivo: str = ""  # por qué cambió desde la entrega anterior, si los datos lo dicen
    variante: int = 0  # distingue los otros valores publicados para lo mismo
    conjunto: str = ""  # con qué otras va junta en el libro de cifras: las de una misma inversión, en una sola fila

    @property
    def identidad(self) -> str:
        """Lo que hace que dos cifras sean la misma, aunque cambie su valor: de qué región, qué mide y a qué fecha."""
        fecha = self.fecha_corte.isoformat() if self.fecha_corte else ""
        return "|".join([self.region, self._que, fecha, str(self.variante), *self.claves])

    @property
    def derivada(self) -> bool:
        """Si se calculó con otras cifras; la que sale de los registros es, como la publicada, la de un indicador."""
        return self.origen == "calculado" and not self.clave

    @property
    def _que(self) -> str:
        return self.clave or self.nombre or self.fuente

    @property
    def asiento(self) -> dict[str, object]:
        """La cifra como va al libro de cifras: solo textos y listas de textos, que pueden viajar en JSON."""
        return {
            "identidad": self.identidad,
            "base": "|".join([self.region, self._que, str(self.variante), *self.claves]),
            "nombre": f"{self.nombre or self.clave}: {self.categoria}" if self.categoria else self.nombre or self.clave,
            "region": self.region,
            "escrito": self.en_cuadro,
            **self.datos,
            "unidad": self.unidad.plural,
            "corte": formato.corte(self.fecha_corte) if self.fecha_corte else "",
            "origen": self.origen,
            "procedencia": self.fuente,
            "lugares": list(self.lugares),
            "partes": list(self.partes),
            "nota": self.nota,
            "motivo": self.motivo,
            **({"conjunto": self.conjunto} if self.conjunto else {}),
        }

    @property
    def datos(self) -> dict[str, object]:
        """El valor exacto y cómo se escribe, para una hoja de cálculo."""
        lugares = formato.decimales_de(self.valor or Decimal(0)) if self.decimales is None else self.decimales
        return {
            "valor": None if self.valor is None else str(self.valor),
            "decimales": lugares,
            "simbolo": self.unidad.simbolo,
            "moneda": self.unidad.moneda,
            "ordinal": self.unidad.ordinal,
            "calificador": self.calificador,
        }

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

    def html(self, texto: str | None = None) -> Markup:
        """La cifra marcada como dato, con su procedencia; ``texto`` cambia cómo se escribe, no lo que vale.

        ``data-asiento`` la lleva al libro de cifras al armar el informe, que después lo quita de la página.
        """
        return Markup('<data class="cifra" value="{}" title="{}" tabindex="0" data-asiento="{}">{}</data>').format(
            self.valor,
            self.procedencia,
            json.dumps(self.asiento, ensure_ascii=False),
            str(self) if texto is None else texto,
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
    region: str | None = None,
) -> Cifra:
    """Una cifra que sale de otras: es aproximada si alguna no es exacta, o si así se pide, y dice con qué fórmula se hizo.

    Es de la región de sus partes si todas son de la misma, salvo que se diga otra. La fórmula las escribe con los
    decimales con que se imprimen; el valor sale de los exactos.

    >>> a = Cifra(Decimal(132), clave="cierres_efectivos")
    >>> b = Cifra(Decimal(190), clave="cierre_universo")
    >>> calculada(a.valor / b.valor * 100, Unidad(simbolo="%"), "{} ÷ {} × 100", [a, b], 1).fuente
    '132 ÷ 190 × 100, con cierres_efectivos y cierre_universo'
    """
    inexacta = aproximada or any(p.calificador != "exacto" for p in partes)
    fechas = [p.fecha_corte for p in partes if p.fecha_corte]
    hecha = formula.format(*(formato.numero(p.valor, p.decimales) for p in partes))
    regiones = list(dict.fromkeys(p.region for p in partes))
    con = formato.lista(list(dict.fromkeys(p.clave or p.nombre for p in partes)))
    return Cifra(
        valor,
        unidad,
        "aproximado" if inexacta else "exacto",
        max(fechas, default=None),
        "calculado",
        f"{hecha}, con {con}",
        tuple(c for p in partes for c in p.citas),
        nombre=nombre,
        decimales=decimales,
        region=(regiones[0] if len(regiones) == 1 else "") if region is None else region,
        lugares=tuple(dict.fromkeys(lugar for p in partes for lugar in p.lugares)),
        partes=tuple(dict.fromkeys(p.identidad for p in partes)),
        claves=tuple(dict.fromkeys(p.clave or p.nombre for p in partes)),
    )
