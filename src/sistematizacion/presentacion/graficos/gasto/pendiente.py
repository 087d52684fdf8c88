"""Del PIA al PIM y a lo devengado: una línea por función, por región o, en el programa, un panel por nivel de gobierno."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sistematizacion.analisis.gasto.medidas import eficacia_pia
from sistematizacion.analisis.gasto.vistas import TODO, Parte, sumar
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadros.gasto.niveles import (
    de_las_funciones,
    nombre_de_funcion,
    partes_por_nivel,
    suma_de_nivel,
)
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import MILLON, en_prosa, medida, montos_de
from sistematizacion.presentacion.gasto.cifras import saldo as cifra_de_saldo
from sistematizacion.presentacion.gasto.datos import Alguno, Gasto, gasto_de, hechos_de
from sistematizacion.presentacion.gasto.frases import corte_de
from sistematizacion.presentacion.gasto.niveles import PorNivel, como_se_llama, funciones_por_nivel
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, NIVELES, NIVELES_CON_ARTICULO
from sistematizacion.presentacion.graficos.gasto.alcance import EJECUCION, Alcance, del_programa
from sistematizacion.presentacion.graficos.gasto.mancuernas import dibujar_filas
from sistematizacion.presentacion.graficos.gasto.panel_de_pendiente import MARCAS, Linea, dibujar
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

MAYORES = 6
EN_PENDIENTE = len(MARCAS)  # líneas que se distinguen; con más regiones, va una fila por cada una
EN_MILLONES = "Montos en millones de soles."
SIN_PIA = "Los datos no traen el PIA: la comparación empieza en el PIM."
SIN_PIM = "Los datos de los niveles de gobierno no traen el PIM por función."
SIN_FUNCIONES = "No hay funciones de {} con PIM y devengado."
EN_PROPORCION = "La escala es proporcional: a igual inclinación, igual variación en porcentaje."


@dataclass(frozen=True)
class _Medida:
    """Una parte con sus montos y sus medidas, ya como cifras."""

    nombre: str
    parte: Parte
    montos: dict[str, Cifra | None]
    ejecucion: Cifra | None

    @property
    def linea(self) -> Linea:
        en_millones = [None if (m := self.parte.montos[c]) is None else float(m / MILLON) for c in ("pia", "pim", "devengado")]
        textos = [c.en_cuadro if (c := self.montos[m]) else formato.VACIO for m in ("pia", "pim", "devengado")]
        return Linea(self.nombre, en_millones, textos, self.ejecucion.en_cuadro if self.ejecucion else formato.VACIO)

    @property
    def en_palabras(self) -> str:
        pia, pim, devengado = self.linea.textos
        empieza = f"PIA {pia}, " if self.montos["pia"] else ""
        return f"{self.nombre}: {empieza}PIM {pim}, devengado {devengado} ({self.linea.ejecucion} del PIM)"

    @property
    def cifras(self) -> list[Cifra]:
        usadas = [*(self.montos[m] for m in ("pia", "pim", "devengado")), self.ejecucion]
        return [c for c in usadas if c]


def pendiente_de_region(expediente: Expediente) -> Grafico:
    """Las seis funciones de mayor PIM de la región y, sumadas, las demás."""
    gasto, nombre = gasto_de(expediente), expediente.region.nombre
    partes = [p for p in gasto.partes("funcion") if p.pim is not None and p.devengado is not None]
    if len(partes) < 2:
        raise NoSeMuestra(SIN_FUNCIONES.format(nombre))
    solas = partes if len(partes) == MAYORES + 1 else partes[:MAYORES]
    lineas = [_medir(expediente, p, gasto.nombre("funcion", p), gasto.de_parte("funcion", p), nombre) for p in solas]
    if resto := partes[len(solas) :]:
        juntas = replace(sumar([f for p in resto for f in p.filas]), codigo="", nombre="")
        otras = f"otras {len(resto)} funciones"
        lineas.append(_medir(expediente, juntas, otras, f"{gasto.de_si()}, {otras}", nombre))
    total = _medir(expediente, gasto.total, nombre, gasto.de_si(), nombre)
    medidas = [m for m in lineas if m.parte.codigo and m.ejecucion]
    menor = min(medidas, key=lambda m: m.ejecucion.valor) if medidas else None  # type: ignore[union-attr, return-value]
    sin_ejecutar = menor and cifra_de_saldo(menor.parte, menor.montos, gasto.de_parte("funcion", menor.parte))
    return _grafico(
        expediente, _titulo_de_region(gasto, total, menor, sin_ejecutar, len(medidas)), {"": lineas},
        resalta={menor.nombre} if menor else set(),
        antes=f"Del presupuesto a lo devengado por {nombre} en {gasto.anio}, en millones de soles. ",
        mas=[*total.cifras, *([sin_ejecutar] if sin_ejecutar else [])],
        notas=[
            *([f"La línea gruesa es la función que ejecutó la menor parte de su PIM: {menor.nombre}."] if menor else []),
            *filter(None, [corte_de(gasto)]),
        ],
    )  # fmt: skip


def pendiente_del_programa(programa: ExpedienteDelPrograma) -> Grafico:
    """Un panel por nivel de gobierno, si los datos los comparan en un período; si no, una línea por región."""
    try:
        comparados = funciones_por_nivel(programa)
    except NoSeMuestra:
        return _de_regiones(del_programa(programa))
    if comparados.desde:
        return _de_niveles(programa, comparados)
    try:
        return _de_regiones(del_programa(programa))
    except NoSeMuestra:
        return _de_niveles(programa, comparados)


def _de_regiones(alcance: Alcance) -> Grafico:
    programa, anio = alcance.expediente, alcance.anio
    medidas = [
        _medir(programa, g.total, n, g.de_si(), n)
        for g, n in zip(alcance.gastos, alcance.nombres, strict=True)
        if g.total.pim is not None and g.total.devengado is not None
    ]
    if len(medidas) < 2:
        raise NoSeMuestra(f"Solo una región del programa tiene PIM y devengado de {anio}.")
    medidas.sort(key=lambda m: -(m.parte.pim or 0))
    con_saldo = [m for m in medidas if m.ejecucion]
    menor = min(con_saldo, key=lambda m: m.ejecucion.valor) if con_saldo else medidas[0]  # type: ignore[union-attr, return-value]
    mayor = max(con_saldo, key=lambda m: m.ejecucion.valor) if con_saldo else medidas[0]  # type: ignore[union-attr, return-value]
    titulo = (
        f"De su PIM{alcance.gasto} de {anio}, {mayor.nombre} devengó {mayor.linea.ejecucion} y {menor.nombre}, "
        f"{menor.linea.ejecucion}"
    )
    return _grafico(
        programa, titulo, {"": medidas}, resalta={menor.nombre},
        antes=f"Del presupuesto a lo devengado{alcance.gasto} por cada región en {anio}, en millones de soles. ",
        notas=[f"La línea gruesa es la región que ejecutó la menor parte de su PIM: {menor.nombre}.", *alcance.notas],
    )  # fmt: skip


def _de_niveles(programa: ExpedienteDelPrograma, comparados: PorNivel) -> Grafico:
    por_funcion, hechos = partes_por_nivel(programa, comparados), hechos_de(programa)
    paneles: dict[str, Sequence[_Medida]] = {}
    totales = {}
    for nivel, ambito in comparados.ambitos.items():
        partes = [p for p in hechos.partes(ambito, "funcion", comparados.tipo) if p.pim is not None and p.devengado is not None]
        if len(partes) < 2:
            continue
        mayores = sorted(partes, key=lambda p: (-(p.pim or 0), p.codigo))[:MAYORES]
        nombres = {p.codigo: nombre_de_funcion(programa, p.codigo, por_funcion[p.codigo]) for p in mayores}
        paneles[f"{NIVELES[nivel]}, {comparados.periodo}"] = [
            _medir(programa, p, n, como_se_llama(programa, ambito, comparados.tipo, f"función {n}"))
            for p in mayores
            if (n := nombres[p.codigo])
        ]
        todas = suma_de_nivel(por_funcion, nivel)
        assert todas is not None
        totales[nivel] = _medir(programa, todas, NIVELES[nivel], de_las_funciones(programa, comparados, nivel, len(por_funcion)))
    if not paneles:
        raise NoSeMuestra(SIN_PIM)
    sobre_pia = [
        medida("eficacia_pia", m.parte, m.montos, de_las_funciones(programa, comparados, n, len(por_funcion)))
        for n, m in totales.items()
    ]
    que = "" if comparados.tipo == TODO else f" en {DE_TIPO[comparados.tipo]}"
    sobran = any(len(p) == MAYORES for p in paneles.values())
    return _grafico(
        programa, _titulo_de_niveles(totales, que), paneles, resalta=set(),
        antes=f"Del PIA al PIM y a lo devengado{que}, por función y nivel de gobierno, en millones de soles. ",
        mas=[c for m in totales.values() for c in m.cifras] + [c for c in sobre_pia if c],
        notas=[
            "El título suma todas las funciones que los datos traen"
            + (f"; el gráfico muestra las {MAYORES} de mayor PIM de cada nivel." if sobran else "."),
        ],
    )  # fmt: skip


def _titulo_de_niveles(totales: dict[str, _Medida], que: str) -> str:
    """«El Gobierno nacional devengó 18.7% menos que su PIA; los gobiernos regionales, 48.4% más»."""
    dichos: list[str] = []
    for nivel, medido in totales.items():
        sujeto = NIVELES_CON_ARTICULO[nivel]
        razon = eficacia_pia(medido.parte)
        if razon is None:
            ejecutaron = [f"{NIVELES_CON_ARTICULO[n]}, {t.linea.ejecucion}" for n, t in totales.items()]
            return f"Lo devengado{que}, como parte del PIM: {'; '.join(ejecutaron)}"
        cambio = formato.redondear(razon - 100, 1)
        como = "lo mismo" if not cambio else f"{formato.porcentaje(abs(cambio), 1)} {'más' if cambio > 0 else 'menos'}"
        verbo = "devengó" if nivel == "nacional" else "devengaron"
        dichos.append(f"{sujeto}, {como}" if dichos else f"{sujeto} {verbo}{que} {como} que su PIA")
    return formato.frase("; ".join(dichos))


def _titulo_de_region(gasto: Gasto, total: _Medida, menor: _Medida | None, sin_ejecutar: Cifra | None, cuantas: int) -> str:
    """«De S/ 3,393.7 millones de PIM, Junín devengó 96.3% en 2024; de sus seis mayores funciones, la que menos…»."""
    pim, devengado = total.montos["pim"], total.montos["devengado"]
    nombre = gasto.expediente.region.nombre
    if pim is None or devengado is None or menor is None:
        return f"{nombre}: del PIM a lo devengado en {gasto.anio}, por función"
    extra = gasto.que.removeprefix(DE_TIPO[TODO]).removeprefix(", ")
    queda = f", con {en_prosa(sin_ejecutar).en_cuadro} sin ejecutar" if sin_ejecutar and (sin_ejecutar.valor or 0) > 0 else ""
    return (
        f"De {en_prosa(pim).en_cuadro} de PIM{f' ({extra})' if extra else ''}, {nombre} devengó {total.linea.ejecucion} "
        f"{formato.al_corte(devengado.fecha_corte)}; de sus {formato.en_letras(cuantas)} mayores funciones, la que menos "
        f"ejecutó fue {menor.nombre} ({menor.linea.ejecucion}){queda}"
    )


def _medir(expediente: Alguno, parte: Parte, nombre: str, de: str, region: str = "") -> _Medida:
    """Las cifras de una parte, con el nombre ``de`` con que van en los cuadros."""
    montos = montos_de(expediente, parte, de, region=region)
    return _Medida(nombre, parte, montos, medida("eficacia_pim", parte, montos, de))


def _grafico(
    expediente: Alguno, titulo: str, paneles: dict[str, Sequence[_Medida]], *, antes: str, resalta: set[str],
    notas: Sequence[str] = (), mas: Sequence[Cifra] = (),
) -> Grafico:  # fmt: skip
    todas = [m for medidas in paneles.values() for m in medidas]
    con_pia = any(m.parte.pia is not None for m in todas)
    proporcional = all(v is None or v > 0 for m in todas for v in m.linea.valores)
    cifras = [*(c for m in todas for c in m.cifras), *mas]
    detalle = " ".join(
        f"{rotulo}{'. ' if rotulo else ''}{'; '.join(m.en_palabras for m in medidas)}." for rotulo, medidas in paneles.items()
    )
    en_filas = len(paneles) == 1 and len(todas) > EN_PENDIENTE
    lineas = {r: [m.linea for m in suyas] for r, suyas in paneles.items()}
    svg = (
        dibujar_filas(next(iter(lineas.values())), resalta, con_pia=con_pia)
        if en_filas
        else dibujar(lineas, resalta, con_pia=con_pia, proporcional=proporcional)
    )
    return Grafico(
        "gasto-pendiente", titulo, svg, antes + detalle, expediente.fuente_de(*cifras),
        (
            EN_MILLONES, EJECUCION, *(() if con_pia else (SIN_PIA,)),
            *((EN_PROPORCION,) if proporcional and not en_filas else ()), *notas,
        ),
        cifras,
    )  # fmt: skip
