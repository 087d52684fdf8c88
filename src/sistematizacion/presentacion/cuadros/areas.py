"""Cuadros de la encuesta por área: quiénes respondieron y qué, sin que se pueda saber qué respondió una persona."""

from collections.abc import Sequence

import pandas as pd

from sistematizacion.analisis.privacidad import areas_por_juntar, cruzar, suprimir
from sistematizacion.analisis.satisfaccion import por_area, resumir
from sistematizacion.encuestas.areas import areas_de, clave
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.encuesta import (
    conteo,
    n_de,
    nota_de_reconstruida,
    par,
    pocas,
    preguntas_de,
    respuestas_visibles,
)
from sistematizacion.presentacion.expediente import Expediente, NoAplica, SinDatos
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SIN_AREA, OTRAS = "Área no indicada", "Otras áreas"
ENTERA = "No se muestra por área: con tan pocas respuestas se podría deducir lo que alguien respondió."
MUCHAS = 4  # con más columnas de áreas, el cuadro va en una página horizontal


def areas(expediente: Expediente | ExpedienteDelPrograma) -> Cuadro:
    """Quiénes respondieron: personas por región y las áreas de que eran; con cuántas de cada una, si se anotó."""
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    filas = tuple(Fila((e.region.nombre, _respondentes(e), _areas(e))) for e in regiones)
    if not any(isinstance(fila.celdas[1], Cifra) for fila in filas):
        raise SinDatos("no se registró quiénes respondieron la encuesta.")
    return Cuadro(
        "areas",
        "Personas y áreas que respondieron la encuesta",
        (Columna("Región", ancho=1.2), Columna("Personas", "num", 0.8), Columna("Áreas", ancho=4)),
        filas,
        expediente.fuente_de(*(f.celdas[1] for f in filas if isinstance(f.celdas[1], Cifra))),
        _notas_de_areas(regiones),
    )


def por_area_de_region(expediente: Expediente) -> Cuadro:
    """Cuántas personas de cada área dieron cada respuesta; se omiten las celdas que delatarían a alguien."""
    encuesta, instrumento = expediente.tabla("encuesta"), expediente.catalogo.encuesta
    if encuesta.empty:
        raise SinDatos("no se registraron respuestas de la encuesta de satisfacción.")
    if not encuesta["area"].any():
        raise SinDatos("no se anotó de qué área era cada persona que respondió la encuesta.")
    visible, juntas = _visibles(expediente), _por_juntar(expediente)
    minimo, todas = instrumento.minimo_de_grupo, set(encuesta["area"])
    if juntas.all() or len(juntas) == 1:
        raise NoAplica(f"Las respuestas no se muestran por área: {_por_que_no(len(todas), minimo)}.")
    unidas = [area for area in juntas.index if juntas[area]]
    visible = visible.assign(area=[OTRAS if a in unidas else a or SIN_AREA for a in visible["area"]])
    columnas = _en_orden(visible["area"])
    filas: list[Fila] = []
    resumen = resumir(visible)
    for pregunta in preguntas_de(resumen, instrumento):
        filas.append(Fila((instrumento.titulo_de(pregunta),), "grupo"))
        filas += _de_pregunta(expediente, visible[visible["pregunta"] == pregunta], resumen, pregunta, columnas)
    return Cuadro(
        "satisfaccion_por_area",
        "Respuestas a la encuesta de satisfacción, por área",
        (Columna("Opción", ancho=1.6), *(Columna(a, "num") for a in columnas), Columna("Todas", "num", 0.8)),
        tuple(filas),
        expediente.fuente_de_tabla(visible),
        (
            *nota_de_reconstruida(visible),
            *_nota_de_unidas(expediente, unidas),
        ),
        horizontal=len(columnas) > MUCHAS,
    )


def por_area_del_programa(_: ExpedienteDelPrograma) -> Cuadro:
    """Las áreas son de cada región: no se comparan entre ellas."""
    raise NoAplica("Las respuestas por área se muestran en el informe de cada región.")


def _de_pregunta(
    expediente: Expediente, encuesta: pd.DataFrame, resumen: pd.DataFrame, pregunta: str, areas: Sequence[str]
) -> list[Fila]:
    """Una fila por respuesta que alguien dio y la del total de la pregunta."""
    minimo, filas = expediente.catalogo.encuesta.minimo_de_grupo, []
    dadas = {f["respuesta"]: f for f in resumen[resumen["pregunta"] == pregunta].to_dict("records")}
    opciones = [r for r in expediente.catalogo.encuesta.opciones(pregunta) if r in dadas]
    conteos = cruzar(encuesta, opciones).loc[list(areas)]
    se_ven = suprimir(conteos, minimo)
    omitida = Ausente(
        ENTERA
        if se_ven.isna().all(axis=None)
        else f"Menos de {minimo} personas, o una celda con la que se calcularían: se omite para que no se pueda saber qué"
        " respondió alguna. Los totales la incluyen."
    )
    for respuesta in opciones:
        rotulo = formato.frase(expediente.rotulo(respuesta))
        celdas: list[Celda] = [
            omitida if se_ven.loc[a, respuesta] is None else _contadas(expediente, conteos, a, pregunta, respuesta)
            for a in areas
        ]
        filas.append(Fila((rotulo, *celdas, par(expediente, dadas[respuesta])[0])))
    totales = [_contadas(expediente, conteos, a, pregunta) for a in areas]
    return [*filas, Fila(("Total (n)", *totales, n_de(expediente, next(iter(dadas.values())))), "total")]


def _contadas(expediente: Expediente, conteos: pd.DataFrame, area: str, pregunta: str, respuesta: str = "") -> Cifra:
    cuantas = conteos.loc[area, respuesta] if respuesta else conteos.loc[area].sum()
    que = f"Respuestas «{expediente.rotulo(respuesta)}»" if respuesta else "Personas que respondieron"
    titulo = expediente.catalogo.encuesta.titulo_de(pregunta).lower()
    clave = "/".join(filter(None, ["encuesta", pregunta, respuesta, area]))
    return conteo(expediente, int(cuantas), clave, f"{que} sobre {titulo}, {area}")


def _en_orden(areas: pd.Series) -> list[str]:
    """Las áreas por orden alfabético, y al final las que no son una sola."""
    return sorted(set(areas), key=lambda a: (a in (OTRAS, SIN_AREA), a == SIN_AREA, a.casefold()))


def _por_que_no(cuantas: int, minimo: int) -> str:
    if cuantas == 1:
        return "todas las personas que respondieron son de una sola área"
    return f"con menos de {formato.en_letras(minimo)} personas en alguna, se podría saber qué respondió cada una"


def _nota_de_unidas(expediente: Expediente, unidas: Sequence[str]) -> tuple[str, ...]:
    if not unidas:
        return ()
    minimo = formato.en_letras(expediente.catalogo.encuesta.minimo_de_grupo)
    return (
        f"«{OTRAS}» junta a {_nombradas(expediente, unidas)}: por separado, alguna tiene menos de {minimo} personas"
        + " o permitiría calcular las de otra.",
    )


def _nombradas(expediente: Expediente, unidas: Sequence[str]) -> str:
    """Las áreas que la región declara, por su nombre; de las demás, cuántas: una de pocas personas podría nombrar a una."""
    declaradas = {clave(a) for a in areas_de(expediente.region)}
    nombres = [a for a in unidas if clave(a) in declaradas]
    if demas := sum(bool(a) for a in unidas) - len(nombres):
        cuantas = "un área" if demas == 1 else f"{formato.en_letras(demas)} áreas"
        nombres.append(f"{cuantas} más" if nombres else cuantas)
    if "" in unidas:
        nombres.append("las personas que no indicaron su área")
    return formato.lista(nombres)


def _respondentes(expediente: Expediente) -> Celda:
    if expediente.hay("encuestados"):
        return expediente.cifra("encuestados")
    encuesta = expediente.tabla("encuesta")
    if encuesta.empty:
        return Ausente("No se registraron respuestas de la encuesta.", expediente.region.nombre)
    return conteo(expediente, encuesta["respondente"].nunique(), "encuesta", "Personas que respondieron la encuesta")


def _notas_de_areas(regiones: Sequence[Expediente]) -> tuple[str, ...]:
    contadas = [por_area(_visibles(e)) for e in regiones]
    if all(c.empty for c in contadas):
        return ("La fuente dice de qué áreas eran y no cuántas personas de cada una.",)
    if not any(_juntas(e) for e in regiones):
        return ()
    minimo = formato.en_letras(regiones[0].catalogo.encuesta.minimo_de_grupo)
    return (f"Las áreas con menos de {minimo} personas se cuentan juntas, con otra si hace falta para no delatarlas.",)


def _areas(expediente: Expediente) -> Celda:
    """Las áreas y cuántas personas de cada una; las pequeñas se cuentan juntas y, si ni así, no se cuentan."""
    contadas = por_area(_visibles(expediente)).set_index("area")["personas"]
    if contadas.empty:
        return formato.frase(formato.lista(expediente.region.areas_encuestadas)) or None
    juntas = _juntas(expediente)
    partes = [f"{a}: {formato.numero(int(n))}" for a, n in contadas.items() if a not in juntas]
    unidas = [a for a in contadas.index if a in juntas]
    if unidas:
        suman = int(contadas[unidas].sum()) if partes and not pocas(expediente, contadas[unidas].sum()) else None
        partes.append(_nombradas(expediente, unidas) + (f", juntas: {formato.numero(suman)}" if suman else ""))
    return formato.frase("; ".join(partes))


def _juntas(expediente: Expediente) -> list[str]:
    juntas = _por_juntar(expediente)
    return [area for area in juntas.index if juntas[area]]


def _por_juntar(expediente: Expediente) -> pd.Series:
    """Qué áreas se juntan, las mismas en todos los cuadros."""
    visibles, minimo = _visibles(expediente), expediente.catalogo.encuesta.minimo_de_grupo
    return areas_por_juntar(visibles, minimo) if len(visibles) else pd.Series(dtype=bool)


def _visibles(expediente: Expediente) -> pd.DataFrame:
    """Las respuestas que los informes muestran: de preguntas públicas que bastantes personas respondieron."""
    visibles = respuestas_visibles(expediente)
    return visibles[visibles["pregunta"].isin(expediente.catalogo.encuesta.publicas)]
