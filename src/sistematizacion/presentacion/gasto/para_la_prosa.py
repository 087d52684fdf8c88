"""Lo que la prosa dice de la ejecución del gasto de una región o del programa; ``None`` si no hay datos."""

from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from sistematizacion.analisis.gasto.cuadre import Cuadre, cuadrar
from sistematizacion.analisis.gasto.medidas import MEDIDAS
from sistematizacion.analisis.gasto.vistas import Parte
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadros.gasto import niveles as cuadro_de_niveles
from sistematizacion.presentacion.cuadros.gasto import publicado
from sistematizacion.presentacion.cuadros.gasto.puestos import mediana, puesto, puesto_en_el_tramo
from sistematizacion.presentacion.cuadros.gasto.ritmo import concentrado
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.cifras import en_prosa, medida, montos_de, saldo
from sistematizacion.presentacion.gasto.datos import Alguno, Gasto, gasto_de, hay_gasto
from sistematizacion.presentacion.gasto.frases import cortes
from sistematizacion.presentacion.gasto.niveles import donde, funciones_por_nivel
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, MONTOS, NIVELES_CON_ARTICULO, VISTAS
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

Cifras = dict[str, Cifra | None]


@dataclass(frozen=True)
class DeRegion:
    """Las cifras de una región por su nombre (``pia``, ``pim``, ``devengado``, ``saldo``, las medidas y su posición)."""

    g: Gasto
    cifras: Cifras
    tipos: list[tuple[str, Cifra]]  # proyectos y actividades, con su ejecución del PIM

    def __getitem__(self, nombre: str) -> Cifra | None:
        return self.cifras[nombre]

    @property
    def anio(self) -> int:
        """El año que se analiza."""
        return self.g.anio

    @property
    def es_de_antes(self) -> bool:
        """Si los datos son de un año anterior al del corte del informe."""
        return self.g.anio < self.g.expediente.fecha_corte.year

    @property
    def corte(self) -> str:
        """«a setiembre de 2025» si el año no está completo."""
        return cortes(self.g.total.filas)

    @property
    def que(self) -> str:
        """Qué se mira, si no es todo el gasto; vacío si lo es."""
        return "" if self.g.que == DE_TIPO["total"] else self.g.que

    @property
    def crecio(self) -> bool:
        """Si el PIM supera al PIA."""
        variacion = self.cifras["variacion_pia_pim"]
        return bool(variacion and variacion.valor and variacion.valor > 0)

    @property
    def cuadres(self) -> list[Cuadre]:
        """Las comparaciones entre sumas que deben dar lo mismo."""
        return cuadrar(self.g.hechos, self.g.ambito)

    @property
    def vistas(self) -> list[str]:
        """En qué vistas están los datos, en palabras."""
        return [VISTAS[v] for v in VISTAS if v != "total" and self.g.partes(v)]


def gasto_en_prosa(expediente: Expediente) -> DeRegion | None:
    """Las cifras de la región para sus párrafos."""
    if not hay_gasto(expediente):
        return None
    g = gasto_de(expediente)
    hechas = _de_parte(g, g.total, g.de_si())
    hechas |= {
        "puesto": puesto(g), "tramo": puesto_en_el_tramo(g), "mediana": mediana(g), "diciembre": concentrado(g, 1),
        "final": concentrado(g, g.reglas.meses_finales) if g.reglas.meses_finales > 1 else None,
    }  # fmt: skip
    tipos = []
    for rotulo, parte in g.tipos().items():
        avance = _de_parte(g, parte, g.de_si(que=formato.minuscula(rotulo) + g.con_foco))["eficacia_pim"]
        if rotulo != "Todo el gasto" and avance is not None and g.tipo == "total":
            tipos.append((formato.minuscula(rotulo), avance))
    return DeRegion(g, hechas, tipos)


def _de_parte(g: Gasto, parte: Parte, de: str) -> Cifras:
    montos = montos_de(g.expediente, parte, de, region=g.expediente.region.nombre)
    medidas: Cifras = {c: medida(c, parte, montos, de) for c in ("variacion_pia_pim", "eficacia_pia", "eficacia_pim")}
    if (variacion := medidas["variacion_pia_pim"]) is not None and variacion.valor is not None:
        medidas["cuanto_vario"] = replace(variacion, valor=abs(variacion.valor))
    todas = {**montos, **medidas, "saldo": saldo(parte, montos, de)}
    return {c: en_prosa(v) if v is not None else None for c, v in todas.items()}


def descuadres(cuadres: list[Cuadre]) -> list[str]:
    """Las comparaciones que no cuadran, en una frase cada una."""
    return [
        f"el {MONTOS[c.monto]} de {DE_TIPO[c.tipo]} suma {formato.soles(c.valor_una, 0)} por {VISTAS.get(c.una, c.una)} y "
        f"{formato.soles(c.valor_otra, 0)} por {VISTAS.get(c.otra, c.otra)}"
        for c in cuadres if not c.cuadra
    ]  # fmt: skip


def mayor_diferencia(cuadres: list[Cuadre]) -> str:
    """La mayor diferencia entre las que cuadran, en soles; vacía si no hay ninguna."""
    mayor = max((abs(c.diferencia) for c in cuadres if c.cuadra), default=Decimal(0))
    return formato.soles(mayor, 0) if mayor else ""


def gastos_en_prosa(programa: ExpedienteDelPrograma) -> list[DeRegion]:
    """Las regiones del programa que tienen datos, en su orden."""
    return [d for e in programa.regiones if (d := gasto_en_prosa(e)) is not None]


@dataclass(frozen=True)
class DeNiveles:
    """Lo que el Cuadro 1 argumenta: cuántas funciones crecen y dónde ejecuta más cada nivel, y las sumas de todas."""

    periodo: str
    donde: str
    tipo: str
    funciones: int
    sumas: dict[str, Cifras]  # por nivel, con las cifras de todas las funciones juntas
    ganan: dict[str, dict[str, int]]  # por medida y nivel, en cuántas funciones es el que más ejecuta; solo donde hay con quién comparar

    @property
    def nombres(self) -> dict[str, str]:
        """«los gobiernos regionales»."""
        return NIVELES_CON_ARTICULO

    @property
    def que(self) -> str:
        """«El gasto en proyectos», o «El gasto»."""
        return "El gasto" if self.tipo == DE_TIPO["total"] else f"El gasto en {self.tipo}"

    @property
    def cambios(self) -> list[Markup]:
        """«creció 103.9% en los gobiernos regionales»: cuánto cambió el presupuesto de cada nivel; el que más, primero."""
        conocidas = [(v, n) for n, c in self.sumas.items() if (v := c["variacion_pia_pim"]) is not None and v.valor is not None]
        conocidas.sort(key=lambda c: -abs(c[0].valor))  # type: ignore[arg-type]
        return [
            Markup("{} {} en {}").format(
                "creció" if v.valor > 0 else "se redujo", v.html(str(replace(v, valor=abs(v.valor)))), NIVELES_CON_ARTICULO[n]  # type: ignore[operator,arg-type]
            )
            for v, n in conocidas
        ]

    def juntas(self, medida: str) -> list[Markup]:
        """«81.3% en el Gobierno nacional»: la medida de todas las funciones juntas, por nivel."""
        return [Markup("{} en {}").format(v.html(), NIVELES_CON_ARTICULO[n]) for n, c in self.sumas.items() if (v := c[medida]) is not None]

    def quien_ejecuta_mas(self, medida: str) -> str:
        """«quienes más ejecutan son los gobiernos regionales en 5 y…»; solo de las funciones en que gasta más de un nivel."""
        en_orden = sorted(self.ganan[medida].items(), key=lambda g: -g[1])
        cuantas = sum(self.ganan[medida].values())
        funciones = "la única función" if cuantas == 1 else f"las {cuantas} funciones"
        if len(en_orden) > 1:
            dichos = formato.lista([f"{NIVELES_CON_ARTICULO[n]} en {c}" for n, c in en_orden])
            return f"quienes más ejecutan son {dichos}, de {funciones} en que se pueden comparar"
        [(nivel, _)] = en_orden
        son = "quien más ejecuta es" if nivel == "nacional" else "quienes más ejecutan son"
        return f"{son} {NIVELES_CON_ARTICULO[nivel]}, en {funciones} en que se pueden comparar"


def niveles_en_prosa(expediente: Alguno) -> DeNiveles | None:
    """Los niveles de gobierno comparados; ``None`` si los datos no los traen."""
    try:
        comparados = funciones_por_nivel(expediente)
    except NoSeMuestra:
        return None
    halladas = cuadro_de_niveles.partes_por_nivel(expediente, comparados)
    sumas = {}
    for nivel in comparados.ambitos:
        parte = cuadro_de_niveles.suma_de_nivel(halladas, nivel)
        de = cuadro_de_niveles.de_las_funciones(expediente, comparados, nivel, len(halladas))
        montos = montos_de(expediente, parte, de)
        medidas: Cifras = {c: medida(c, parte, montos, de) for c in ("variacion_pia_pim", "eficacia_pia", "eficacia_pim")}
        sumas[nivel] = montos | medidas
    return DeNiveles(comparados.periodo, donde(expediente), DE_TIPO[comparados.tipo], len(halladas), sumas, _ganan(halladas))


def _ganan(halladas: dict[str, dict[str, Parte]]) -> dict[str, dict[str, int]]:
    ganan: dict[str, dict[str, int]] = {}
    for cual in ("eficacia_pia", "eficacia_pim"):
        cuenta: dict[str, int] = {}
        for partes in halladas.values():
            valores = {n: v for n, p in partes.items() if (v := MEDIDAS[cual](p)) is not None}
            if len(valores) > 1:
                mejor = max(valores, key=lambda n: valores[n])
                cuenta[mejor] = cuenta.get(mejor, 0) + 1
        ganan[cual] = cuenta
    return ganan


def publicado_en_prosa(expediente: Alguno) -> dict[str, int] | None:
    """Cuántas celdas publicadas coinciden y cuántas no; ``None`` si nadie las transcribió."""
    try:
        return publicado.conteos(expediente)
    except NoSeMuestra:
        return None
