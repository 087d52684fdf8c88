"""Gráfico que compara los participantes en la formación de cada región."""

from collections.abc import Callable

from sistematizacion.analisis.comparacion import primeras
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.expediente import SEXO
from sistematizacion.presentacion.graficos.comparados.mayores import dibujar_mayores
from sistematizacion.presentacion.graficos.comparados.paneles import dibujar_paneles
from sistematizacion.presentacion.graficos.comparados.rotulos import (
    Cifras,
    Halladas,
    componer,
    escrita,
    motivos,
    quienes,
    reunir,
    valores_de,
)
from sistematizacion.presentacion.graficos.comparados.temas import (
    mayor_tema,
    nombre_del_total,
    participantes_de,
    tema_de,
    total_de,
)
from sistematizacion.presentacion.graficos.filas import CON_DETALLE
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma


def participantes(exp: ExpedienteDelPrograma) -> Grafico:
    """Un panel por región con sus participantes por tema, todos en la misma escala, y aparte mujeres y hombres."""
    halladas = reunir(exp, participantes_de, "registraron participantes")
    if len(halladas) > CON_DETALLE:
        return _solo_los_mayores(exp, halladas)
    return componer(
        exp, "participantes", _titulo_de_participantes(halladas, exp.rotulo), dibujar_paneles(halladas, exp.rotulo),
        "Un panel por región, con una barra por tema.", lambda cifras: _detalle_de_participantes(cifras, exp.rotulo),
        _notas_de_participantes(exp, halladas), "participantes", halladas,
    )  # fmt: skip


def _solo_los_mayores(exp: ExpedienteDelPrograma, halladas: Halladas) -> Grafico:
    """Una fila por región con el tema que más participantes tuvo y el total, si lo hay."""
    principales = {r: (mayor_tema(suyas), total_de(suyas)) for r, suyas in halladas.items()}
    lo_hay = segun_origen(_origenes(halladas), "la fuente lo da", "lo hay")
    nota = (
        f"De cada región va el tema con más participantes y, si {lo_hay}, el total. Los temas no se suman: una "
        "persona puede haber participado en más de uno y contarse dos veces."
    )
    sin_total = [e for e in exp.regiones if any(principales[e.region.nombre]) and not principales[e.region.nombre][1]]
    return componer(
        exp, "participantes", _titulo_de_participantes(principales, exp.rotulo), dibujar_mayores(principales, exp.rotulo),
        "Una barra por región con su tema de más participantes.", lambda cifras: _detalle_de_participantes(cifras, exp.rotulo),
        (nota, *motivos(sin_total, "participantes")), "participantes", principales,
    )  # fmt: skip


def _titulo_de_participantes(halladas: Halladas, rotular: Callable[[str], str]) -> str:
    """«El mayor grupo de participantes fue el de Cusco: 301 en capacitaciones temáticas»."""
    mayores = {r: c for r, cifras in halladas.items() if (c := mayor_tema(cifras))}
    if not mayores:
        return "Cuántas personas participaron en la formación de cada región"
    cuales = primeras(valores_de(mayores)) or list(mayores)
    temas = formato.lista(list(dict.fromkeys(rotular(tema_de(mayores[r])) for r in cuales)))
    return f"El mayor grupo de participantes fue el de {quienes(cuales)}: {escrita(mayores[cuales[0]])} en {temas}"


def _detalle_de_participantes(cifras: Cifras, rotular: Callable[[str], str]) -> str:
    total = formato.minuscula(nombre_del_total(cifras))
    return "; ".join(f"{rotular(tema_de(c)) if tema_de(c) else total}, {escrita(c)}" for c in cifras if c)


def _origenes(halladas: Halladas) -> set[str]:
    return {c.origen for cifras in halladas.values() for c in cifras if c}


def _notas_de_participantes(exp: ExpedienteDelPrograma, halladas: Halladas) -> tuple[str, ...]:
    temas = {e: {tema_de(c) for c in halladas[e.region.nombre] if c} for e in exp.regiones}
    sin_sexo = [e.region.nombre for e, suyos in temas.items() if suyos and not suyos & set(SEXO)]
    donde = "" if len(sin_sexo) == sum(map(bool, temas.values())) else f" en {formato.lista(sin_sexo)}"
    de_esas = {c.origen for r in sin_sexo for c in halladas[r] if c}
    calla = segun_origen(de_esas, "La fuente no distingue", "Los datos no distinguen")
    return (
        "Todas las barras tienen la misma escala. Una persona puede haber participado en más de un tema y contarse dos "
        f"veces{_que_hace_el_total(halladas)}.",
        f"{calla} a mujeres de hombres{donde}." if sin_sexo else "",
        *motivos([e for e, suyos in temas.items() if suyos and "" not in suyos], "participantes"),
    )


def _que_hace_el_total(halladas: Halladas) -> str:
    """El total de los registros sí es la suma de los temas: cuenta a cada persona una vez por actividad."""
    totales = [total_de(cifras) for cifras in halladas.values() if any(cifras)]
    sumados = all(total and total.origen == "calculado" for total in totales)
    return ", y así las cuenta el total" if sumados else "; por eso los temas no se suman"
