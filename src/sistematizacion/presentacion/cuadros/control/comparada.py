"""La cartera seleccionada de cada región, una por fila."""

from collections.abc import Callable

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.cifras import INVERSIONES, de_filas
from sistematizacion.presentacion.control.datos import Control, hay_control
from sistematizacion.presentacion.control.palabras import SIN_SPI, nota_de_umbral_critico, umbrales_en_palabras
from sistematizacion.presentacion.control.resumen import Resumen, resumir
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.control.celdas import en_soles, numero
from sistematizacion.presentacion.cuadros.notas import notas_de
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SIN_CARTERA = "La región no lleva el registro de las inversiones de su cartera."
NINGUNA = "ninguna región registró las inversiones de su cartera seleccionada."


def resumenes(programa: ExpedienteDelPrograma) -> dict[Expediente, Resumen]:
    """El resumen de cada región que registra su cartera.

    Raises:
        NoSeMuestra: no la registra ninguna.
    """
    hechos = {e: resumir(Control(e)) for e in programa.regiones if hay_control(e)}
    if not hechos:
        raise NoSeMuestra(NINGUNA)
    return hechos


def cartera_comparada(programa: ExpedienteDelPrograma) -> Cuadro:
    """Inversiones, PIM, avance, SPI, cuántas hay en cada estado y restricciones sin levantar, por región."""
    hechos = resumenes(programa)
    filas = tuple(Fila((e.region.nombre, *_celdas(e, hechos.get(e)))) for e in programa.regiones)
    primero = Control(next(iter(hechos)))
    usadas = [c for r in hechos.values() for c in (r["pim"], r["devengado"], r["avance_pim"]) if c]
    return Cuadro(
        "cartera-comparada",
        titulo(hechos),
        (
            Columna("Región", ancho=1.3),
            Columna("Inversiones", "num", 1),
            Columna("PIM", "num", 1.4, unidad="S/"),
            Columna("Avance del PIM", "num", 0.9),
            Columna("SPI", "num", 0.7),
            Columna("Crítico", "num", 0.7, grupo="Inversiones según su retraso"),
            Columna("Moderado", "num", 0.9, grupo="Inversiones según su retraso"),
            Columna("Sin retraso", "num", 0.8, grupo="Inversiones según su retraso"),
            Columna("Sin medir", "num", 0.7, grupo="Inversiones según su retraso"),
            Columna("Restricciones sin levantar", "num", 1.2),
        ),
        filas,
        programa.fuente_de(*usadas),
        (
            " ".join(filter(None, [umbrales_en_palabras(primero.umbrales), nota_de_umbral_critico(primero.umbrales)])),
            "El SPI de cada cartera es Σ(costo × físico ejecutado) ÷ Σ(costo × físico programado). Sin medir: sin avance "
            f"programado o sin dato. {_cortes(hechos)}",
            *notas_de(usadas),
        ),
        horizontal=True,
    )


def _celdas(e: Expediente, resumen: Resumen | None) -> tuple[Celda, ...]:
    if resumen is None:
        return (Ausente(SIN_CARTERA, e.region.nombre),) * 9
    cuantas: Callable[..., Cifra] = lambda *estados: _sumar(e, resumen, *estados)  # noqa: E731
    return (
        numero(resumen["inversiones"]),
        en_soles(resumen["pim"]),
        resumen["avance_pim"],
        resumen["spi"] or Ausente(SIN_SPI),
        cuantas("critico"),
        cuantas("moderado"),
        cuantas("sin_retraso"),
        cuantas("sin_programar", "sin_dato"),
        numero(resumen.abiertas),
    )


def _sumar(e: Expediente, resumen: Resumen, *estados: str) -> Cifra:
    hechas = [resumen.estados[x] for x in estados if x in resumen.estados]
    if len(hechas) == 1:
        return hechas[0]
    valor = sum(int(c.valor or 0) for c in hechas)
    nombre = "Cartera: inversiones sin medir" if len(estados) > 1 else f"Cartera: inversiones en estado {estados[0]}"
    cifra = de_filas(e, valor, INVERSIONES, 0, nombre, "según su SPI", [])
    assert cifra is not None
    return cifra


def titulo(hechos: dict[Expediente, Resumen]) -> str:
    """«Valleverde tiene la cartera más atrasada: su SPI es 0.89»."""
    con_spi = {e: r["spi"] for e, r in hechos.items() if r["spi"] is not None}
    if len(con_spi) < 2:
        return "Estado de la cartera seleccionada, por región"
    escritos = {e: c.en_cuadro for e, c in con_spi.items()}
    menor = min(con_spi, key=lambda e: con_spi[e].valor)  # type: ignore[arg-type, return-value]
    if len(set(escritos.values())) == 1:
        return f"Las carteras tienen el mismo SPI: {escritos[menor]}"
    atraso = "va más atrasada" if con_spi[menor].valor < 1 else "lleva la menor ventaja"  # type: ignore[operator]
    return f"La cartera de {menor.region.nombre} {atraso} respecto de lo programado: su SPI es {escritos[menor]}"


def _cortes(hechos: dict[Expediente, Resumen]) -> str:
    fechas = {e.region.nombre: formato.corte(e.fecha_corte) for e in hechos}
    if len(set(fechas.values())) == 1:
        return f"Corte: {next(iter(fechas.values()))}."
    return f"Cortes: {formato.lista([f'{n}, {f}' for n, f in fechas.items()])}."
