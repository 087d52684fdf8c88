"""Gráfico que compara el IGEIP de las regiones: su valor en una escala común y su puesto nacional."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.graficos.comparados.orden import mejores_de, notas_de_orden, ordenables
from sistematizacion.presentacion.graficos.comparados.rotulos import (
    Cifras,
    Halladas,
    columna_de,
    componer,
    cortes,
    escrita,
    notas_de_cifras,
    quienes,
    reunir,
    valores_de,
)
from sistematizacion.presentacion.graficos.filas import Filas
from sistematizacion.presentacion.graficos.lienzo import ANCHO, MEDIO, REGLA, a_svg
from sistematizacion.presentacion.graficos.pulgadas import circulo, pliego, raya
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma


def igeip(exp: ExpedienteDelPrograma) -> Grafico:
    """El índice de cada región como un punto en una escala común, con su puesto nacional."""
    halladas = reunir(exp, igeip_de, "registró el IGEIP")
    puestos, indices = columna_de(halladas, 0), columna_de(halladas, 1)
    eje = marcas_de_eje(list(valores_de(indices).values()))
    de_alguna = {r: c for r in halladas if (c := puestos.get(r) or indices.get(r))}
    recorte = (
        f"El eje no parte de cero: va de {formato.numero(eje[0])} a {formato.numero(eje[-1])}. "
        if eje and eje[0]
        else ""
    )
    quien_lo_hace = "El IGEIP (Índice de Gestión de la Inversión Pública) lo publica el MEF; aquí no se calcula."
    return componer(
        exp, "igeip", _titulo_de_igeip(puestos, indices), _dibujar_igeip(halladas, eje),
        "Un punto por región con el valor de su índice, y su puesto.", _detalle_de_igeip,
        (f"{recorte}{quien_lo_hace} {cortes(de_alguna)}", *notas_de_orden(puestos), *notas_de_cifras(de_alguna)),
        "igeip_puesto", halladas,
    )  # fmt: skip


def igeip_de(e: Expediente) -> Cifras:
    """El puesto y el valor del índice."""
    return tuple(e.al_cierre(i) if e.hay(i) else None for i in ("igeip_puesto", "igeip_indice"))


def marcas_de_eje(valores: Sequence[Decimal]) -> list[Decimal]:
    """Unas pocas marcas redondas, de un mismo paso, que abarcan los valores.

    >>> [str(m) for m in marcas_de_eje([Decimal("0.674"), Decimal("0.703")])]
    ['0.66', '0.68', '0.70', '0.72']
    """
    if not valores:
        return []
    tramo = max(valores) - min(valores)
    paso = next((p for p in map(Decimal, ("0.01", "0.02", "0.05", "0.10", "0.20")) if tramo <= 2 * p), Decimal("0.50"))
    desde, hasta = floor(min(valores) / paso), ceil(max(valores) / paso)
    return [paso * k for k in range(desde, max(hasta, desde + 1) + 1)]


def _dibujar_igeip(halladas: Halladas, marcas: Sequence[Decimal]) -> str:
    filas = Filas(list(halladas))
    puestos, indices = ([cifras[n] for cifras in halladas.values()] for n in (0, 1))
    with pliego(filas.alto) as (figura, eje):
        filas.nombrar(eje)
        x = filas.columna(eje, "Puesto\nnacional", [escrita(c) for c in puestos], ANCHO, negrita=True, cuerpo=11)
        hasta = filas.columna(eje, "Índice", [escrita(c) for c in indices], x - 0.25) - 0.35
        desde = filas.inicio + 0.12
        ancho = (hasta - desde) / float(marcas[-1] - marcas[0]) if marcas else 0.0
        for valor in marcas:
            lugar = desde + float(valor - marcas[0]) * ancho
            eje.plot([lugar, lugar], [filas.cabecera, filas.alto - 0.02], color=REGLA, linewidth=0.7)
            filas.encabezar(eje, lugar, formato.numero(valor), "center")
        for n, indice in enumerate(indices):
            if indice:
                raya(eje, filas.y(n), desde, hasta, MEDIO, 0.8)
                lugar = desde + float(valor_de(indice) - marcas[0]) * ancho
                circulo(eje, lugar, filas.y(n), filas.grueso * 0.42, lleno=True)
        return a_svg(figura)


def _detalle_de_igeip(cifras: Cifras) -> str:
    puesto, indice = cifras
    return ", ".join(filter(None, [escrita(puesto) if puesto else "", f"índice {escrita(indice)}" if indice else ""]))


def _titulo_de_igeip(puestos: dict[str, Cifra], indices: dict[str, Cifra]) -> str:
    """«Cusco obtuvo el mejor puesto de las regiones en el IGEIP: primer lugar nacional, con 0.703»."""
    if not puestos:
        return "Qué índice de gestión de la inversión pública obtuvo cada región"
    mejores = mejores_de(puestos, mayor_es_mejor=False)
    cuales = mejores or list(ordenables(puestos) if len(puestos) > 1 else puestos)
    if not cuales:
        return "Qué puesto obtuvo cada región en el IGEIP"
    lugar = f"{puestos[cuales[0]].con_unidad} nacional"
    if len(cuales) > 1:
        return f"{formato.frase(quienes(cuales))} comparten {'el mejor ' * bool(mejores)}puesto en el IGEIP: {lugar}"
    con_indice = f", con {escrita(indices[cuales[0]])}" if cuales[0] in indices else ""
    if not mejores:
        return f"{cuales[0]} ocupó el {lugar} del IGEIP{con_indice}"
    return f"{cuales[0]} obtuvo el mejor puesto de las regiones en el IGEIP: {lugar}{con_indice}"
