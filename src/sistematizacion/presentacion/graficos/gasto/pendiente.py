"""Del PIA al PIM y a lo devengado: una línea por función, por región o, en el programa, un panel por nivel de gobierno."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sistematizacion.analisis.gasto.medidas import eficacia_pia
from sistematizacion.analisis.gasto.vistas import ACTIVIDADES, PROYECTOS, TODO, Ambito, Hechos, Parte, sumar
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import MILLON, en_prosa, medida, montos_de
from sistematizacion.presentacion.gasto.cifras import saldo as cifra_de_saldo
from sistematizacion.presentacion.gasto.datos import Alguno, Gasto, gasto_de, hechos_de
from sistematizacion.presentacion.gasto.niveles import como_se_llama
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, NIVELES
from sistematizacion.presentacion.graficos.gasto.alcance import EJECUCION, Alcance, del_programa
from sistematizacion.presentacion.graficos.gasto.mancuernas import dibujar_filas
from sistematizacion.presentacion.graficos.gasto.panel_de_pendiente import MARCAS, Linea, dibujar
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

MAYORES = 6
EN_PENDIENTE = len(MARCAS)  # líneas que se distinguen; con más regiones, va una fila por cada una
EN_MILLONES = "Montos en millones de soles."
SIN_PIA = "Los datos no traen el PIA: la comparación empieza en el PIM."
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
    gasto = gasto_de(expediente)
    partes = [p for p in gasto.partes("funcion") if p.pim is not None and p.devengado is not None]
    if len(partes) < 2:
        raise NoSeMuestra(SIN_FUNCIONES.format(expediente.region.nombre))
    nombre = expediente.region.nombre
    cuantas = len(partes) if len(partes) == MAYORES + 1 else MAYORES  # una sola más no es «las demás»
    lineas = [_medir(expediente, p, gasto.nombre("funcion", p), gasto.de_parte("funcion", p), nombre) for p in partes[:cuantas]]
    if resto := partes[cuantas:]:
        juntas, dichas = replace(sumar([f for p in resto for f in p.filas]), codigo="", nombre=""), f"otras {len(resto)} funciones"
        lineas.append(_medir(expediente, juntas, dichas, f"{gasto.de_si()}, {dichas}", nombre))
    total = _medir(expediente, gasto.total, nombre, gasto.de_si(), nombre)
    medidas = [m for m in lineas if m.parte.codigo and m.ejecucion]
    menor = min(medidas, key=lambda m: m.ejecucion.valor) if medidas else None  # type: ignore[union-attr, return-value]
    sin_ejecutar = menor and cifra_de_saldo(menor.parte, menor.montos, gasto.de_parte("funcion", menor.parte))
    return _grafico(
        expediente, _titulo_de_region(gasto, total, menor, sin_ejecutar, len(medidas)), {"": lineas},
        resalta={menor.nombre} if menor else set(),
        antes=f"Del presupuesto a lo devengado por {nombre} en {gasto.anio}, en millones de soles. ",
        mas=[*total.cifras, *([sin_ejecutar] if sin_ejecutar else [])],
        notas=[f"La línea gruesa es la función que ejecutó la menor parte de su PIM: {menor.nombre}."] if menor else [],
    )  # fmt: skip


def pendiente_del_programa(programa: ExpedienteDelPrograma) -> Grafico:
    """Un panel por nivel de gobierno, si los datos comparan niveles en un período; si no, una línea por región."""
    hechos = hechos_de(programa)
    niveles = _niveles(hechos)
    if niveles and any(a.desde for a, _ in niveles.values()):
        return _de_niveles(programa, niveles)
    try:
        alcance = del_programa(programa)
    except NoSeMuestra:
        if not niveles:
            raise
        return _de_niveles(programa, niveles)
    return _de_regiones(alcance)


def _de_regiones(alcance: Alcance) -> Grafico:
    programa, anio = alcance.expediente, alcance.anio
    medidas = [
        _medir(programa, g.total, n, alcance.de(n), n)
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


def _niveles(hechos: Hechos) -> dict[str, tuple[Ambito, list[Parte]]]:
    """De cada nivel de gobierno entero, el último período con funciones que traen su PIM."""
    hallados: dict[str, tuple[Ambito, list[Parte]]] = {}
    for ambito in sorted(hechos.ambitos(pliego="", departamento="", foco=""), key=lambda a: (a.desde or 0, a.anio)):
        for tipo in (TODO, PROYECTOS, ACTIVIDADES):
            partes = [p for p in hechos.partes(ambito, "funcion", tipo) if p.pim is not None and p.devengado is not None]
            if len(partes) > 1:
                hallados[ambito.nivel] = (ambito, sorted(partes, key=lambda p: -(p.pim or 0))[:MAYORES])
                break
    return {n: hallados[n] for n in NIVELES if n in hallados}


def _de_niveles(programa: ExpedienteDelPrograma, niveles: dict[str, tuple[Ambito, list[Parte]]]) -> Grafico:
    nombres = programa.catalogo.gasto.funciones
    paneles, totales, des = {}, {}, {}
    for nivel, (ambito, partes) in niveles.items():
        cuando = f"{ambito.desde}–{ambito.anio}" if ambito.desde else str(ambito.anio)
        dichas = [(p, nombres.get(p.codigo) or p.nombre or f"Función {p.codigo}") for p in partes]
        paneles[f"{NIVELES[nivel]}, {cuando}"] = [
            _medir(programa, p, n, como_se_llama(programa, ambito, p.filas[0]["tipo"], f"función {n}")) for p, n in dichas
        ]
        juntas = sumar([f for p in partes for f in p.filas])
        des[nivel] = como_se_llama(programa, ambito, juntas.filas[0]["tipo"], f"las {len(partes)} funciones")
        totales[nivel] = _medir(programa, juntas, NIVELES[nivel], des[nivel])
    sobre_pia = {n: medida("eficacia_pia", m.parte, m.montos, des[n]) for n, m in totales.items()}
    tipos = {f["tipo"] for m in totales.values() for f in m.parte.filas}
    que = f" en {DE_TIPO[tipos.pop()]}" if tipos <= {PROYECTOS} or tipos <= {ACTIVIDADES} else ""
    return _grafico(
        programa, _titulo_de_niveles(totales, que), paneles, resalta=set(),
        antes=f"Del PIA al PIM y a lo devengado{que}, por función y nivel de gobierno, en millones de soles. ",
        mas=[c for m in totales.values() for c in m.cifras] + [c for c in sobre_pia.values() if c],
        notas=["El título suma las funciones del gráfico, que son las que los datos traen."],
    )  # fmt: skip


def _titulo_de_niveles(totales: dict[str, _Medida], que: str) -> str:
    """«Gobierno nacional devengó 18.7% menos que su PIA; Gobiernos regionales, 48.4% más»."""
    dichos = []
    for nivel, medido in totales.items():
        sujeto = formato.minuscula(NIVELES[nivel]).replace("gobierno n", "el Gobierno n").replace("gobiernos", "los Gobiernos")
        razon = eficacia_pia(medido.parte)
        if razon is None:
            return f"De lo que tuvieron{que}, " + "; ".join(f"{t.nombre} devengó {t.linea.ejecucion}" for t in totales.values())
        cambio = formato.redondear(razon - 100, 1)
        como = "lo mismo" if not cambio else f"{formato.porcentaje(abs(cambio), 1)} {'más' if cambio > 0 else 'menos'}"
        verbo = ("devengaron" if nivel != "nacional" else "devengó") if not dichos else ""
        dichos.append(f"{sujeto} {verbo}{que} {como} que su PIA" if not dichos else f"{sujeto}, {como}")
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
    """Las cifras de una parte; ``de`` dice de quién, de cuándo y de qué es."""
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
