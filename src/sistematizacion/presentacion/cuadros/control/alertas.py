"""Las inversiones con retraso: qué tan grave es, hacia dónde va, qué las frena y quién responde."""

from collections.abc import Mapping
from typing import Any

from sistematizacion.analisis.control.matriz import ABIERTAS
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.datos import Cifras, Control
from sistematizacion.presentacion.control.palabras import ESTADOS, SIN_F12B, SIN_SPI, nota_de_umbral_critico, umbrales_en_palabras
from sistematizacion.presentacion.control.resumen import Resumen, resumir
from sistematizacion.presentacion.cuadro import Ausente, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.control.celdas import contar, inversion, medida, numero, tendencia, ultima
from sistematizacion.presentacion.expediente import Expediente, NoAplica

CON_RESTRICCION = "Sin retraso medido, con una restricción sin levantar"
GRADOS = ("critico", "moderado")
COLUMNAS = (
    Columna("Inversión", ancho=2.6),
    Columna("SPI", "num", 0.6),
    Columna("Tendencia", ancho=1),
    Columna("Última restricción", ancho=2.6),
    Columna("Medida y responsable", ancho=2.6),
    Columna("Días del F12-B", "num", 0.9),
)


def alertas(expediente: Expediente) -> Cuadro:
    """Las de retraso crítico, las de moderado y las que, sin retraso, tienen una restricción sin levantar.

    Raises:
        NoAplica: ninguna tiene retraso.
    """
    control = Control(expediente)
    control.exigir_avances()
    total = resumir(control)
    if not total.medidas:
        raise NoAplica(f"Ninguna inversión de la cartera de {expediente.region.nombre} tiene todavía SPI.")
    grupos = _grupos(control)
    filas: list[Fila] = []
    for titulo, suyas in grupos.items():
        filas += [Fila((titulo,), "grupo"), *(_fila(f, control.cifras_de(f)) for f in suyas)] if suyas else []
    if not filas:
        raise NoAplica(
            f"A {formato.corte(total.mes)}, ninguna inversión de la cartera tenía retraso ni una restricción sin levantar."
        )
    return Cuadro(
        "alertas",
        _titulo(total),
        COLUMNAS,
        tuple(filas),
        control.fuente,
        (
            " ".join(filter(None, [umbrales_en_palabras(control.umbrales), nota_de_umbral_critico(control.umbrales)])),
            f"Se muestra la última restricción sin levantar o, si no hay, la última que hubo. El Formato 12-B con más de "
            f"{control.dias_maximos} días sin actualizarse está desactualizado.",
        ),
        horizontal=True,
        hoja=(_hoja(), tuple(_de_hoja(f, control.cifras_de(f)) for suyas in grupos.values() for f in suyas)),
    )


def _grupos(control: Control) -> dict[str, list[dict[str, Any]]]:
    """Las filas de cada grado, de menor a mayor SPI, y las demás que tienen una restricción sin levantar."""
    grupos = {
        f"Retraso {ESTADOS[g].lower()}": sorted((f for f in control.filas if f["estado"] == g), key=lambda f: f["spi"])
        for g in GRADOS
    }
    frenadas = [
        f for f in control.filas
        if f["estado"] not in GRADOS and f["restriccion"] and f["restriccion"]["estado"] in ABIERTAS
    ]  # fmt: skip
    return grupos | {CON_RESTRICCION: frenadas}


def _titulo(total: Resumen) -> str:
    """«Dos inversiones de la cartera tienen retraso crítico y seis, moderado, a diciembre de 2025»."""
    if not total.con_retraso:
        return f"Ninguna inversión de la cartera tiene retraso a {formato.corte(total.mes)}, y hay restricciones sin levantar"
    critico, moderado = (int(total.estados[g].valor or 0) if g in total.estados else 0 for g in GRADOS)
    primero = "critico" if critico else "moderado"
    cuantas = critico or moderado
    verbo = "tiene" if cuantas == 1 else "tienen"
    sujeto = formato.frase(contar(cuantas, "inversión", "inversiones"))
    otras = f" y {formato.en_letras(moderado)}, moderado," if critico and moderado else ""
    return f"{sujeto} de la cartera {verbo} retraso {ESTADOS[primero].lower()}{otras} a {formato.corte(total.mes)}"


def _fila(fila: Mapping[str, Any], cifras: Cifras) -> Fila:
    dias = cifras["dias_f12b"]
    celda = Ausente(SIN_F12B) if dias is None else numero(dias)
    if fila["f12b_vencido"]:
        celda = (numero(dias), "desactualizado")  # type: ignore[assignment]
    return Fila((inversion(fila), cifras["spi"] or Ausente(SIN_SPI), tendencia(fila, cifras), ultima(fila), medida(fila), celda))


def _hoja() -> tuple[Columna, ...]:
    return (
        Columna("CUI"), Columna("Inversión", ancho=3), Columna("Estado"), Columna("SPI", "num"), Columna("Tendencia"),
        Columna("Última restricción", ancho=3), Columna("Medida", ancho=2), Columna("Responsable (cargo)", ancho=2),
        Columna("Días del F12-B", "num"),
    )  # fmt: skip


def _de_hoja(fila: Mapping[str, Any], cifras: Cifras) -> Fila:
    dato = fila["restriccion"] or {"medida": None, "responsable": None}
    dias: Cifra | Ausente = cifras["dias_f12b"] or Ausente(SIN_F12B)
    return Fila(
        (
            fila["cui"], fila["nombre"], ESTADOS[fila["estado"]], cifras["spi"] or Ausente(SIN_SPI),
            tendencia(fila, cifras), ultima(fila),
            dato["medida"] or None, dato["responsable"] or None, dias,
        )
    )  # fmt: skip
