"""En qué se va la CPU de «report junin --forzar»: arranque, datos, celdas, lo que las rodea, HTML, PDF y XLSX.

Uso: python bench/perfil_motor.py [veces]. No se toca el código: al importarse cada módulo se envuelven las funciones de
``PARCHES``, y cada proceso, al terminar, escribe cuánta CPU gastó en cada parte. Lo que una parte hace dentro de otra
cuenta solo para la de más adentro. Un proceso escribe lo suyo antes de mandar su resultado, porque después lo matan; lo
que gasta desde ahí (mandarlo, deshacer su memoria) se sabe por diferencia con la CPU que el sistema le cobra.
"""

import atexit
import importlib
import inspect
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from statistics import median
from typing import Any

VARIABLE = "PERFIL_MOTOR"  # la carpeta donde cada proceso deja sus tiempos
REPORT = ("report", "junin", "--forzar")

ARRANQUE = "intérprete y línea de órdenes"
IMPORTAR = "importar módulos"
HEREDAR = "preparar lo que los capítulos heredan"
DATOS = "abrir y revisar los datos"
HUELLAS = "huellas, plan y cuadernos guardados"
CELDAS = "celdas: prosa, cuadros y lo demás"
GRAFICOS = "celdas: gráficos"
ABRIR = "celdas: «abrir» (los datos ya están)"
EN_CELDAS = "celdas: importar"
PAPERMILL = "papermill e IPython"
EN_CAPITULOS = "papermill e IPython: importar"
DE_CAPITULOS = "bifurcar capítulos"
FIN_DE_CAPITULOS = "terminar capítulos: mandar el cuaderno y deshacer el proceso"
DE_OTROS = "bifurcar lo demás"
HTML = "armar el HTML"
PDF = "PDF (Typst y etiquetas)"
XLSX = "XLSX"
ESCRIBIR = "escribir los archivos"
RESTO = "terminar lo demás y lo no anotado"
PARTES = (ARRANQUE, IMPORTAR, HEREDAR, DATOS, HUELLAS, CELDAS, GRAFICOS, ABRIR, EN_CELDAS, PAPERMILL, EN_CAPITULOS,
          DE_CAPITULOS, FIN_DE_CAPITULOS, HTML, PDF, XLSX, ESCRIBIR, DE_OTROS, RESTO)  # fmt: skip
SON_CELDAS = (CELDAS, GRAFICOS, ABRIR, EN_CELDAS)
SON_CUADERNOS = (*SON_CELDAS, PAPERMILL, EN_CAPITULOS, DE_CAPITULOS, FIN_DE_CAPITULOS)

PARCHES = {  # módulo que lo define → nombre que se envuelve y a qué parte va lo que gaste
    "sistematizacion.nucleo.nucleo": {"abrir_nucleo": DATOS, "abrir_nucleo_del_programa": DATOS},
    "sistematizacion.ejecucion.procesos": {"_empezar": "", "_hijo": ""},
    "sistematizacion.ejecucion.capitulo": {"ejecutar_tarea": PAPERMILL},
    "sistematizacion.ejecucion.motor": {"precargar": HEREDAR, "ejecutar": PAPERMILL},
    "sistematizacion.ejecucion.bifurcado": {"Consola.run_code": CELDAS},
    "sistematizacion.ejecucion.plan": {"decidir": HUELLAS, "anotar_hecho": HUELLAS, "archivos_leidos": HUELLAS},
    "sistematizacion.presentacion.informe": {"InformeAbierto.grafico": GRAFICOS, "abrir": ABRIR},
    "sistematizacion.produccion.vigencia": {"revisar_vigencia": HUELLAS, "registrar": HUELLAS},
    "sistematizacion.produccion.alcance": {"_cambiaron": HUELLAS},
    "sistematizacion.produccion.documento": {"componer": HTML},
    "sistematizacion.publicacion.pdf": {"compilar": PDF, "_intentar": PDF},
    "sistematizacion.publicacion.xlsx": {"libro_de_calculo": XLSX},
    "sistematizacion.publicacion.entrega": {"escribir": ESCRIBIR},
}


class Cuenta:
    """La CPU de este proceso, repartida entre las partes; al bifurcarse, el hijo empieza la suya."""

    def __init__(self) -> None:
        self.partes: Counter[str] = Counter()
        self.hijos: dict[int, float] = {}  # la CPU que el sistema cobró a cada uno
        self.pila = [ARRANQUE]
        self.desde = 0.0

    def cortar(self) -> None:
        """Anota a la parte en curso lo gastado desde la última vez."""
        ahora = time.process_time()
        self.partes[self.pila[-1]] += ahora - self.desde
        self.desde = ahora

    @contextmanager
    def parte(self, nombre: str) -> Iterator[None]:
        """Lo que se gaste dentro es de esa parte."""
        self.cortar()
        self.pila.append(nombre)
        try:
            yield
        finally:
            self.cortar()
            self.pila.pop()

    def de_importar(self) -> str:
        """La parte a la que va importar algo ahora: no es lo mismo antes de bifurcar que en cada capítulo."""
        if CELDAS in self.pila:
            return EN_CELDAS
        return EN_CAPITULOS if DE_CAPITULOS in self.pila else IMPORTAR

    def nacer(self) -> None:
        """En un hijo recién bifurcado, cuya CPU empieza en cero."""
        self.partes, self.hijos, self.desde = Counter(), {}, 0.0

    def dejar(self) -> None:
        """Escribe lo de este proceso."""
        self.cortar()
        datos = {"partes": self.partes, "hijos": self.hijos, "capitulo": DE_CAPITULOS in self.pila}
        (Path(os.environ[VARIABLE]) / f"{os.getpid()}.json").write_text(json.dumps(datos), encoding="utf-8")

    def esperar(self, pid: int, opciones: int) -> tuple[int, int]:
        """``os.waitpid``, que además anota lo que ese hijo costó."""
        hijo, estado, uso = os.wait4(pid, opciones)
        if hijo:
            self.hijos[hijo] = uso.ru_utime + uso.ru_stime
        return hijo, estado


def anotada(funcion: Callable[..., Any], parte: str, cuenta: Cuenta) -> Callable[..., Any]:
    """La misma función, y lo que gasta va a esa parte."""

    @wraps(funcion)
    async def espera(*args: Any, **opciones: Any) -> Any:
        with cuenta.parte(parte):
            return await funcion(*args, **opciones)

    @wraps(funcion)
    def directa(*args: Any, **opciones: Any) -> Any:
        with cuenta.parte(ABRIR if parte == DATOS and CELDAS in cuenta.pila else parte):
            return funcion(*args, **opciones)

    @wraps(funcion)
    def empezar(tarea: Callable[..., Any], *args: Any, **opciones: Any) -> Any:
        with cuenta.parte(DE_CAPITULOS if tarea.__name__ == "ejecutar_tarea" else DE_OTROS):
            return funcion(tarea, *args, **opciones)

    @wraps(funcion)
    def hijo(tarea: Callable[..., Any], *args: Any) -> None:
        def y_dejar(*suyos: Any) -> Any:
            try:
                return tarea(*suyos)
            finally:
                cuenta.dejar()

        funcion(y_dejar, *args)

    propias = {"_empezar": empezar, "_hijo": hijo}
    return propias.get(funcion.__name__) or (espera if inspect.iscoroutinefunction(funcion) else directa)


def adentro() -> None:
    """En el proceso que se mide: pone los parches según se importan los módulos y da la orden."""
    cuenta, buscar = Cuenta(), importlib._bootstrap._find_and_load  # type: ignore[attr-defined]
    os.register_at_fork(after_in_child=cuenta.nacer)
    atexit.register(cuenta.dejar)
    os.waitpid = cuenta.esperar

    def importar(nombre: str, *resto: Any) -> Any:
        with cuenta.parte(cuenta.de_importar()):
            modulo = buscar(nombre, *resto)
        for atributo, parte in PARCHES.pop(nombre, {}).items():
            donde, _, ultimo = atributo.rpartition(".")
            objeto = getattr(modulo, donde) if donde else modulo
            setattr(objeto, ultimo, anotada(getattr(objeto, ultimo), parte, cuenta))
        return modulo

    importlib._bootstrap._find_and_load = importar  # type: ignore[attr-defined]
    sys.argv = ["sistematizacion", *REPORT]
    from sistematizacion.cli import main as orden

    orden()


def medir_partes(raiz: Path) -> tuple[Counter[str], float, float]:
    """Las partes de una corrida, su CPU total y la de la misma orden sin parches."""
    from medidas import medir

    with tempfile.TemporaryDirectory() as carpeta:
        con = medir((sys.executable, Path(__file__), "--adentro"), raiz, **{VARIABLE: carpeta})
        procesos = {a.stem: json.loads(a.read_text(encoding="utf-8")) for a in Path(carpeta).iterdir()}
    partes: Counter[str] = sum((Counter(p["partes"]) for p in procesos.values()), Counter())
    hijos = {pid: cpu for p in procesos.values() for pid, cpu in p["hijos"].items()}
    de_capitulos = {pid: sum(p["partes"].values()) for pid, p in procesos.items() if p["capitulo"]}
    partes[FIN_DE_CAPITULOS] = sum(hijos[pid] - anotado for pid, anotado in de_capitulos.items())
    partes[RESTO] = con.cpu - sum(partes.values())
    return partes, con.cpu, medir((sys.executable, "-m", "sistematizacion", *REPORT), raiz).cpu


def main() -> None:
    """Imprime la tabla: la mediana de cada parte."""
    from medidas import copiar_proyecto, ficha, medir, tabla

    veces = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as carpeta:
        raiz = copiar_proyecto(Path(carpeta) / "proyecto")
        medir((sys.executable, "-m", "sistematizacion", *REPORT), raiz)  # calienta el disco y recorta las letras
        corridas = [medir_partes(raiz) for _ in range(veces)]
    medianas = {p: median(partes[p] for partes, _, _ in corridas) for p in PARTES}
    total = sum(medianas.values())
    celdas, cuadernos = (sum(medianas[p] for p in cuales) for cuales in (SON_CELDAS, SON_CUADERNOS))
    print(f"{ficha()}\n\n## CPU de «{' '.join(REPORT)}», mediana de {veces} corridas\n")
    filas = [[p, f"{s:.2f}", f"{100 * s / total:.0f}"] for p, s in [*medianas.items(), ("**total**", total)]]
    print(tabla(("parte", "CPU, s", "%"), filas))
    sin_parches = median(s for _, _, s in corridas)
    print(f"Medir cuesta: {median(c for _, c, _ in corridas):.2f} s de CPU con los parches y {sin_parches:.2f} sin ellos.")
    print(f"Código de las celdas y dibujo: {100 * celdas / total:.0f} % de toda la CPU ({celdas:.2f} s).")
    print(f"De la parte que ejecuta cuadernos, celdas + papermill + IPython + bifurcar: {100 * celdas / cuadernos:.0f} %.")


if __name__ == "__main__":
    adentro() if sys.argv[1:] == ["--adentro"] else main()
