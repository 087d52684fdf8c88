"""De los datos de una región a su informe publicado: el trabajo principal, de principio a fin."""

import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from nbformat import NotebookNode

from sistematizacion.ejecucion.motor import ejecutar
from sistematizacion.errores import ErrorDeEntrada, ErrorDeInterrupcion
from sistematizacion.nucleo.nucleo import Nucleo, abrir_nucleo
from sistematizacion.parametros import Informe, cargar_programa, cargar_region, elegir_informe
from sistematizacion.presentacion import formato
from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.ensamblado import ensamblar
from sistematizacion.publicacion.entrega import escribir, retirar
from sistematizacion.publicacion.fuentes import css_de_fuentes
from sistematizacion.publicacion.pdf import compilar, rutas_de_fuentes
from sistematizacion.rutas import Rutas

EXTENSIONES = ("html", "pdf", "manifiesto.json")
PAQUETES = ("papermill", "nbconvert", "pandas", "matplotlib", "typst")
AVISO_RECONSTRUIDO = "Datos reconstruidos a partir de lo publicado, que no son el registro original: {}."
NOMBRE_DE_TABLA = {"encuesta": "las respuestas individuales de la encuesta de satisfacción"}


def producir(programa: str, region: str, informe: str, rutas: Rutas, avisar: Callable[[str], None]) -> list[Path]:
    """Genera el informe y devuelve los archivos publicados: HTML, PDF y manifiesto.

    Los parámetros y los datos se validan antes de tocar nada; si algo falla después, lo publicado antes queda con el
    nombre ``.anterior`` para que nadie lo entregue por nuevo.

    Raises:
        ErrorDeSistematizacion: en cualquiera de sus formas, con lo que hay que corregir.
    """
    parametros = cargar_programa(programa, rutas)
    definicion = elegir_informe(parametros, informe)
    salida = rutas.output / programa / region
    try:
        nucleo = abrir_nucleo(parametros, cargar_region(parametros, region, rutas), rutas)
    except ErrorDeEntrada as error:
        if (salida / f"{informe}.html").is_file():
            error.add_note("No se hizo un informe nuevo: el publicado es el de una corrida anterior.")
        raise
    trabajo = rutas.cache / "cuadernos" / programa / region
    try:
        cuadernos = ejecutar(definicion.capitulos, programa, region, trabajo, rutas, avisar)
        contenidos = _publicar(cuadernos, nucleo, definicion, informe, rutas)
        return escribir(salida, {f"{informe}.{extension}": contenidos[extension] for extension in EXTENSIONES})
    except BaseException as causa:
        error = (
            ErrorDeInterrupcion("Interrumpido: no se hizo el informe.")
            if isinstance(causa, KeyboardInterrupt)
            else causa
        )
        for anterior in retirar(salida, [f"{informe}.{extension}" for extension in EXTENSIONES]):
            error.add_note(f"El informe anterior quedó como {rutas.relativa(anterior)}")
        raise error from causa.__cause__


def _publicar(
    cuadernos: list[NotebookNode], nucleo: Nucleo, definicion: Informe, informe: str, rutas: Rutas
) -> dict[str, bytes]:
    """El contenido de cada archivo del informe, por su extensión."""
    plantillas, datos = rutas.templates, metadatos(nucleo, definicion)
    pantalla = (plantillas / "informe" / "pantalla.css").read_text(encoding="utf-8")
    capitulos = list(zip(definicion.capitulos, cuadernos, strict=True))
    documento = ensamblar(capitulos, datos, css_de_fuentes(rutas.cache / "fuentes") + pantalla, plantillas)
    impreso = bloques(documento.contenido)
    registro = json.dumps(manifiesto(nucleo, informe), ensure_ascii=False, indent=2) + "\n"
    return {
        "html": documento.html.encode(),
        "pdf": compilar(impreso, documento.svg, datos, plantillas / "impreso" / "informe.typ", rutas_de_fuentes()),
        "manifiesto.json": registro.encode(),
    }


def metadatos(nucleo: Nucleo, definicion: Informe) -> dict[str, object]:
    """Lo que la portada y las propiedades del documento dicen de él."""
    programa, region = nucleo.programa, nucleo.region
    periodo = f"{formato.frase(formato.mes(programa.periodo.inicio))} a {formato.mes(programa.periodo.fin)}"
    reconstruidas = [n for n, tabla in nucleo.tablas.items() if (tabla["origen"] == "reconstruido").any()]
    nombres = formato.lista([NOMBRE_DE_TABLA.get(n, f"la tabla {n}") for n in reconstruidas])
    return {
        "titulo": definicion.titulo,
        "subtitulo": programa.nombre,
        "region": region.nombre,
        "gobierno": region.gobierno,
        "entidades": [e.model_dump() for e in programa.entidades],
        "periodo": periodo,
        "fecha_corte": region.fecha_corte.isoformat(),
        "fecha_texto": formato.fecha(region.fecha_corte),
        "descripcion": programa.descripcion,
        "avisos": [AVISO_RECONSTRUIDO.format(nombres)] if reconstruidas else [],
        "palabras_clave": ["sistematización", "inversión pública", "asistencia técnica", region.gobierno],
        "idioma": "es-PE",
        "huella": nucleo.huella,
    }


def manifiesto(nucleo: Nucleo, informe: str) -> dict[str, object]:
    """De qué se hizo el informe: datos con su sha256 y versiones de lo que lo hizo."""
    return {
        "programa": nucleo.programa.clave,
        "region": nucleo.region.clave,
        "informe": informe,
        "fecha_corte": nucleo.region.fecha_corte.isoformat(),
        "huella": nucleo.huella,
        "datos": nucleo.archivos,
        "paquetes": {"sistematizacion": version("sistematizacion")} | {p: version(p) for p in PAQUETES},
    }
