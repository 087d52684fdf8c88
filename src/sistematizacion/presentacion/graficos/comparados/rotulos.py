"""Lo que comparten los títulos, las notas y los textos alternativos de los gráficos que comparan regiones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import valor_de
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.incompletas import nota_de_incompletas, nota_propia
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

Cifras = tuple[Cifra | None, ...]
Halladas = dict[str, Cifras]  # por nombre de región, en su orden


def reunir(exp: ExpedienteDelPrograma, leer: Callable[[Expediente], Cifras], falta: str) -> Halladas:
    """Las cifras de cada región; levanta ``SinDatos`` si ninguna tiene nada."""
    halladas = {e.region.nombre: leer(e) for e in exp.regiones}
    if not any(c for cifras in halladas.values() for c in cifras):
        raise SinDatos(f"no se {falta} de ninguna región.")
    return halladas


def columna_de(halladas: Halladas, n: int) -> dict[str, Cifra]:
    """La cifra ``n`` de cada región que la tiene."""
    return {region: cifra for region, cifras in halladas.items() if len(cifras) > n and (cifra := cifras[n])}


def valores_de(cifras: Mapping[str, Cifra]) -> dict[str, Decimal]:
    """El valor de cada cifra."""
    return {region: valor_de(cifra) for region, cifra in cifras.items()}


def escrita(cifra: Cifra | None) -> str:
    """La cifra con su calificador en signos, o la raya."""
    return cifra.en_cuadro if cifra else formato.VACIO


def quienes(nombres: Sequence[str]) -> str:
    """Las regiones por su nombre o, si son más de cuatro, cuántas.

    >>> quienes(["Cusco", "Junín"]), quienes(list("abcdef"))
    ('Cusco y Junín', 'seis regiones')
    """
    return formato.lista(nombres) if len(nombres) <= 4 else f"{formato.en_letras(len(nombres))} regiones"


def agrupar(pares: Iterable[tuple[str, str]]) -> list[str]:
    """Un texto por nota, con las regiones a que se refiere; los vacíos no cuentan.

    >>> agrupar([("Cusco", "sin fecha."), ("Junín", ""), ("Puno", "sin fecha.")])
    ['Cusco y Puno: sin fecha.']
    """
    textos: dict[str, list[str]] = {}
    for region, texto in pares:
        textos.setdefault(texto, []).append(region)
    return [f"{formato.lista(regiones)}: {texto}" for texto, regiones in textos.items() if texto]


def notas_de_cifras(por_region: Mapping[str, Cifra | None]) -> list[str]:
    """Lo que anota la cifra de cada región, y de cuáles salen de un registro sin declarar completo."""
    halladas = {region: cifra for region, cifra in por_region.items() if cifra}
    incompletas = ((r, formato.minuscula("".join(nota_de_incompletas([c])))) for r, c in halladas.items())
    return [*agrupar((r, nota_propia(c)) for r, c in halladas.items()), *agrupar(incompletas)]


def motivos(faltan: Sequence[Expediente], indicador: str) -> list[str]:
    """Por qué unas regiones no tienen una cifra, una vez cada razón."""
    return agrupar((e.region.nombre, e.motivo(indicador).removeprefix(f"{e.region.nombre}: ")) for e in faltan)


def notas_de_falta(faltan: Sequence[Expediente], indicador: str) -> list[str]:
    """Qué regiones no entran en la comparación, y por qué."""
    if not faltan:
        return []
    nombres = formato.lista([e.region.nombre for e in faltan])
    cuales = "de la que" if len(faltan) == 1 else "de las que"
    no_hay = "no se publica el dato" if all(e.publica for e in faltan) else "no hay dato"
    no_cuentan = f"la comparación se hace sin contar a {nombres}, {cuales} {no_hay}."
    return [f"La raya (—) no equivale a cero: {no_cuentan}", *motivos(faltan, indicador)]


def cortes(cifras: Mapping[str, Cifra]) -> str:
    """A qué fecha son unas cifras: una sola si es la misma para todas.

    >>> cortes({"Cusco": Cifra(Decimal(1)), "Junín": Cifra(Decimal(2))})
    'Los datos no dan la fecha de corte.'
    """
    por_fecha: dict[str, list[str]] = {}
    for region, cifra in cifras.items():
        por_fecha.setdefault(formato.corte(cifra.fecha_corte), []).append(region)
    if len(por_fecha) == 1:
        fecha = next(iter(por_fecha))
        calla = segun_origen((c.origen for c in cifras.values()), "La fuente no da", "Los datos no dan")
        return f"{calla} la fecha de corte." if fecha == formato.VACIO else f"Corte: {fecha}."
    return f"Cortes: {'; '.join(f'{formato.lista(r)}, {fecha}' for fecha, r in por_fecha.items())}.".replace(
        "—", "sin fecha"
    )


def componer(
    exp: ExpedienteDelPrograma, clave: str, titulo: str, svg: str, que_se_ve: str, describir: Callable[[Cifras], str],
    notas: Sequence[str], falta: str, halladas: Halladas,
) -> Grafico:  # fmt: skip
    """El gráfico de lo hallado en cada región; ``falta`` es el indicador que explica por qué una no está."""
    cifras = [c for suyas in halladas.values() for c in suyas if c]
    faltan = [e for e in exp.regiones if not any(halladas[e.region.nombre])]
    dichas = [f"{r}: {describir(suyas) if any(suyas) else 'sin dato'}." for r, suyas in halladas.items()]
    todas = tuple(nota for nota in [*notas, *notas_de_falta(faltan, falta)] if nota)
    return Grafico(clave, titulo, svg, " ".join([que_se_ve, *dichas]), exp.fuente_de(*cifras), todas, cifras)
