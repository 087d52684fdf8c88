"""Lo que comparten los cuadros del gasto: una fila por parte, con sus montos y sus medidas."""

from collections.abc import Sequence
from dataclasses import dataclass

from sistematizacion.analisis.gasto.vistas import Parte
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Fila
from sistematizacion.presentacion.gasto.cifras import medida, montos_de, saldo
from sistematizacion.presentacion.gasto.datos import Alguno

EN_MILLONES = "Los montos van en millones de soles corrientes; los porcentajes salen de los soles exactos."
COMO_SE_MIDE = (
    "Variación: cuánto cambió el presupuesto desde su apertura, (PIM − PIA) ÷ PIA. Ejecución: devengado sobre el PIA o sobre el PIM. "
    "Saldo: PIM − devengado."
)
SIN_PIA = "Los datos no traen el PIA: no se puede decir cuánto se modificó el presupuesto ni qué parte del inicial se ejecutó."
FALTA = "El dato no está en los archivos."
SIN_BASE = "No se puede dividir: el presupuesto es cero o no se sabe."
EL_MISMO_DINERO = "Cada vista es el mismo dinero partido de otro modo: no se suman entre sí."


@dataclass(frozen=True)
class Renglon:
    """Una fila del cuadro: cómo se rotula, qué parte es y con qué nombre van sus cifras."""

    rotulo: str
    parte: Parte | None
    de: str  # «Junín 2024, función Educación»: distingue sus cifras en todo el informe
    region: str = ""
    conjunto: str = ""
    clase: str = ""
    primeras: tuple[Celda, ...] = ()  # otras celdas de texto antes de los montos


def con_pia(renglones: Sequence[Renglon]) -> bool:
    """Si alguna parte trae el PIA."""
    return any(r.parte is not None and r.parte.pia is not None for r in renglones)


def columnas(primeras: Sequence[Columna], pia: bool) -> tuple[Columna, ...]:
    """Las de texto, los montos y las medidas; sin las del PIA, si no lo hay."""
    del_pia = (Columna("PIA", "num", 1.1),) if pia else ()
    variacion = (Columna("Variación", "num"),) if pia else ()
    sobre_pia = (Columna("Del PIA", "num", 0.9, grupo="Ejecución"),) if pia else ()
    return (
        *primeras, *del_pia, Columna("PIM", "num", 1.1), *variacion, Columna("Devengado", "num", 1.1),
        *sobre_pia, Columna("Del PIM", "num", 0.9, grupo="Ejecución" if pia else ""), Columna("Saldo", "num", 1.0),
    )  # fmt: skip


def fila(expediente: Alguno, r: Renglon, pia: bool) -> Fila:
    """La fila con sus cifras."""
    montos = montos_de(expediente, r.parte, r.de, region=r.region, conjunto=r.conjunto)
    medidas = {c: medida(c, r.parte, montos, r.de, r.conjunto) for c in ("variacion_pia_pim", "eficacia_pia", "eficacia_pim")}
    resto = saldo(r.parte, montos, r.de, r.conjunto)
    celdas: list[Celda] = [r.rotulo, *r.primeras]
    celdas += [_o_falta(montos["pia"])] if pia else []
    celdas += [_o_falta(montos["pim"])]
    celdas += [medidas["variacion_pia_pim"] or Ausente(SIN_BASE)] if pia else []
    celdas += [_o_falta(montos["devengado"])]
    celdas += [medidas["eficacia_pia"] or Ausente(SIN_BASE)] if pia else []
    celdas += [medidas["eficacia_pim"] or Ausente(SIN_BASE), _o_falta(resto)]
    return Fila(tuple(celdas), r.clase)  # type: ignore[arg-type]


def _o_falta(cifra: Cifra | None) -> Celda:
    return cifra or Ausente(FALTA)


def usadas(filas: Sequence[Fila]) -> list[Cifra]:
    """Las cifras de unas filas, para citar su fuente."""
    return [c for f in filas for c in f.celdas if isinstance(c, Cifra)]


def notas(pia: bool, *otras: str) -> tuple[str, ...]:
    """Las que todo cuadro del gasto lleva, y las suyas."""
    return (EN_MILLONES, COMO_SE_MIDE if pia else SIN_PIA, *(o for o in otras if o))
