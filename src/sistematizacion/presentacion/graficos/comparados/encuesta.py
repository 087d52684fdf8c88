"""Gráfico que compara la encuesta de satisfacción de las regiones."""

from collections.abc import Sequence

import pandas as pd

from sistematizacion.analisis.satisfaccion import resumir
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.encuesta import (
    escalas_de,
    exigir_respuestas,
    notas_de_encuesta,
    notas_de_la_fuente,
    respuestas_visibles,
    respuestas_visibles_de,
)
from sistematizacion.presentacion.graficos.comparados.favorables import dibujar_favorables
from sistematizacion.presentacion.graficos.comparados.respuestas import (
    Bloque,
    cuantas,
    favorable_de,
    respuestas_de,
    total_de,
)
from sistematizacion.presentacion.graficos.comparados.rotulos import agrupar, notas_de_falta
from sistematizacion.presentacion.graficos.comparados.segmentos import dibujar_segmentos
from sistematizacion.presentacion.graficos.filas import CON_DETALLE
from sistematizacion.presentacion.graficos.satisfaccion import muy_satisfechas, nota_de_n
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SOLO_FAVORABLES = "De cada pregunta va solo la respuesta más favorable; la barra clara completa es el 100% de n."


def satisfaccion(exp: ExpedienteDelPrograma) -> Grafico:
    """Cada pregunta en cada región, de la respuesta más favorable a la menos; si son muchas, solo la más favorable."""
    encuesta = respuestas_visibles_de(exp)
    exigir_respuestas(exp, encuesta)
    resumenes = {e.region.nombre: resumir(respuestas_visibles(e)) for e in exp.regiones}
    reunido = pd.concat([r for r in resumenes.values() if len(r)], ignore_index=True)
    bloques = {
        p: {e.region.nombre: respuestas_de(e, resumenes[e.region.nombre], p) for e in exp.regiones}
        for p in escalas_de(reunido, exp.catalogo.encuesta)
    }
    total, dichas, muchas = total_de(bloques), bloques, len(exp.regiones) > CON_DETALLE
    if muchas:
        dichas = {
            p: {e.region.nombre: favorable_de(e, b[e.region.nombre], p) for e in exp.regiones}
            for p, b in bloques.items()
        }
    return Grafico(
        "satisfaccion",
        muy_satisfechas(*(int(valor_de(c)) for c in total)) if total else "Qué respondieron las personas encuestadas",
        dibujar_favorables(bloques, dichas, exp) if muchas else dibujar_segmentos(bloques, exp),
        _alt(bloques, dichas, total, exp),
        exp.fuente_de_tabla(encuesta),
        (
            *((SOLO_FAVORABLES,) if muchas else ()),
            *notas_de_encuesta(encuesta, reunido),
            nota_de_n(int(reunido["n"].max())),
            *agrupar((e.region.nombre, nota) for e in exp.regiones for nota in notas_de_la_fuente(e)),
            *notas_de_falta([e for e in exp.regiones if resumenes[e.region.nombre].empty], "encuestados"),
        ),
        [*(c for bloque in dichas.values() for filas in bloque.values() for f in filas for c in f[1:]), *total],
    )


def _alt(
    bloques: dict[str, Bloque], dichas: dict[str, Bloque], total: Sequence[Cifra], exp: ExpedienteDelPrograma
) -> str:
    completas = "Un bloque por pregunta, con una barra por región."
    resumidas = "Una columna por pregunta, con una barra por región para la respuesta más favorable."
    dichos = [completas if dichas is bloques else resumidas]
    if total:
        dichos.append(f"En conjunto, {total[0].en_cuadro} de {total[1].en_cuadro} personas quedaron muy satisfechas.")
    for pregunta, bloque in dichas.items():
        partes = [
            f"{region} (n = {cuantas(bloques[pregunta][region])}), "
            + ", ".join(f"{exp.rotulo(o)} {c.en_cuadro} ({p.en_cuadro})" for o, c, p in filas)
            if filas
            else f"{region}, sin dato"
            for region, filas in bloque.items()
        ]
        dichos.append(f"{exp.catalogo.encuesta.titulo_de(pregunta)}: {'; '.join(partes)}.")
    return " ".join(dichos)
