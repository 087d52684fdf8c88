"""El catálogo de prácticas en cuadros: la caracterización de cada una y cuántas hay por tema, criterio y región."""

import pandas as pd

from sistematizacion.analisis.practicas import BUENA, ETAPAS, con_etapa, contar, del_catalogo, en_orden
from sistematizacion.nucleo.esquemas.enunciados import CRITERIOS_RELEVANTES
from sistematizacion.nucleo.reglas.comunes import COMUN
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.enunciados import Alguno
from sistematizacion.presentacion.cuadros.hoja_de_fichas import hoja
from sistematizacion.presentacion.enlaces import claves_de, enlazar
from sistematizacion.presentacion.expediente import NoSeMuestra
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SIN_CATALOGO = "Ninguna práctica dice su tema y su etapa: no hay catálogo."
DE_ETAPA = {  # en singular, en plural y como título de grupo
    "buena_practica": ("buena práctica", "buenas prácticas", "Buenas prácticas"),
    "por_mantener": ("práctica por mantener", "prácticas por mantener", "Prácticas por mantener, en proceso"),
    "analisis": ("práctica en análisis", "prácticas en análisis", "Prácticas en análisis"),
    "indicios": ("práctica con indicios", "prácticas con indicios", "Prácticas con indicios"),
}
CRITERIOS = {
    "articulacion": "Articulación", "innovacion": "Innovación", "participacion": "Participación", "transparencia": "Transparencia",
}  # fmt: skip
DE_FALTA = {
    "prueba": "una prueba del resultado (cómo se midió, evidencia, beneficiarios o una cifra)",
    "criterios": "en qué cumple alguno de los cinco criterios", "descripcion": "su descripción",
}  # fmt: skip
SIN_CRITERIO = "No se dijo por qué criterio destaca."
SIN_RESULTADO = "La ficha no dice un resultado."
QUE_ES_CADA_ETAPA = (
    "Buena práctica: cumple los criterios y tiene resultados. Por mantener: está en marcha y todavía le falta demostrarlos."
)


def fichas_de(expediente: Alguno) -> pd.DataFrame:
    """Las fichas del catálogo de la región o del programa.

    Raises:
        NoSeMuestra: no hay ninguna.
    """
    fichas = con_etapa(del_catalogo(expediente.tabla("practicas")), expediente.catalogo.practicas.buena_practica)
    if fichas.empty:
        raise NoSeMuestra(SIN_CATALOGO)
    return fichas


def en_palabras(fichas: pd.DataFrame) -> str:
    """«18 buenas prácticas y 13 prácticas por mantener»."""
    cuentas = {e: int((fichas["madurez"] == e).sum()) for e in ETAPAS}
    return formato.lista([f"{n} {DE_ETAPA[e][n != 1]}" for e, n in cuentas.items() if n])


def catalogo(expediente: Alguno) -> Cuadro:
    """Una fila por práctica, agrupadas por etapa y tema: dónde se hizo, criterio por el que más destaca y resultado."""
    fichas = fichas_de(expediente)
    de_todas = isinstance(expediente, ExpedienteDelPrograma)
    filas: list[Fila] = []
    claves = claves_de(fichas.to_dict("records"))
    for etapa in ETAPAS:
        suyas = fichas.assign(clave=claves)[fichas["madurez"] == etapa].to_dict("records")
        filas += [Fila((f"{DE_ETAPA[etapa][2]} ({len(suyas)})",), "grupo")] if suyas else []
        filas += [Fila(_celdas(expediente, f, de_todas=de_todas)) for f in suyas]
    return Cuadro(
        "catalogo", _titulo(fichas),
        (
            Columna("Práctica", ancho=2.6), Columna("Tema", ancho=1.3), *((Columna("Región", ancho=1),) if de_todas else ()),
            Columna("Criterio más relevante", ancho=1.1), Columna("Resultado", ancho=3),
        ),
        tuple(filas), expediente.fuente_de_tabla(fichas), (QUE_ES_CADA_ETAPA, *(() if de_todas else _de_todas(fichas))),
        horizontal=True, hoja=hoja(expediente, fichas, {e: formato.frase(t[0]) for e, t in DE_ETAPA.items()}, CRITERIOS),
    )  # fmt: skip


def _de_todas(fichas: pd.DataFrame) -> tuple[str, ...]:
    """La nota que dice cuántas fichas no son de ninguna región en particular; ninguna, si todas lo son."""
    n = int(((fichas["ambito"] == COMUN) & (fichas["regiones"] == "")).sum())
    if not n:
        return ()
    return ("1 es común a todas las regiones del programa." if n == 1 else f"{n} son comunes a todas las regiones del programa.",)


def _titulo(fichas: pd.DataFrame) -> str:
    incompletas = int(((fichas["madurez"] == BUENA) & fichas["faltan"].map(bool)).sum())
    base = f"El catálogo reúne {en_palabras(fichas)}"
    if not incompletas:
        return base
    return f"{base}; a {incompletas} de las primeras {'le' if incompletas == 1 else 'les'} falta algo para que se {'la' if incompletas == 1 else 'las'} reconozca"


def que_falta(fila: dict) -> str:
    """«su resultado y una prueba de él»; vacío si no le falta nada."""
    return formato.lista([DE_FALTA.get(c, f"su {c.replace('_', ' ')}") for c in fila["faltan"]])


def _celdas(expediente: Alguno, fila: dict, *, de_todas: bool) -> tuple[Celda, ...]:
    region = (expediente.alcance(fila),) if de_todas else ()
    return (
        enlazar(fila["clave"], expediente.texto_de(fila, "titulo")), expediente.texto_de(fila, "tema"), *region,
        CRITERIOS.get(fila["criterio_relevante"]) or Ausente(SIN_CRITERIO),
        _resultado(expediente, fila),
    )  # fmt: skip


def _resultado(expediente: Alguno, fila: dict) -> Celda:
    """Lo que logró y, si se dice buena práctica y no cumple la regla, qué le falta."""
    falta = f"Según la regla de este catálogo, le falta {que_falta(fila)}." if fila["faltan"] else ""
    if not fila["resultado"]:
        return falta or Ausente(SIN_RESULTADO)
    dicho = expediente.texto_de(fila, "resultado")
    return (dicho, falta) if falta else dicho


def temas_y_criterios(expediente: Alguno) -> Cuadro:
    """Cuántas prácticas hay de cada tema según el criterio por el que más destacan."""
    fichas = fichas_de(expediente)
    criterios = [c for c in CRITERIOS_RELEVANTES if (fichas["criterio_relevante"] == c).any()]
    if not criterios:
        raise NoSeMuestra(SIN_CRITERIO)
    cuentas = contar(fichas, "tema", "criterio_relevante")
    temas = en_orden(fichas, "tema")
    filas = [Fila((t, *(cuentas.get((t, c), 0) for c in criterios), int((fichas["tema"] == t).sum()))) for t in temas]
    totales = [int((fichas["criterio_relevante"] == c).sum()) for c in criterios]
    filas.append(Fila(("Todas", *totales, len(fichas)), "total"))
    mayor = max(totales)
    primeros = formato.lista([CRITERIOS[c].lower() for c, n in zip(criterios, totales, strict=True) if n == mayor])
    return Cuadro(
        "temas_y_criterios", f"{formato.frase(primeros)} es el criterio que más se repite: {mayor} de {len(fichas)} prácticas",
        (Columna("Tema", ancho=2.6), *(Columna(CRITERIOS[c], "num") for c in criterios), Columna("Total", "num")),
        tuple(filas), expediente.fuente_de_tabla(fichas),
        ("Cada práctica cuenta una vez, por su criterio más relevante.", *_sin_criterio(len(fichas) - sum(totales))),
    )  # fmt: skip


def temas_y_etapas(expediente: Alguno) -> Cuadro:
    """Cuántas prácticas hay de cada tema en cada etapa de reconocimiento."""
    fichas = fichas_de(expediente)
    etapas = [e for e in ETAPAS if (fichas["madurez"] == e).any()]
    cuentas, temas = contar(fichas, "tema", "madurez"), en_orden(fichas, "tema")
    filas = [Fila((t, *(cuentas.get((t, e), 0) for e in etapas), int((fichas["tema"] == t).sum()))) for t in temas]
    filas.append(Fila(("Todas", *(int((fichas["madurez"] == e).sum()) for e in etapas), len(fichas)), "total"))
    return Cuadro(
        "temas_y_etapas", f"Por etapa, hay {en_palabras(fichas)}",
        (Columna("Tema", ancho=2.6), *(Columna(formato.frase(DE_ETAPA[e][1]), "num", 1.3) for e in etapas), Columna("Total", "num", 0.8)),
        tuple(filas), expediente.fuente_de_tabla(fichas), (QUE_ES_CADA_ETAPA,),
    )  # fmt: skip


def _sin_criterio(n: int) -> tuple[str, ...]:
    """La nota de cuántas prácticas no dicen su criterio y solo cuentan en el total; ninguna, si todas lo dicen."""
    if not n:
        return ()
    dicho = "1 no dice su criterio y solo cuenta" if n == 1 else f"{n} no dicen su criterio y solo cuentan"
    return (f"{dicho} en el total.",)


def regiones_y_temas(programa: ExpedienteDelPrograma) -> Cuadro:
    """Cuántas prácticas hay de cada tema en cada región; la de varias regiones cuenta en todas."""
    fichas = fichas_de(programa)
    nombres = {e.region.clave: e.region.nombre for e in programa.regiones}
    donde = [f["ambito"] if f["ambito"] in nombres else f["regiones"] for f in fichas.to_dict("records")]
    ubicadas = fichas.assign(donde=donde)
    cuentas, temas = contar(ubicadas, "donde", "tema"), en_orden(fichas, "tema")
    por_region = {r: sum(cuentas.get((r, t), 0) for t in temas) for r in nombres}
    filas = [Fila((nombres[r], *(cuentas.get((r, t), 0) for t in temas), n)) for r, n in por_region.items() if n]
    mayor = max(por_region, key=lambda r: por_region[r])
    varias = sum(";" in d for d in donde)
    nota = f"{formato.frase(formato.en_letras(varias))} son de varias regiones y cuentan en cada una." if varias else ""
    return Cuadro(
        "regiones_y_temas", f"{nombres[mayor]} es la región con más prácticas: {por_region[mayor]}",
        (Columna("Región", ancho=1.4), *(Columna(t, "num", 1.3) for t in temas), Columna("Total", "num", 0.8)),
        tuple(filas), programa.fuente_de_tabla(fichas), tuple(filter(None, [nota, *_de_todas(fichas)])),
    )  # fmt: skip
