"""El tablero de resultados: todas las regiones y sus cifras principales en una página."""

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import NoAplica, SinDatos
from sistematizacion.presentacion.graficos.comparados.orden import mejores_de, notas_de_orden
from sistematizacion.presentacion.graficos.comparados.rotulos import agrupar
from sistematizacion.presentacion.graficos.tablero.celdas import MEDIDAS, Celda, Halladas, Medida
from sistematizacion.presentacion.graficos.tablero.dibujo import dibujar
from sistematizacion.presentacion.medidas import mismo_universo
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

MAXIMO = 5


def tablero(exp: ExpedienteDelPrograma) -> Grafico:
    """Una cuadrícula de medidas y regiones, que se lee de un vistazo."""
    if len(exp.regiones) > MAXIMO:
        raise NoAplica(
            f"El tablero de resultados se hizo para comparar hasta {formato.en_letras(MAXIMO)} regiones, y el programa "
            f"tiene {formato.en_letras(len(exp.regiones))}: se comparan en los demás gráficos y cuadros."
        )
    celdas = {m: {e.region.nombre: m.leer(e) for e in exp.regiones} for m in MEDIDAS}
    halladas = {m: suyas for m, suyas in celdas.items() if any(suyas.values())}
    if not halladas:
        raise SinDatos("no se registraron resultados en ninguna región.")
    cifras = [c for suyas in halladas.values() for celda in suyas.values() if celda for c in celda.cifras]
    return Grafico(
        "tablero",
        _titulo(halladas),
        dibujar(halladas, [e.region.nombre for e in exp.regiones]),
        "Una cuadrícula con una fila por medida y una columna por región. " + " ".join(map(_detalle, halladas.items())),
        exp.fuente_de(*cifras),
        _notas(exp, halladas),
        cifras,
    )


def _titulo(halladas: Halladas) -> str:
    """«El primer lugar es de Arequipa en ejecución y satisfacción; de Cusco, en hitos e IGEIP»."""
    por_region: dict[tuple[str, ...], list[str]] = {}
    for m, celdas in halladas.items():
        if mejores := mejores_de(_que_se_ordenan(m, celdas), mayor_es_mejor=m.mayor_es_mejor):
            por_region.setdefault(tuple(mejores), []).append(m.nombre)
    if not por_region:
        return f"Los resultados de {formato.lista(list(next(iter(halladas.values()))))}, de un vistazo"
    orden = [r for r in next(iter(halladas.values()))]
    frases = [
        f"de {formato.lista(r)}{', que empatan' if len(r) > 1 else ''}, en {formato.lista(nombres)}"
        for r, nombres in sorted(por_region.items(), key=lambda par: [orden.index(r) for r in par[0]])
    ]
    return f"El primer lugar es {'; '.join(frases)}"


def _que_se_ordenan(medida: Medida, celdas: dict[str, Celda | None]) -> dict[str, Cifra]:
    """La cifra con que cada región compite en el título; ninguna si la medida no se ordena."""
    return {r: c.comparable for r, c in celdas.items() if medida.nombre and c and c.comparable}


def _detalle(fila: tuple[Medida, dict[str, Celda | None]]) -> str:
    medida, celdas = fila
    dichas = [
        f"{region}, {' y '.join(_leido(celda, *texto) for texto in celda.textos) if celda else 'sin dato'}"
        for region, celda in celdas.items()
    ]
    return f"{medida.rotulo}: {'; '.join(dichas)}."


def _leido(celda: Celda, cifra: str, rotulo: str) -> str:
    return f"{cifra} {rotulo}" if celda.comparable is None else f"{cifra} ({rotulo})"


def _notas(exp: ExpedienteDelPrograma, halladas: Halladas) -> tuple[str, ...]:
    faltas = [(e, m.falta) for m, celdas in halladas.items() for e in exp.regiones if celdas[e.region.nombre] is None]
    razones = agrupar(
        (e.region.nombre, e.motivo(indicador).removeprefix(f"{e.region.nombre}: ")) for e, indicador in faltas
    )
    no_hay = "no se publica el dato" if all(e.publica for e, _ in faltas) else "no hay dato"
    raya_es = f"La raya (—) indica que {no_hay}: no equivale a cero, y esa región no cuenta en la comparación."
    return (
        *filter(None, [_como_se_lee(exp, halladas)]),
        *(nota for m, celdas in halladas.items() for nota in notas_de_orden(_que_se_ordenan(m, celdas), m.nombre)),
        *((raya_es, *razones) if faltas else ()),
    )


def _como_se_lee(exp: ExpedienteDelPrograma, halladas: Halladas) -> str:
    """Qué son las cifras y las barras que el tablero muestra; nada de las que no están."""
    filas = {m.falta for m in halladas}
    celdas = [c for suyas in halladas.values() for c in suyas.values() if c]
    frases = []
    if "participantes" in filas:
        totales = [e.cifra("participantes").origen for e in exp.regiones if e.hay("participantes")]
        total = segun_origen(totales, "total publicado", "total") if totales or len(exp.regiones) > 1 else "total"
        frases.append(f"Los participantes son el {total} o, si no lo hay, los del tema que más tuvo.")
    if any(c.barra is not None for c in celdas):
        marcas = "; la marca sobre ella, la referencia escrita" if any(c.referencia is not None for c in celdas) else ""
        frases.append(f"Una barra completa es el 100%{marcas}.")
    nombres = {"cierres_efectivos": "cierres", "hitos_logrados": "hitos"}
    proporciones = formato.lista([f"de {nombre}" for clave, nombre in nombres.items() if clave in filas])
    if proporciones:
        comparan = "cierres_efectivos" in filas and len(exp.regiones) > 1 and not mismo_universo(exp.regiones)
        distinto = ", y lo que había por cerrar se define de distinto modo en cada región" if comparan else ""
        frases.append(f"Las proporciones {proporciones} son cálculo propio{distinto}.")
    return " ".join(frases)
