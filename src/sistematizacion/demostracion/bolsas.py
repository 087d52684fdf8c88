"""Un presupuesto inventado y cómo se parte: las partes suman el todo al sol, y en ninguna se gasta más de lo que hay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sistematizacion.demostracion.azar import Azar

POR_CIEN = 100
DESIGUAL = (0.5, 1.5)  # cuánto más o menos que las demás deja de gastar una parte
SIN_CERTIFICAR = 45  # de cada cien soles que no se devengaron, los que ni se certificaron
POR_GIRAR = (1, 9)  # de cada mil devengados, los que aún no se giran


@dataclass(frozen=True)
class Bolsa:
    """Los montos de una parte del gasto, en soles enteros. Se lleva lo que falta para llegar al PIM: así se parte sin pasarse."""

    pia: int
    pim: int
    sin_certificar: int
    sin_devengar: int  # del PIM; incluye lo que no se certificó
    sin_girar: int  # de lo devengado

    @property
    def devengado(self) -> int:
        """PIM menos lo que no se devengó."""
        return self.pim - self.sin_devengar

    def parte(self, de_mil: int) -> "Bolsa":
        """De cada mil soles, esos."""
        return Bolsa(*(getattr(self, c) * de_mil // 1000 for c in self.__dataclass_fields__))

    def montos(self) -> dict[str, str]:
        """Los cinco de la tabla ``mef_gasto``, como textos."""
        return {
            "pia": str(self.pia), "pim": str(self.pim), "certificado": str(self.pim - self.sin_certificar),
            "devengado": str(self.devengado), "girado": str(self.devengado - self.sin_girar),
        }  # fmt: skip


def nueva(pim: int, inicial: int, ejecutado: float, azar: Azar) -> Bolsa:
    """Una con ese PIM: ``inicial`` y ``ejecutado`` son el PIA y lo devengado, en % del PIM."""
    sin_devengar = pim - int(pim * ejecutado / POR_CIEN)
    sin_girar = (pim - sin_devengar) * azar.entre(*POR_GIRAR) // 1000
    return Bolsa(pim * inicial // POR_CIEN, pim, sin_devengar * SIN_CERTIFICAR // POR_CIEN, sin_devengar, sin_girar)


def sumar(bolsas: Iterable[Bolsa]) -> Bolsa:
    """La suma, monto a monto."""
    todas = list(bolsas)
    return Bolsa(*(sum(getattr(b, c) for b in todas) for c in Bolsa.__dataclass_fields__))


def partir(bolsa: Bolsa, pesos: Sequence[int], azar: Azar) -> list[Bolsa]:
    """Una bolsa por peso; suman la entera. Las partes no gastan todas igual, ni crecieron igual del PIA al PIM."""
    pims = repartir(bolsa.pim, pesos)
    pias = repartir(bolsa.pia, [p * azar.real(0.7, 1.3) for p in pesos])
    desiguales = [p * azar.real(*DESIGUAL) for p in pims]
    sin_devengar = repartir(bolsa.sin_devengar, desiguales)
    sin_certificar = repartir(bolsa.sin_certificar, sin_devengar)
    sin_girar = repartir(bolsa.sin_girar, [p - s for p, s in zip(pims, sin_devengar, strict=True)])
    return [Bolsa(*montos) for montos in zip(pias, pims, sin_certificar, sin_devengar, sin_girar, strict=True)]


def repartir(total: int, pesos: Sequence[float]) -> list[int]:
    """El total en enteros proporcionales a los pesos, que suman lo mismo: lo que sobra va al de más peso.

    >>> repartir(10, [1, 1, 1]), repartir(7, [0, 3])
    ([4, 3, 3], [0, 7])
    """
    todos = sum(pesos)
    partes = [int(total * p / todos) if todos else 0 for p in pesos]
    partes[max(range(len(pesos)), key=lambda n: pesos[n])] += total - sum(partes)
    return partes
