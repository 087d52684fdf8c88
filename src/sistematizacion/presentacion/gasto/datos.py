"""``Gasto``: la ejecución del gasto de una región o del programa, con el año, el tipo y el foco que se miran."""

from functools import cached_property, lru_cache

from sistematizacion.analisis.gasto.hechos import reunir
from sistematizacion.analisis.gasto.posicion import Puesto, ordenar
from sistematizacion.analisis.gasto.ritmo import Mes, mensual
from sistematizacion.analisis.gasto.vistas import TODO, Ambito, Hechos, Parte
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.presentacion.gasto.palabras import DE_TIPO, SIN_GASTO, TIPOS, VISTAS, de_gobierno
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.reglas_de_gasto import Foco

Alguno = Expediente | ExpedienteDelPrograma
TABLAS = ("mef_gasto", "gasto")


@lru_cache(maxsize=64)  # un informe lo pide en cada cuadro y en cada gráfico
def hechos_de(expediente: Alguno) -> Hechos:
    """Las filas del gasto que el expediente tiene."""
    return Hechos(reunir(*(expediente.tabla(t) for t in TABLAS)))


def hay_gasto(expediente: Alguno) -> bool:
    """Si hay de qué hacer el capítulo."""
    try:
        gasto_de(expediente)
    except NoSeMuestra:
        return False
    return True


@lru_cache(maxsize=64)
def gasto_de(expediente: Expediente) -> "Gasto":
    """El gasto de una región.

    Raises:
        NoSeMuestra: no hay ninguna fila del pliego de la región hasta el año de su corte; lo dice la prosa del capítulo.
    """
    return Gasto(expediente)


class Gasto:
    """Lo que ejecuta el gobierno de una región, y los demás con que se compara.

    ``anio`` es el que se analiza: el que dice el foco o el último con datos hasta el corte de la región. ``tipo`` es todo el
    gasto o, si solo de ellos hay datos, proyectos o actividades.
    """

    def __init__(self, expediente: Expediente) -> None:
        self.expediente = expediente
        self.reglas = expediente.catalogo.gasto
        self.foco = (expediente.programa.gasto or Foco()).con(expediente.region.gasto or Foco())
        self.hechos = hechos_de(expediente)
        propios = self.hechos.ambitos(
            nivel="regional", pliego=expediente.region.pliego, departamento="", desde=None, foco=self.foco.columna
        )
        limite = expediente.fecha_corte.year
        anios = [a.anio for a in propios if (a.anio == self.foco.anio if self.foco.anio else a.anio <= limite)]
        tipos = {a: self.foco.tipo or self.hechos.tipo_de(self.de(a)) for a in sorted(set(anios))}
        self.anios = [a for a, t in tipos.items() if t and self.hechos.total(self.de(a), t)]
        if not self.anios:
            raise NoSeMuestra(SIN_GASTO.format(expediente.region.nombre))
        self.anio = self.anios[-1]
        self.tipo: str = tipos[self.anio] or TODO

    def de(self, anio: int) -> Ambito:
        """El gobierno de la región en un año."""
        return Ambito(anio, "regional", self.expediente.region.pliego, foco=self.foco.columna)

    @cached_property
    def ambito(self) -> Ambito:
        """El gobierno de la región en el año que se analiza."""
        return self.de(self.anio)

    @cached_property
    def total(self) -> Parte:
        """Lo del año, entero."""
        hallado = self.hechos.total(self.ambito, self.tipo)
        assert hallado is not None
        return hallado

    @property
    def que_tipo(self) -> str:
        """«todo el gasto», «proyectos» o «actividades»."""
        return DE_TIPO[self.tipo]

    @property
    def con_foco(self) -> str:
        """«, función Educación» si solo se mira una parte; vacío si todo."""
        foco = nombre_del_foco(self.foco, self.reglas_nombres)
        return f", {foco}" if foco else ""

    @property
    def que(self) -> str:
        """«todo el gasto», «proyectos, función Educación»."""
        return self.que_tipo + self.con_foco

    @property
    def reglas_nombres(self) -> dict[str, dict[str, str]]:
        """Los nombres de los códigos que los datos pueden no traer."""
        return {"funcion": self.reglas.funciones, "programa": self.reglas.programas}

    @cached_property
    def puestos(self) -> list[Puesto]:
        """Los gobiernos regionales por su ejecución del PIM en el año; la región es uno de ellos si hay con quién compararla."""
        return ordenar(self.hechos, self.anio, self.tipo, self.reglas.grupos_de_tamano, foco=self.foco.columna)

    @cached_property
    def propio(self) -> Puesto | None:
        """El puesto de la región; None si es la única con datos."""
        suyos = [p for p in self.puestos if p.ambito.pliego == self.ambito.pliego]
        return suyos[0] if suyos and len(self.puestos) > 1 else None

    def puesto_en(self, anio: int) -> Puesto | None:
        """El puesto de la región en otro año; None si entonces no hay con quién compararla."""
        if anio == self.anio:
            return self.propio
        puestos = ordenar(self.hechos, anio, self.tipo, self.reglas.grupos_de_tamano, foco=self.foco.columna)
        return next((p for p in puestos if p.ambito.pliego == self.ambito.pliego), None) if len(puestos) > 1 else None

    @cached_property
    def meses(self) -> list[Mes]:
        """El ritmo del año."""
        return mensual(self.hechos, self.ambito, self.tipo)

    def tipos(self) -> dict[str, Parte]:
        """El total, los proyectos y las actividades que se conocen, por su rótulo."""
        hallados = {t: self.hechos.total(self.ambito, t) for t in TIPOS if not self.foco.tipo or t == self.foco.tipo}
        return {TIPOS[t]: p for t, p in hallados.items() if p}

    def partes(self, vista: str) -> list[Parte]:
        """Las partes de una vista en el año, de mayor a menor PIM y después por código."""
        halladas = self.hechos.partes(self.ambito, vista, self.tipo)
        return sorted(halladas, key=lambda p: (-(p.pim or p.devengado or 0), p.codigo))

    def nombre(self, vista: str, parte: Parte) -> str:
        """Cómo se llama una parte: como en el catálogo, que lleva tildes; si no está, como viene o por su código."""
        conocido = self.reglas_nombres.get(vista, {}).get(parte.codigo)
        return conocido or parte.nombre or f"{formato.frase(VISTAS[vista])} {parte.codigo}"

    def de_si(self, anio: int | None = None, que: str = "") -> str:
        """Con qué nombre van las cifras de la región: «Junín 2024, todo el gasto»."""
        return f"{self.expediente.region.nombre} {anio or self.anio}, {que or self.que}"

    def de_parte(self, vista: str, parte: Parte) -> str:
        """Con qué nombre van las de una parte: «Junín 2024, todo el gasto, función Educación (22)»."""
        nombre = self.nombre(vista, parte)
        codigo = "" if parte.codigo in nombre else f" ({parte.codigo})"
        return f"{self.de_si()}, {VISTAS[vista]} {nombre}{codigo}"

    def gobierno(self, puesto: Puesto) -> str:
        """El nombre corto de un gobierno; el de una región del programa, como se escribe en él."""
        propias = {r.pliego: r.nombre for r in self.expediente.regiones_del_programa}
        return propias.get(puesto.ambito.pliego) or de_gobierno(puesto.gobierno) or f"Pliego {puesto.ambito.pliego}"


def nombre_del_foco(foco: Foco, nombres: dict[str, dict[str, str]]) -> str:
    """«función Educación», «ejecutora 301003»; vacío si se mira todo.

    >>> nombre_del_foco(Foco(funcion="22"), {"funcion": {"22": "Educación"}}), nombre_del_foco(Foco(), {})
    ('función Educación', '')
    """
    for clave, rotulo in (("funcion", "función"), ("programa", "programa presupuestal"), ("ejecutora", "unidad ejecutora")):
        if codigo := getattr(foco, clave):
            return f"{rotulo} {nombres.get(clave, {}).get(codigo, codigo)}"
    return ""
