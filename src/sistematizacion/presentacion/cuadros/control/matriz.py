"""La matriz de control físico-financiero: una fila por inversión y, al final, la cartera."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sistematizacion.analisis.control.matriz import DE_AVANCES
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.control.datos import Cifras, Control
from sistematizacion.presentacion.control.palabras import (
    COMO_EL_CPI,
    COMO_EL_SPI,
    COMO_LA_CARTERA,
    ESTADOS,
    SIN_CPI,
    SIN_F12B,
    SIN_SPI,
    TENDENCIAS,
    nota_de_financiero,
    nota_de_umbral_critico,
    umbrales_en_palabras,
)
from sistematizacion.presentacion.control.resumen import Resumen, resumir
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.control.celdas import breve, en_soles, inversion, numero, tendencia, ultima, variacion
from sistematizacion.presentacion.cuadros.notas import notas_de
from sistematizacion.presentacion.expediente import Expediente

DINERO, AVANCES, FISICO, DESEMPENO = "Presupuesto del año (S/)", "Avance (%)", "Avance físico (%)", "Desempeño"
COLUMNAS = (
    Columna("Inversión", ancho=4),
    Columna("PIM inicial", "num", 1.15, grupo=DINERO),
    Columna("PIM y variación", "num", 1.15, grupo=DINERO),
    Columna("Devengado", "num", 1.15, grupo=DINERO),
    Columna("Del PIM", "num", 0.6, grupo=AVANCES),
    Columna("Financ.", "num", 0.6, grupo=AVANCES),
    Columna("Progr.", "num", 0.6, grupo=FISICO),
    Columna("Ejec.", "num", 0.6, grupo=FISICO),
    Columna("SPI", "num", 0.5, grupo=DESEMPENO),
    Columna("CPI", "num", 0.5, grupo=DESEMPENO),
    Columna("Estado y tendencia", ancho=1, grupo=DESEMPENO),
    Columna("Días del F12-B", "num", 0.6),
    Columna("Última restricción", ancho=1.3),
)
DE_HOJA = (
    *(Columna(t, ancho=a) for t, a in (("CUI", 1), ("Inversión", 3), ("Unidad ejecutora", 2))),
    *(Columna(t, "num") for t in ("PIM inicial", "PIM", "Variación del PIM", "Variación del PIM (%)", "Devengado",
                                  "Avance del PIM", "Costo actualizado", "Devengado acumulado", "Avance financiero acumulado")),
    Columna("Mes del avance físico"),
    *(Columna(t, "num") for t in ("Físico programado", "Físico ejecutado", "SPI", "CPI")),
    Columna("Estado"), Columna("Tendencia"), Columna("Cambio del SPI", "num"), Columna("Días desde el F12-B", "num"),
    *(Columna(t, ancho=a) for t, a in (("Última restricción", 3), ("Medida", 2), ("Responsable (cargo)", 2))),
)  # fmt: skip


def matriz(expediente: Expediente) -> Cuadro:
    """Por inversión: presupuesto, avances, SPI, CPI, estado, tendencia, F12-B y última restricción; y la cartera."""
    control = Control(expediente)
    total = resumir(control)
    por_fila = [(fila, control.cifras_de(fila)) for fila in control.filas]
    return Cuadro(
        "matriz-fisico-financiera",
        _titulo(total),
        COLUMNAS,
        (*(_fila(control, f, c) for f, c in por_fila), _de_totales(total)),
        control.fuente,
        _notas(control, total),
        horizontal=True,
        hoja=(DE_HOJA, (*(_de_hoja(f, c) for f, c in por_fila), _hoja_de_totales(total))),
    )


def _titulo(total: Resumen) -> str:
    """«La cartera ejecutó el 91.6% de su PIM y lleva 82.2% de avance físico, de 92.3% programado»."""
    pim, ejecutado, programado = total["avance_pim"], total["ejecutado"], total["programado"]
    partes = [
        f"ejecutó el {pim.en_cuadro} de su PIM" if pim else "",
        f"lleva {ejecutado.en_cuadro} de avance físico, de {programado.en_cuadro} programado"
        if ejecutado and programado
        else "",
    ]
    dicho = formato.lista([p for p in partes if p])
    return f"Matriz de control: la cartera {dicho}" if dicho else "Matriz de control físico-financiero de la cartera"


def _fila(control: Control, fila: Mapping[str, Any], cifras: Cifras) -> Fila:
    vencido = "desactual." if fila["f12b_vencido"] else ""
    dias = cifras["dias_f12b"]
    return Fila(
        (
            (*inversion(fila), *filter(None, [fila["unidad_ejecutora"]])),
            en_soles(cifras["pim_inicial"]),
            _pim(cifras),
            en_soles(cifras["devengado"]),
            numero(cifras["avance_pim"]),
            _financiero(fila, cifras["avance_financiero"]),
            _fisico(control, fila, cifras["programado"]),
            _fisico(control, fila, cifras["ejecutado"]),
            cifras["spi"] or Ausente(SIN_SPI),
            cifras["cpi"] or Ausente(SIN_CPI),
            (ESTADOS[fila["estado"]], *filter(None, [tendencia(fila, cifras)])),  # type: ignore[arg-type]
            Ausente(SIN_F12B) if dias is None else (numero(dias), vencido) if vencido else numero(dias),  # type: ignore[arg-type]
            breve(fila),
        )
    )


def _pim(cifras: Cifras) -> Celda:
    """El PIM y, debajo, cuánto varió desde el inicial, en soles y en porcentaje."""
    return (en_soles(cifras["pim"]), *(variacion(cifras) or ())) if cifras["pim"] else None  # type: ignore[misc,return-value]


def _financiero(fila: Mapping[str, Any], cifra: Cifra | None) -> Celda:
    escrito = numero(cifra)
    return (escrito, "(avances)") if fila["acumulado_de"] == DE_AVANCES and cifra else escrito  # type: ignore[return-value]


def _fisico(control: Control, fila: Mapping[str, Any], cifra: Cifra | None) -> Celda:
    """El avance; si es de un mes anterior al último de la cartera, con su mes."""
    escrito = numero(cifra)
    if cifra is None or fila["mes"] == control.mes:
        return escrito
    return (escrito, f"({fila['mes']:%m/%Y})")  # type: ignore[return-value]


def _de_totales(total: Resumen) -> Fila:
    cuantas = total["inversiones"]
    assert cuantas is not None
    return Fila(
        (
            ("Cartera", cuantas.html(cuantas.con_unidad)),
            en_soles(total["pim_inicial"]),
            _pim(total.cifras),
            en_soles(total["devengado"]),
            *(numero(total[c]) for c in ("avance_pim", "avance_financiero", "programado", "ejecutado")),
            total["spi"] or Ausente(SIN_SPI),
            total["cpi"] or Ausente(SIN_CPI),
            tuple(c.html(f"{c}{formato.DURO}{ESTADOS[e].lower()}") for e, c in total.estados.items()),
            (total.vencidos.html(str(total.vencidos)), "desactual."),
            total.abiertas.html(f"{total.abiertas.con_unidad} sin levantar"),
        ),
        "total",
    )


def _de_hoja(fila: Mapping[str, Any], c: Cifras) -> Fila:
    dato = fila["restriccion"] or {"medida": None, "responsable": None}
    return Fila(
        (
            fila["cui"], fila["nombre"], fila["unidad_ejecutora"] or None,
            *(c[k] for k in ("pim_inicial", "pim", "variacion", "variacion_porcentaje", "devengado", "avance_pim", "costo",
                             "acumulado", "avance_financiero")),
            formato.corte(fila["mes"]) if fila["mes"] else None,
            *(c[k] for k in ("programado", "ejecutado")), c["spi"] or Ausente(SIN_SPI), c["cpi"] or Ausente(SIN_CPI),
            ESTADOS[fila["estado"]], TENDENCIAS[fila["tendencia"]], c["diferencia"],
            c["dias_f12b"] or Ausente(SIN_F12B), ultima(fila), dato["medida"] or None, dato["responsable"] or None,
        )
    )  # fmt: skip


def _hoja_de_totales(total: Resumen) -> Fila:
    return Fila(
        (
            "Cartera", total["inversiones"], "",
            *(total[k] for k in ("pim_inicial", "pim", "variacion", "variacion_porcentaje", "devengado", "avance_pim",
                                 "costo", "acumulado", "avance_financiero")),
            formato.corte(total.mes) if total.mes else None,
            *(total[k] for k in ("programado", "ejecutado", "spi", "cpi")), "", "", "", "", total.abiertas, "", "",
        ),
        "total",
    )  # fmt: skip


def _notas(control: Control, total: Resumen) -> tuple[str, ...]:
    mes = f"Avance físico acumulado a {formato.corte(total.mes)}; si es de otro mes, se dice." if total.mes else ""
    dias = control.dias_maximos
    f12b = f"Días del F12-B: desde su última actualización hasta la fecha de corte; con más de {dias}, está desactualizado."
    de_donde = {f["acumulado_de"] for f in control.filas}
    incompletas = [c for c in total.cifras.values() if c is not None and c.calificador != "exacto"]
    return (
        " ".join(filter(None, [mes, COMO_EL_SPI, COMO_EL_CPI])),
        " ".join(filter(None, [umbrales_en_palabras(control.umbrales), nota_de_umbral_critico(control.umbrales)])),
        f"{nota_de_financiero(de_donde)} {COMO_LA_CARTERA} {f12b}",
        "La restricción es la última sin levantar o, si no hay, la última que hubo; su medida y quién responde van con las "
        "alertas y, todas, en la hoja de cálculo.",
        *notas_de([replace(c, otras=()) for c in incompletas]),
    )
