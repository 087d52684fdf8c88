"""Las notas que un cuadro lleva según las cifras que muestra."""

from collections.abc import Mapping, Sequence

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente
from sistematizacion.presentacion.expediente import NO_FIGURA, Expediente
from sistematizacion.presentacion.incompletas import nota_de_incompletas, nota_propia
from sistematizacion.presentacion.origen import segun_origen

SIGNOS = {
    "aproximado": "≈: cantidad aproximada",
    "minimo": ">: cantidad mínima («más de»)",
    "al_menos": "≥: al menos esa cantidad, porque a alguna fila del registro le falta el dato",
    "maximo": "≤: cantidad máxima («hasta»)",
}


def notas_de(cifras: list[Cifra], *, propias: bool = False) -> tuple[str, ...]:
    """Los signos que aparecen, explicados, y lo que se publicó o registró con dos valores.

    Con ``propias``, también lo que cada cifra anota, y una vez las que salen de registros sin declarar completos.
    """
    reconstruidas = [f"{c.nombre} ({c.en_cuadro}): dato reconstruido." for c in cifras if c.origen == "reconstruido"]
    presentes = [texto for calificador, texto in SIGNOS.items() if calificador in {c.calificador for c in cifras}]
    dobles = [f"{c.nombre}: {_otro_valor(o)}." for c in cifras for o in c.otras]
    anotadas = [f"{c.nombre} ({c.en_cuadro}): {nota_propia(c)}" for c in cifras if propias and nota_propia(c)]
    incompletas = nota_de_incompletas(cifras) if propias else ()
    return (*((f"{'; '.join(presentes)}.",) if presentes else ()), *dobles, *reconstruidas, *anotadas, *incompletas)


def _otro_valor(otra: Cifra) -> str:
    """«la fuente publica también 25 (sección 4.2)»; de un registro no hay sección que citar."""
    citada = f"la fuente publica también {otra.en_cuadro} ({otra.fuente.partition(', ')[2]})"
    return segun_origen([otra.origen], citada, f"los datos dan también {otra.en_cuadro}")


def es_del_corte(expediente: Expediente, cifra: Cifra) -> bool:
    """Si salió de los registros a la fecha de corte de la región: una nota la dice por todas."""
    return cifra.origen == "calculado" and cifra.fecha_corte == expediente.fecha_corte


def nota_de_corte(por_region: Mapping[Expediente, Sequence[Cifra]]) -> list[str]:
    """A qué fecha son las cifras calculadas del registro, una vez y no en cada línea; nada si no hay."""
    por_fecha: dict[str, list[str]] = {}
    for region, cifras in por_region.items():
        if any(es_del_corte(region, c) for c in cifras):
            por_fecha.setdefault(formato.al_corte(region.fecha_corte), []).append(region.region.nombre)
    de_todas = [len(por_region)] == [len(nombres) for nombres in por_fecha.values()]
    return [
        f"Las cifras calculadas del registro{'' if de_todas else f' de {formato.lista(nombres)}'} son {fecha}."
        for fecha, nombres in por_fecha.items()
    ]


def falta(expediente: Expediente, indicador: str, categoria: str = "") -> Ausente:
    """Una celda sin dato, con la razón que la región da de que no esté ese indicador."""
    nota = expediente.nota_de_ausencia(indicador, categoria)
    return Ausente(nota, expediente.region.nombre) if nota else Ausente(NO_FIGURA)
