"""De qué salió un informe: lo que imprime su anexo, lo que llevan sus metadatos y lo que dice su manifiesto.

No lleva la hora, la máquina ni la revisión de git: las mismas entradas, el mismo código y el mismo candado dan lo mismo.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from markupsafe import Markup

from sistematizacion.ejecucion import huellas
from sistematizacion.parametros import Informe
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.publicacion.entregas import Entrega

CLAVE = "procedencia"
GRUPOS = {  # de las entradas, por cómo empieza su nombre
    "datos": "data/", "parametros": "params/", "cuadernos": "notebooks/", "plantillas": "templates/", "entregas": "entregas/",
}  # fmt: skip
IMPRESOS = {"parametros": "Parámetros", "cuadernos": "Cuadernos", "plantillas": "Plantillas"}  # los datos van en otro cuadro
CAPITULO = "Anexo: procedencia de los datos"
ADJUNTOS = (
    "El PDF de este informe lleva dentro, como archivos adjuntos, un CSV por cada cuadro y <code>manifiesto.json</code>, con la "
    "huella de cada archivo de entrada y el origen de cada cifra. Se abren desde el panel de adjuntos del lector de PDF (el clip, "
    "en Adobe Reader, Firefox u Okular). Quien tenga el proyecto comprueba con <code>make verify FILE={}.pdf</code> si un PDF "
    "es el que estas entradas dan y, si no lo es, en qué difiere."
)

Alguno = Expediente | ExpedienteDelPrograma


@dataclass(frozen=True)
class Procedencia:
    """De qué salió un informe; ``entradas`` da la huella de cada cosa de la que depende, como ``produccion.vigencia``."""

    expediente: Alguno
    informe: str
    definicion: Informe
    anterior: Entrega | None
    entradas: Mapping[str, str]

    @property
    def programa(self) -> str:
        """La clave del programa."""
        return self.expediente.programa.clave

    @property
    def region(self) -> str:
        """La clave de la región; vacía, todas."""
        return self.expediente.region.clave if isinstance(self.expediente, Expediente) else ""

    @property
    def grupos(self) -> dict[str, dict[str, str]]:
        """Las entradas por clase: las de ``GRUPOS`` y otras."""
        grupos: dict[str, dict[str, str]] = {grupo: {} for grupo in (*GRUPOS, "otros")}
        for nombre, huella in sorted(self.entradas.items()):
            if nombre not in (huellas.CODIGO, huellas.PYTHON, huellas.CANDADO):
                grupos[next((g for g, inicio in GRUPOS.items() if nombre.startswith(inicio)), "otros")][nombre] = huella
        return grupos

    @property
    def campos(self) -> dict[str, str]:
        """Lo que va en las propiedades de los archivos, con nombres para una máquina; lo que no se aplica no está."""
        resumidas = {grupo: huellas.breve(huellas.de_objeto(suyas)) for grupo, suyas in self.grupos.items()}
        campos = {
            "programa": self.programa,
            "region": self.region,
            "informe": self.informe,
            "fecha_corte": self.expediente.fecha_corte.isoformat(),
            "entrega_anterior": str(self.anterior.numero) if self.anterior else "",
            "huella": self.expediente.nucleo.huella,
            "parametros": resumidas["parametros"],
            "version": version("sistematizacion"),
            "codigo": huellas.breve(self.entradas[huellas.CODIGO]),
            "cuadernos": resumidas["cuadernos"],
            "plantillas": resumidas["plantillas"],
            "python": version_de_python(),
            "candado": huellas.breve(self.entradas[huellas.CANDADO]),
            "paquetes": ", ".join(f"{p} {v}" for p, v in versiones().items()),
        }
        return {nombre: valor for nombre, valor in campos.items() if valor}

    @property
    def identificador(self) -> str:
        """Cómo se nombra este informe entre todos: programa, ámbito e informe.

        La clave de una región nunca es la palabra que aquí ocupa su lugar si es de todas.
        """
        return "/".join([self.programa, self.region or "todas", self.informe])

    def manifiesto(self) -> dict[str, Any]:
        """Lo mismo entero, con la huella de cada entrada, para ``manifiesto.json``."""
        campos = self.campos
        return {
            **{c: campos.get(c, "") for c in ("programa", "region", "informe", "fecha_corte", "huella")},
            "entrega_anterior": self.anterior.numero if self.anterior else None,
            "codigo": self.entradas[huellas.CODIGO],
            "candado": self.entradas[huellas.CANDADO],
            "python": campos["python"],
            "paquetes": {"sistematizacion": campos["version"]} | versiones(),
            **self.grupos,
        }

    def cuadro(self) -> Cuadro:
        """La identificación del documento, como se imprime."""
        campos, programa, grupos = self.campos, self.expediente.programa, self.grupos
        periodo = f"{formato.mes(programa.periodo.inicio)} a {formato.mes(programa.periodo.fin)}"
        filas = [
            Fila(("Documento",), "grupo"),
            Fila(("Programa", f"{programa.nombre_corto} ({self.programa})")),
            *self._de_la_region(),
            Fila(("Informe", f"{self.definicion.titulo} ({self.informe})")),
            Fila(("Periodo", periodo)),
            Fila(("Fecha de corte", formato.fecha(self.expediente.fecha_corte))),
            Fila(("Entrega", self._entrega())),
            Fila(("Entradas",), "grupo"),
            Fila(("Datos y parámetros", f"huella {campos['huella']}, la que se lee al pie")),
            *(Fila((nombre, f"{_archivos(grupos[g])}, huella {campos[g]}")) for g, nombre in IMPRESOS.items()),
            Fila(("Con qué se hizo",), "grupo"),
            Fila(("Código", f"sistematizacion {campos['version']}, huella {campos['codigo']}")),
            Fila(("Entorno", f"Python {campos['python']}; candado de paquetes, huella {campos['candado']}")),
            Fila(("Paquetes", campos["paquetes"])),
        ]
        return Cuadro(
            CLAVE,
            "De qué salió este documento y con qué se hizo",
            (Columna("Dato"), Columna("Valor", ancho=3)),
            tuple(filas),
            "parámetros del programa y entorno en que se hizo el informe.",
            (f"Periodo del programa: {programa.periodo.nota}",) if programa.periodo.nota else (),
        )

    def _de_la_region(self) -> list[Fila]:
        if isinstance(self.expediente, ExpedienteDelPrograma):
            return [Fila(("Regiones", formato.lista([e.region.nombre for e in self.expediente.regiones])))]
        region = self.expediente.region
        return [Fila(("Región", f"{region.nombre} ({region.clave}); ubigeo {region.ubigeo}, pliego {region.pliego}"))]

    def _entrega(self) -> str:
        if self.anterior is None:
            return "Primera: no hay otra anterior"
        return f"Posterior a la n.º {self.anterior.numero}, del {formato.fecha(self.anterior.fecha)}"


def version_de_python() -> str:
    """La versión que decide qué paquetes fija el candado: «3.11», sin su corrección."""
    return "{}.{}".format(*sys.version_info)


def versiones() -> dict[str, str]:
    """La versión instalada de cada paquete que importa."""
    return {paquete: version(paquete) for paquete in huellas.PAQUETES}


def poner(pagina: HtmlElement, procedencia: Procedencia | None) -> list[dict[str, Any]]:
    """Pone la identificación en su lugar, si el informe lo tiene, y devuelve su cuadro como datos."""
    lugares = pagina.xpath(f"//p[@id='lugar-{CLAVE}']")
    if procedencia is None or not lugares:
        return []
    cuadro = procedencia.cuadro()
    adjuntos = Markup("<p>{}</p>").format(Markup(ADJUNTOS).format(procedencia.informe))
    for lugar in lugares:
        for nueva in lxml.html.fragments_fromstring(adjuntos + Markup(cuadro.html())):
            lugar.addprevious(nueva)
        lugar.drop_tree()
    return [cuadro.datos() | {"capitulo": CAPITULO}]


def _archivos(grupo: Mapping[str, str]) -> str:
    return "un archivo" if len(grupo) == 1 else f"{formato.numero(len(grupo))} archivos"
