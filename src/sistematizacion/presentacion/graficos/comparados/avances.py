"""Gráficos que comparan qué parte se logró en cada región: de los hitos de su plan y de lo que tenía por cerrar."""

from collections.abc import Sequence

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
    escrita,
    notas_de_cifras,
    quienes,
    reunir,
)
from sistematizacion.presentacion.graficos.filas import Filas
from sistematizacion.presentacion.graficos.lienzo import ANCHO, LETRA_MENOR, a_svg
from sistematizacion.presentacion.graficos.pulgadas import circulo, medir, pliego
from sistematizacion.presentacion.medidas import mismo_universo
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma


def hitos(exp: ExpedienteDelPrograma) -> Grafico:
    """Un círculo por hito del plan de cada región: lleno si se cumplió o superó, vacío si no."""
    halladas = reunir(exp, hitos_de, "registraron los hitos del plan")
    nota = (
        f"Un círculo lleno es un hito cumplido o superado; uno vacío, un hito restante{_que_se_calla(halladas)}. "
        "El porcentaje es cálculo propio."
    )
    return componer(
        exp, "hitos", _titulo_de_hitos(halladas), _dibujar_hitos(halladas),
        "Una fila de círculos por región, uno por hito; llenos los cumplidos o superados.", _detalle_de_partes,
        (nota, *notas_de_orden(columna_de(halladas, 2))), "hitos_logrados", halladas,
    )  # fmt: skip


def _que_se_calla(halladas: Halladas) -> str:
    logrados = list(columna_de(halladas, 0).values())
    if all(c.origen == "calculado" for c in logrados):
        return ", que no llegó a su meta o no tiene el dato con que saberlo"
    calla = segun_origen((c.origen for c in logrados), "la fuente no dice", "los datos no siempre dicen")
    return f", del que {calla} en qué estado quedó"


def hitos_de(e: Expediente) -> Cifras:
    """Los hitos logrados, los previstos y qué porcentaje son."""
    if not (e.hay("hitos_logrados") and e.hay("hitos_total")):
        return ()
    return e.cifra("hitos_logrados"), e.cifra("hitos_total"), e.parte("hitos_logrados", "hitos_total")


def _dibujar_hitos(halladas: Halladas) -> str:
    filas = Filas(list(halladas))
    with pliego(filas.alto) as (figura, eje):
        filas.nombrar(eje)
        x = filas.columna(eje, "Del total", [escrita(c[2]) if c else formato.VACIO for c in halladas.values()], ANCHO)
        x = filas.columna(eje, "Cumplidos\no superados", [_de(c) for c in halladas.values()], x - 0.25, negrita=True)
        lado, y = filas.inicio + 0.09, filas.cabecera - 0.13
        for rotulo, lleno in (("cumplido o superado", True), ("restante", False)):
            circulo(eje, lado, y, 0.06, lleno=lleno)
            filas.encabezar(eje, lado + 0.12, rotulo)
            lado += 0.12 + medir(rotulo, LETRA_MENOR) + 0.25
        mayor = max(valor_de(c) for c in columna_de(halladas, 1).values())
        paso = min(0.33, (x - 0.2 - filas.inicio) / max(1, int(mayor)))
        radio = min(paso * 0.4, filas.paso * 0.36)
        for n, (logrados, total) in enumerate(c[:2] or (None, None) for c in halladas.values()):
            for k in range(int(valor_de(total)) if total else 0):
                lleno = k < int(valor_de(logrados))
                circulo(eje, filas.inicio + radio + 0.02 + k * paso, filas.y(n), radio, lleno=lleno)
        return a_svg(figura)


def _de(partes: Cifras) -> str:
    """«8 de 9», o la raya."""
    return f"{escrita(partes[0])} de {escrita(partes[1])}" if partes else formato.VACIO


def _titulo_de_hitos(halladas: Halladas) -> str:
    con_hitos = columna_de(halladas, 2)
    if len(con_hitos) == 1:
        (unica,) = con_hitos
        un_hito = valor_de(columna_de(halladas, 1)[unica]) == 1
        return f"{unica} cumplió o superó {_de(halladas[unica])} {'hito' if un_hito else 'hitos'} de su plan"
    mejores = mejores_de(con_hitos)
    cuales = mejores or list(ordenables(con_hitos))
    if not cuales:
        return "Qué proporción de los hitos de su plan cumplió o superó cada región"
    verbo = "cumplió o superó" if len(cuales) == 1 else "cumplieron o superaron"
    cuanto = _de(halladas[cuales[0]]) if len(cuales) == 1 else escrita(con_hitos[cuales[0]])
    return f"{formato.frase(quienes(cuales))} {verbo} {_que_proporcion(mejores)} de los hitos de su plan: {cuanto}"


def _que_proporcion(mejores: Sequence[str]) -> str:
    return "la mayor proporción" if mejores else "la misma proporción"


def _detalle_de_partes(partes: Cifras) -> str:
    if len(partes) == 1 and partes[0]:
        publicado = segun_origen([partes[0].origen], "publicado ", "")
        return f"{escrita(partes[0])}, {publicado}{formato.al_corte(partes[0].fecha_corte)}".rstrip(", ")
    return f"{_de(partes)} ({escrita(partes[2])})"


def cierres(exp: ExpedienteDelPrograma) -> Grafico:
    """Qué porcentaje de las inversiones por cerrar se cerró en cada región."""
    halladas = reunir(exp, cierres_de, "registraron cierres de inversiones")
    nota = f"{_que_universo(exp)} Las que salen de un conteo son cálculo propio."
    cerrado = {r: c[-1] for r, c in halladas.items() if c and c[-1]}
    universos = {r: c[1] if len(c) == 3 else c[0] for r, c in halladas.items() if c}
    return componer(
        exp, "cierres", _titulo_de_cierres(cerrado), _dibujar_cierres(halladas),
        "Una barra de 0 a 100% por región con la proporción cerrada de lo que tenía por cerrar.", _detalle_de_partes,
        (nota, *notas_de_orden(cerrado), *notas_de_cifras(universos)), "cierres_efectivos", halladas,
    )  # fmt: skip


def _que_universo(exp: ExpedienteDelPrograma) -> str:
    if mismo_universo(exp.regiones):
        return "Cada proporción es sobre las inversiones de la tabla «cierres» de su región, sin las descartadas."
    return (
        "Lo que había por cerrar se define de distinto modo en cada región, y por eso las proporciones no miden "
        "exactamente lo mismo."
    )


def cierres_de(e: Expediente) -> Cifras:
    """Los cierres, su universo y el porcentaje que hacen; o solo el último porcentaje que se dé."""
    if e.hay("cierres_efectivos") and e.hay("cierre_universo"):
        return e.cifra("cierres_efectivos"), e.cifra("cierre_universo"), e.parte("cierres_efectivos", "cierre_universo")
    return (e.cifra("cierre_porcentaje"),) if e.hay("cierre_porcentaje") else ()


def _dibujar_cierres(halladas: Halladas) -> str:
    filas = Filas(list(halladas))
    with pliego(filas.alto) as (figura, eje):
        filas.nombrar(eje)
        x = filas.columna(eje, "De dónde sale", [_de_donde(c) for c in halladas.values()], ANCHO, cuerpo=9) - 0.25
        escritas = [escrita(c[-1] if c else None) for c in halladas.values()]
        x = filas.columna(eje, "Cerrado", escritas, x, negrita=True) - 0.2
        filas.escala(eje, x, "100%")
        for n, cifras in enumerate(halladas.values()):
            if cifras and cifras[-1]:
                filas.barra(eje, n, x, float(valor_de(cifras[-1])))
        return a_svg(figura)


def _de_donde(partes: Cifras) -> str:
    if len(partes) == 3 and partes[1]:
        return f"{_de(partes)} {partes[1].unidad.singular if partes[1].valor == 1 else partes[1].unidad.plural}"
    return de_cuando(partes[0]) if partes and partes[0] else formato.VACIO


def de_cuando(cifra: Cifra) -> str:
    """«publicado, 10/02/2026» o, si no salió de una fuente, «porcentaje, 10/02/2026»."""
    que = segun_origen([cifra.origen], "publicado", "porcentaje")
    return f"{que}, {formato.corte(cifra.fecha_corte) if cifra.fecha_corte else 'sin fecha'}"


def _titulo_de_cierres(cerrado: dict[str, Cifra]) -> str:
    if len(cerrado) == 1:
        ((unica, cifra),) = cerrado.items()
        return f"{unica} cerró {escrita(cifra)} de lo que tenía por cerrar"
    mejores = mejores_de(cerrado)
    cuales = mejores or list(ordenables(cerrado))
    if not cuales:
        return "Qué proporción de lo que tenía por cerrar cerró cada región"
    verbo, tenian = ("cerró", "tenía") if len(cuales) == 1 else ("cerraron", "tenían")
    cuanto = escrita(cerrado[cuales[0]])
    return (
        f"{formato.frase(quienes(cuales))} {verbo} {_que_proporcion(mejores)} de lo que {tenian} por cerrar: {cuanto}"
    )
