"""Lo que se advierte de las cifras calculadas con un registro que la región no declara completo, una vez y no por cifra."""

from collections.abc import Sequence

from sistematizacion.nucleo.union import INCOMPLETO
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

CON_INCOMPLETO = "con un registro que la región no declara completo."


def nota_propia(cifra: Cifra) -> str:
    """Lo que la cifra anota, aparte de que su registro no está declarado completo."""
    return cifra.nota.replace(INCOMPLETO, "").strip()


def nota_de_incompletas(cifras: Sequence[Cifra]) -> tuple[str, ...]:
    """Cuáles de las cifras salen de un registro incompleto: todas, una o varias nombradas; nada si ninguna."""
    suyas = [c.nombre for c in cifras if INCOMPLETO in c.nota]
    if not suyas:
        return ()
    if len(suyas) == len(cifras):
        return (f"{'Estas cifras se calcularon' if len(suyas) > 1 else 'Esta cifra se calculó'} {CON_INCOMPLETO}",)
    nombres = formato.lista([formato.minuscula(n) for n in dict.fromkeys(suyas)])
    return (
        f"{formato.frase(nombres)}: {'cifras calculadas' if len(suyas) > 1 else 'cifra calculada'} {CON_INCOMPLETO}",
    )


def tablas_incompletas(expediente: Expediente | ExpedienteDelPrograma) -> list[dict[str, object]]:
    """Por región, las tablas de que se calculó alguna cifra sin estar declaradas completas: ``region`` y ``tablas``."""
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    halladas = [{"region": e.region.nombre, "tablas": _incompletas(e)} for e in regiones]
    return [h for h in halladas if h["tablas"]]


def _incompletas(expediente: Expediente) -> list[str]:
    cifras = expediente.cifras
    suyas = {t for t, nota in zip(cifras["tabla"], cifras["nota"], strict=True) if INCOMPLETO in nota}
    return [t for t in expediente.tablas if t in suyas]
