"""Cuadros del cierre de inversiones que salen del registro: el embudo, los meses y la antigüedad."""

from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.cierre import embudo as etapas
from sistematizacion.analisis.cierre import rutas, tiempos
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente, NoAplica
from sistematizacion.presentacion.piezas import Nada, Pieza
from sistematizacion.presentacion.recuentos import ANIOS, DIAS, RUTAS, contar, medir, proporcion

SIN_TABLA = "La región no lleva el registro de cierres; el capítulo lo dice al empezar."
ETAPAS = {
    "identificadas": "Identificadas (inactivas)",
    "validadas": "Validadas",
    "tramitadas": "Con trámite de cierre (en curso o cerradas)",
    "cerradas": "Cerradas",
}
SIN_FECHAS = "Ninguna dice cuándo empezó y cuándo se cerró."
SIN_TOTAL = "No hay ninguna inversión sobre la que calcular la proporción."
SIN_DEVENGADO = "De ninguna se sabe el último devengado."


def segmentadas(expediente: Expediente) -> pd.DataFrame:
    """Las inversiones por cerrar con su ruta y de dónde sale; vacía si la región no lleva el registro."""
    reglas = expediente.catalogo.cartera.cierre.rutas
    cierres, banco = expediente.tabla("cierres"), expediente.tabla("mef_inversiones")
    return rutas.segmentar(cierres, banco, reglas, expediente.fecha_corte)


def de_etapa(expediente: Expediente, filas: pd.DataFrame, etapa: str, ruta: str | None = None) -> Cifra:
    """Cuántas inversiones llegaron a una etapa del cierre, todas o las de una ruta."""
    cuales = f", {RUTAS[ruta].lower() if ruta != 'formato_09d' else RUTAS[ruta]}" if ruta is not None else ""
    formula = f"Filas de «cierres» con estado {formato.lista(etapas.ETAPAS[etapa])}{cuales}"
    elegidas = etapas.de_etapa(filas, etapa, ruta)
    por_regla = elegidas[elegidas["por_que"] != rutas.A_MANO] if ruta is not None else elegidas.iloc[:0]
    return contar(
        expediente, elegidas, expediente.catalogo.unidades["inversion"],
        f"Cierre de inversiones: {ETAPAS[etapa].lower()}{cuales}", formula, segun=en_el_banco(expediente, por_regla),
    )  # fmt: skip


def en_el_banco(expediente: Expediente, filas: pd.DataFrame) -> pd.DataFrame:
    """Las filas del MEF de esas inversiones, que son parte de su procedencia cuando se las juzga con ellas."""
    banco = expediente.tabla("mef_inversiones")
    return banco[banco["cui"].isin(set(filas["cui"]))]


def embudo_de_cierre(expediente: Expediente) -> Pieza:
    """Una fila por etapa: inversiones, porcentaje de las identificadas y de la etapa anterior, y cuántas por ruta."""
    filas = segmentadas(expediente)
    if filas.empty:
        return Nada(SIN_TABLA)
    primera = anterior = de_etapa(expediente, filas, "identificadas")
    sin_ruta = len(etapas.de_etapa(filas, "identificadas", "")) > 0
    por_ruta = [r for r in etapas.RUTAS if r or sin_ruta]
    hechas = []
    for etapa, rotulo in ETAPAS.items():
        cuantas = de_etapa(expediente, filas, etapa)
        nombre = f"Cierre de inversiones: {rotulo.lower()}, % de las"
        hechas.append(
            Fila(
                (
                    rotulo,
                    cuantas,
                    proporcion(cuantas, primera, f"{nombre} identificadas") or Ausente(SIN_TOTAL),
                    proporcion(cuantas, anterior, f"{nombre} de la etapa anterior") or Ausente(SIN_TOTAL),
                    *(de_etapa(expediente, filas, etapa, ruta) for ruta in por_ruta),
                )
            )
        )
        anterior = cuantas
    descartadas = contar(
        expediente, filas[filas["estado"] == "descartada"], expediente.catalogo.unidades["inversion"],
        "Cierre de inversiones: descartadas", "Filas de «cierres» con estado descartada",
    )  # fmt: skip
    return Cuadro(
        "embudo-de-cierre",
        "De las inversiones identificadas a las cerradas, por ruta",
        (
            Columna("Etapa", ancho=3),
            Columna("Inversiones", "num", 1.2),
            Columna("% de las identificadas", "num", 1.4),
            Columna("% de la etapa anterior", "num", 1.4),
            *(Columna(RUTAS[r], "num", 1.1, grupo="De ellas, por ruta") for r in por_ruta),
        ),
        tuple(hechas),
        expediente.fuente_de_tabla(filas),
        (
            "Cada etapa contiene a las que siguen: lo cerrado también se identificó, se validó y se tramitó.",
            _descartadas(descartadas),
        ),
    )


def _descartadas(cifra: Cifra) -> str:
    if not cifra.valor:
        return "No se descartó ninguna inversión."
    una = cifra.valor == 1
    return f"Aparte, {cifra.con_unidad} se {'descartó y no cuenta' if una else 'descartaron y no cuentan'} en ninguna etapa."


def cierres_por_mes(expediente: Expediente) -> Pieza:
    """Por mes, los cierres, los acumulados y el porcentaje cerrado del universo."""
    filas = expediente.tabla("cierres")
    if filas.empty:
        return Nada(SIN_TABLA)
    meses = cifras_por_mes(expediente, filas)
    if not meses:
        raise NoAplica(f"Ningún cierre de {expediente.region.nombre} dice en qué mes se registró.")
    cerradas = etapas.de_etapa(filas, "cerradas")
    sin_fecha = sum(f is None for f in cerradas["fecha_cierre"])
    notas = ["El porcentaje se calcula sobre las inversiones identificadas, sin las descartadas."]
    if sin_fecha:
        notas.append(f"{sin_fecha} de las cerradas no {'dice' if sin_fecha == 1 else 'dicen'} cuándo, y no van en ningún mes.")
    return Cuadro(
        "cierres-por-mes",
        "Cierres registrados cada mes",
        (
            Columna("Mes", ancho=2),
            Columna("Cierres", "num"),
            Columna("Acumulados", "num"),
            Columna("% cerrado del universo", "num", 1.4),
        ),
        tuple(Fila((formato.frase(_mes(mes)), *celdas)) for mes, *celdas in meses),
        expediente.fuente_de_tabla(cerradas),
        tuple(notas),
    )


def cifras_por_mes(expediente: Expediente, filas: pd.DataFrame) -> list[tuple[pd.Period, Cifra, Cifra, Cifra]]:
    """Por mes, con sus cifras: cierres, acumulados y porcentaje del universo."""
    inversion, universo = expediente.catalogo.unidades["inversion"], de_etapa(expediente, filas, "identificadas")
    hechas = []
    for mes in etapas.por_mes(filas)["mes"]:
        del_mes = contar(expediente, etapas.del_mes(filas, mes), inversion, f"Cierres de {_mes(mes)}",
                         "Filas de «cierres» con fecha de cierre en el mes")  # fmt: skip
        hasta = contar(expediente, etapas.hasta_el_mes(filas, mes), inversion, f"Cierres hasta {_mes(mes)}",
                       "Filas de «cierres» con fecha de cierre hasta el mes")  # fmt: skip
        parte = proporcion(hasta, universo, f"Cierres hasta {_mes(mes)}, % del universo")
        assert parte is not None  # si hay cerradas, hay universo
        hechas.append((mes, del_mes, hasta, parte))
    return hechas


def _mes(mes: pd.Period) -> str:
    return formato.mes(mes.start_time.date())


def antiguedad_de_cierre(expediente: Expediente) -> Pieza:
    """Por ruta: inversiones en cada tramo de años desde el último devengado, mediana, y días de trámite de lo cerrado."""
    todas = segmentadas(expediente)
    if todas.empty:
        return Nada(SIN_TABLA)
    tramos = expediente.catalogo.cartera.cierre.tramos_de_antiguedad
    filas = tiempos.con_antiguedad(todas, expediente.tabla("mef_inversiones"), expediente.fecha_corte, tramos)
    nombres = [*tiempos.nombres_de_tramos(tramos), *([tiempos.SIN_DATO] if tiempos.SIN_DATO in set(filas["tramo"]) else [])]
    tramites = {t["ruta"]: t for t in tiempos.tramites(todas).to_dict("records")}
    presentes = [r for r in etapas.RUTAS if (filas["ruta"].fillna("") == r).any()]
    hechas = [_antiguedad_de(expediente, filas, r, nombres, tramites.get(r)) for r in presentes]
    return Cuadro(
        "antiguedad-de-cierre",
        "Años sin devengar y días de trámite, por ruta",
        (
            Columna("Ruta", ancho=1.6),
            *(Columna(formato.frase(n), "num", grupo="Inversiones según los años desde el último devengado") for n in nombres),
            Columna("Mediana de años", "num", 1.1),
            Columna("Mediana", "num", grupo="Días de trámite de lo cerrado"),
            Columna("Máximo", "num", grupo="Días de trámite de lo cerrado"),
        ),
        tuple(hechas),
        expediente.fuente_de_tabla(filas),
        (
            f"Los años son los cumplidos {formato.al_corte(expediente.fecha_corte)}; el trámite va de su inicio al registro "
            "del cierre.",
        ),
        horizontal=len(nombres) > len(tramos) + 1,
    )


def _antiguedad_de(
    expediente: Expediente, filas: pd.DataFrame, ruta: str, tramos: list[str], tramite: dict | None
) -> Fila:
    propias = filas[filas["ruta"].fillna("") == ruta]
    cerradas = propias[propias["estado"] == etapas.CERRADA]
    inversion, que = expediente.catalogo.unidades["inversion"], f"Por cerrar, {RUTAS[ruta]}"
    por_tramo = [
        contar(expediente, propias[propias["tramo"] == t], inversion, f"{que}: inactivas {t}",
               "Filas de «cierres» por años cumplidos desde el último devengado",
               segun=_con_devengado(expediente, propias[propias["tramo"] == t])) for t in tramos
    ]  # fmt: skip
    anios = tiempos.mediana_de_anios(propias)
    sin_plazo = Ausente(SIN_FECHAS if len(cerradas) else "No se cerró ninguna.")
    plazos: list[Celda] = [sin_plazo, sin_plazo]
    if tramite and tramite["mediana"] is not None:
        formula = "Días entre «fecha_inicio» y «fecha_cierre» de lo cerrado"
        plazos = [
            medir(expediente, Decimal(tramite[c]), cerradas, DIAS, f"Trámite de cierre, {RUTAS[ruta]}: {c}", f"{c}: {formula}")
            for c in ("mediana", "maximo")
        ]
    mediana: Celda = Ausente(SIN_DEVENGADO) if anios is None else medir(
        expediente, anios, propias, ANIOS, f"{que}: mediana de años inactivas", "Mediana de los años desde el último devengado",
        segun=_con_devengado(expediente, propias),
    )  # fmt: skip
    return Fila((RUTAS[ruta], *por_tramo, mediana, *plazos))


def _con_devengado(expediente: Expediente, filas: pd.DataFrame) -> pd.DataFrame:
    banco = en_el_banco(expediente, filas)
    return banco[[d is not None for d in banco["ultimo_devengado"]]]


def porcentaje_cerrado(expediente: Expediente) -> Cifra | None:
    """Qué parte de las identificadas se cerró, según el registro; ``None`` si no hay ninguna."""
    filas = expediente.tabla("cierres")
    if filas.empty:
        return None
    return proporcion(
        de_etapa(expediente, filas, "cerradas"), de_etapa(expediente, filas, "identificadas"), "Cierre de inversiones: % cerrado"
    )
