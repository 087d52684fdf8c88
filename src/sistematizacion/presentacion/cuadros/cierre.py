"""Cuadros del cierre de inversiones que salen del registro: la regla, el embudo, los meses, la antigüedad y lo que no cuadra."""

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
from sistematizacion.reglas_de_cartera import Condicion

SIN_TABLA = "La región no lleva el registro de cierres; el capítulo lo dice al empezar."
ETAPAS = {
    "identificadas": "Identificadas (inactivas)",
    "validadas": "Validadas",
    "tramitadas": "Con trámite de cierre (en curso o cerradas)",
    "cerradas": "Cerradas",
}
ESTADOS = {
    "identificada": "Identificada", "validada": "Validada", "en_tramite": "En trámite", "cerrada": "Cerrada",
    "descartada": "Descartada",
}  # fmt: skip
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
    return contar(
        expediente, etapas.de_etapa(filas, etapa, ruta), expediente.catalogo.unidades["inversion"],
        f"Cierre de inversiones: {ETAPAS[etapa].lower()}{cuales}", formula,
    )  # fmt: skip


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


def rutas_de_cierre(expediente: Expediente) -> Pieza:
    """La regla en orden: qué ruta da, con qué condiciones y a cuántas inversiones les toca."""
    filas = segmentadas(expediente)
    if filas.empty:
        return Nada(SIN_TABLA)
    vigentes = filas[filas["estado"] != "descartada"]
    criterio = expediente.catalogo.cartera.cierre
    inversion = expediente.catalogo.unidades["inversion"]

    def cuantas(elegidas: pd.DataFrame, nombre: str) -> Cifra:
        return contar(expediente, elegidas, inversion, f"Rutas de cierre: {nombre}", "Filas de «cierres» sin las descartadas")

    hechas = [
        Fila(
            (
                f"{n}. {formato.frase('; '.join(_condicion(c) for c in r.condiciones))}",
                RUTAS[r.ruta],
                r.fundamento,
                cuantas(vigentes[vigentes["regla"] == r.clave], f"cumplen la condición {n}"),
                cuantas(vigentes[(vigentes["regla"] == r.clave) & vigentes["discrepa"].astype(bool)],
                        f"cumplen la condición {n} y el registro dice otra ruta"),
            )
        )
        for n, r in enumerate(criterio.rutas, 1)
    ]  # fmt: skip
    ninguna = vigentes[vigentes["regla"] == ""]
    hechas.append(
        Fila(("Ninguna condición se cumple", "Sin ruta por la regla", "Falta revisar su documentación o sus datos en el Banco.",
              cuantas(ninguna, "no cumplen ninguna condición"), Ausente("Sin regla que se cumpla no hay con qué contrastar.")))
    )  # fmt: skip
    a_mano = cuantas(vigentes[vigentes["por_que"] == rutas.A_MANO], "con la ruta escrita en el registro")
    return Cuadro(
        "rutas-de-cierre",
        "La regla con que se reparten las inversiones por cerrar",
        (
            Columna("Condiciones, en el orden en que se prueban", ancho=3.2),
            Columna("Ruta", ancho=1.2),
            Columna("Por qué", ancho=3),
            Columna("La cumplen", "num"),
            Columna("El registro dice otra", "num"),
        ),
        tuple(hechas),
        expediente.fuente_de_tabla(vigentes),
        (criterio.fundamento, _a_mano(a_mano, len(vigentes))),
    )


def _a_mano(cifra: Cifra, todas: int) -> str:
    if not cifra.valor:
        return "Ninguna tiene la ruta escrita en el registro: a todas se la da la regla."
    cuantas = "todas" if cifra.valor == todas else cifra.con_unidad
    return f"La ruta escrita en el registro manda sobre la regla; la {'tiene' if cifra.valor == 1 else 'tienen'} {cuantas}."


def _condicion(condicion: Condicion) -> str:
    """«documentación de liquidación: parcial»."""
    nombre = rutas.NOMBRES[condicion.campo]
    if condicion.falta:
        return f"{nombre}: sin dato"
    if condicion.es or condicion.no_es:
        valores = " o ".join("sí" if v == "si" else v for v in condicion.es or condicion.no_es)
        return f"{nombre}: {'' if condicion.es else 'no es '}{valores}"
    limites = [f"{palabra}{formato.DURO}{n}" for palabra, n in (("desde", condicion.desde), ("hasta", condicion.hasta)) if n is not None]
    return f"{nombre}: {' '.join(limites)}"


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
               "Filas de «cierres» por años cumplidos desde el último devengado") for t in tramos
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
    )  # fmt: skip
    return Fila((RUTAS[ruta], *por_tramo, mediana, *plazos))


def diferencias_de_ruta(expediente: Expediente) -> Pieza:
    """Las inversiones cuya ruta escrita no es la de la regla, o que el Banco y el registro no dan por cerradas a la vez."""
    filas = segmentadas(expediente)
    if filas.empty:
        return Nada(SIN_TABLA)
    dudosas = filas[filas["discrepa"].astype(bool) | (filas["aviso"] != "")]
    if dudosas.empty:
        con_banco = "" if len(expediente.tabla("mef_inversiones")) else (
            " No se tomaron datos del Banco de Inversiones: con ellos se contrastaría también qué está cerrado."
        )  # fmt: skip
        raise NoAplica(f"Ninguna ruta escrita en el registro difiere de la que da la regla.{con_banco}")
    return Cuadro(
        "diferencias-de-ruta",
        "Inversiones por cerrar que conviene revisar",
        (
            Columna("Inversión", ancho=2.6),
            Columna("CUI"),
            Columna("Estado", ancho=1.1),
            Columna("Ruta en el registro", ancho=1.2),
            Columna("Ruta por la regla", ancho=1.2),
            Columna("Qué revisar", ancho=3),
        ),
        tuple(_dudosa(f) for f in dudosas.to_dict("records")),
        expediente.fuente_de_tabla(dudosas),
        ("Donde difieren, vale la ruta del registro; la regla solo avisa.",),
    )


def rutas_de_la_regla(expediente: Expediente) -> Pieza:
    """Las inversiones cuya ruta no está escrita: la que les da la regla y por qué, o que ninguna se cumple."""
    filas = segmentadas(expediente)
    sin_escribir = filas[(filas["por_que"] != rutas.A_MANO) & (filas["estado"] != "descartada")]
    if sin_escribir.empty:
        return Nada("Todas las rutas están escritas en el registro, o la región no lo lleva.")
    return Cuadro(
        "rutas-de-la-regla",
        "Inversiones sin ruta en el registro, y la que les da la regla",
        (Columna("Inversión", ancho=2.6), Columna("CUI"), Columna("Ruta", ancho=1.2), Columna("Por qué", ancho=3.2)),
        tuple(
            Fila((f["nombre"] or f"Inversión {f['cui']}", f["cui"], RUTAS[f["ruta"]], formato.frase(f["por_que"])))
            for f in sin_escribir.to_dict("records")
        ),
        expediente.fuente_de_tabla(sin_escribir),
        ("La escribe en el registro quien decide la ruta; mientras tanto, vale la de la regla.",),
    )


def _dudosa(fila: dict) -> Fila:
    revisar = ["El registro dice otra ruta que la regla."] if fila["discrepa"] else []
    escrita = RUTAS[fila["ruta"]] if fila["por_que"] == rutas.A_MANO else RUTAS[""]
    de_regla = RUTAS[fila["ruta_de_regla"]]
    return Fila(
        (
            fila["nombre"] or f"Inversión {fila['cui']}",
            fila["cui"],
            ESTADOS[fila["estado"]],
            escrita,
            de_regla,
            tuple([*revisar, *([fila["aviso"]] if fila["aviso"] else [])]),
        )
    )


def porcentaje_cerrado(expediente: Expediente) -> Cifra | None:
    """Qué parte de las identificadas se cerró, según el registro; ``None`` si no hay ninguna."""
    filas = expediente.tabla("cierres")
    if filas.empty:
        return None
    return proporcion(
        de_etapa(expediente, filas, "cerradas"), de_etapa(expediente, filas, "identificadas"), "Cierre de inversiones: % cerrado"
    )
