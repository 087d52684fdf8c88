"""Las notas que un cuadro lleva según las cifras que muestra."""

from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente
from sistematizacion.presentacion.expediente import NO_FIGURA, Expediente

SIGNOS = {
    "aproximado": "≈: cantidad aproximada",
    "minimo": ">: cantidad mínima («más de»)",
    "maximo": "≤: cantidad máxima («hasta»)",
}


def notas_de(cifras: list[Cifra], *, propias: bool = False) -> tuple[str, ...]:
    """Los signos que aparecen, explicados, y lo que la fuente publica con dos valores.

    Con ``propias``, también lo que cada cifra anota.
    """
    reconstruidas = [f"{c.nombre} ({c.en_cuadro}): dato reconstruido." for c in cifras if c.origen == "reconstruido"]
    presentes = [texto for calificador, texto in SIGNOS.items() if calificador in {c.calificador for c in cifras}]
    dobles = [
        f"{c.nombre}: la fuente publica también {o.en_cuadro} ({o.fuente.partition(', ')[2]})."
        for c in cifras
        for o in c.otras
    ]
    anotadas = [f"{c.nombre} ({c.en_cuadro}): {c.nota}" for c in cifras if propias and c.nota]
    return (*((f"{'; '.join(presentes)}.",) if presentes else ()), *dobles, *reconstruidas, *anotadas)


def falta(expediente: Expediente, indicador: str, categoria: str = "") -> Ausente:
    """Una celda sin dato, con la razón que la región da de que no esté ese indicador."""
    nota = expediente.nota_de_ausencia(indicador, categoria)
    return Ausente(nota, expediente.region.nombre) if nota else Ausente(NO_FIGURA)
