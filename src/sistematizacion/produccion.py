"""De los datos de una región, o de un programa, a su informe publicado: el trabajo principal, de principio a fin."""

import hashlib
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from nbformat import NotebookNode

from sistematizacion.ejecucion.motor import ejecutar
from sistematizacion.errores import ErrorDeEntrada, ErrorDeInterrupcion
from sistematizacion.parametros import Informe, cargar_programa, elegir_informe
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.informe import abrir_expediente
from sistematizacion.presentacion.origen import MARCA_FICTICIA
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.publicacion import entregas
from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.ensamblado import ensamblar
from sistematizacion.publicacion.entrega import ANTERIOR, escribir, retirar
from sistematizacion.publicacion.fuentes import css_de_fuentes
from sistematizacion.publicacion.pdf import compilar, rutas_de_fuentes
from sistematizacion.publicacion.xlsx import libro_de_calculo
from sistematizacion.rutas import COMPARATIVO, Rutas

EXTENSIONES = ("html", "pdf", "xlsx", "manifiesto.json")
PAQUETES = ("papermill", "nbconvert", "pandas", "matplotlib", "typst", "openpyxl")
AVISO_RECONSTRUIDO = "Entre los datos del programa hay algunos reconstruidos a partir de lo publicado, que no son el registro original: {}."
NOMBRE_DE_TABLA = {"encuesta": "las respuestas individuales de la encuesta de satisfacción"}

AVISO_FICTICIO = (
    "Datos ficticios: las regiones, las obras, los montos, las personas y los resultados de este documento son inventados "
    "y no describen a ninguna entidad."
)

Alguno = Expediente | ExpedienteDelPrograma


def producir(programa: str, region: str, informe: str, rutas: Rutas, avisar: Callable[[str], None]) -> list[Path]:
    """Genera el informe y devuelve los archivos publicados: HTML, PDF, XLSX y manifiesto.

    Con ``region`` vacía, el del programa entero. Los parámetros y los datos se validan antes de tocar nada; si algo
    falla después, lo publicado antes queda con el nombre ``.anterior`` para que nadie lo entregue por nuevo.

    Raises:
        ErrorDeSistematizacion: en cualquiera de sus formas, con lo que hay que corregir.
    """
    parametros = cargar_programa(programa, rutas)
    definicion = elegir_informe(parametros, informe, region)
    salida = carpeta_de_salida(rutas, programa, region)
    try:
        expediente = abrir_expediente(parametros, region, rutas)
    except ErrorDeEntrada as error:
        if (salida / f"{informe}.html").is_file():
            error.add_note("No se hizo un informe nuevo: el publicado es el de una corrida anterior.")
        raise
    anterior = entregas.ultima(entregas.carpeta_de(rutas, programa, region or COMPARATIVO, informe))
    trabajo = rutas.cache / "cuadernos" / programa / (region or COMPARATIVO)
    try:
        cuadernos = ejecutar(definicion.capitulos, programa, region, trabajo, rutas, avisar)
        contenidos = _publicar(cuadernos, expediente, definicion, informe, anterior, rutas)
        return escribir(salida, {f"{informe}.{extension}": contenidos[extension] for extension in EXTENSIONES})
    except BaseException as causa:
        error = (
            ErrorDeInterrupcion("Interrumpido: no se hizo el informe.")
            if isinstance(causa, KeyboardInterrupt)
            else causa
        )
        for retirado in retirar(salida, [f"{informe}.{extension}" for extension in EXTENSIONES]):
            que = (
                "El informe anterior quedó como"
                if ANTERIOR in retirado.name
                else "No se pudo renombrar y es el anterior:"
            )
            error.add_note(f"{que} {rutas.relativa(retirado)}")
        raise error from causa.__cause__


def carpeta_de_salida(rutas: Rutas, programa: str, region: str) -> Path:
    """Donde se publican los informes de una región, o los del programa."""
    return rutas.output / programa / (region or COMPARATIVO)


def _publicar(
    cuadernos: list[NotebookNode],
    expediente: Alguno,
    definicion: Informe,
    informe: str,
    anterior: entregas.Entrega | None,
    rutas: Rutas,
) -> dict[str, bytes]:
    """El contenido de cada archivo del informe, por su extensión."""
    plantillas, datos = rutas.templates, metadatos(expediente, definicion)
    pantalla = (plantillas / "informe" / "pantalla.css").read_text(encoding="utf-8")
    capitulos = list(zip(definicion.capitulos, cuadernos, strict=True))
    estilo = css_de_fuentes(rutas.cache / "fuentes") + pantalla
    documento = ensamblar(capitulos, datos, estilo, plantillas, anterior)
    impreso = bloques(documento.contenido)
    contenidos = {
        "html": documento.html.encode(),
        "pdf": compilar(impreso, documento.svg, datos, plantillas / "impreso" / "informe.typ", rutas_de_fuentes()),
        "xlsx": libro_de_calculo(datos, documento.cuadros, documento.cifras),
    }
    registro = manifiesto(expediente, informe) | {
        "archivos": {f"{informe}.{e}": hashlib.sha256(c).hexdigest() for e, c in contenidos.items()},
        "entrega_anterior": anterior.numero if anterior else None,
        "cifras": documento.cifras,
    }
    return contenidos | {"manifiesto.json": (json.dumps(registro, ensure_ascii=False, indent=1) + "\n").encode()}


def metadatos(expediente: Alguno, definicion: Informe) -> dict[str, object]:
    """Lo que la portada y las propiedades del documento dicen de él."""
    programa = expediente.programa
    periodo = f"{formato.frase(formato.mes(programa.periodo.inicio))} a {formato.mes(programa.periodo.fin)}"
    nombres = [
        NOMBRE_DE_TABLA.get(str(t["nombre"]), f"la tabla {t['nombre']}") for t in expediente.tablas_reconstruidas()
    ]
    region, gobierno = _a_quien(expediente)
    return {
        "titulo": definicion.titulo,
        "subtitulo": programa.nombre,
        "region": region,
        "gobierno": gobierno,
        "entidades": [e.model_dump() for e in programa.entidades],
        "periodo": periodo,
        "fecha_corte": expediente.fecha_corte.isoformat(),
        "fecha_texto": formato.fecha(expediente.fecha_corte),
        "descripcion": programa.descripcion,
        "avisos": [AVISO_RECONSTRUIDO.format(formato.lista(nombres))] if nombres else [],
        "palabras_clave": ["sistematización", "inversión pública", "asistencia técnica", gobierno],
        "idioma": "es-PE",
        "huella": expediente.nucleo.huella,
        **({"marca": MARCA_FICTICIA, "avisos": [AVISO_FICTICIO]} if programa.ficticio else {}),
    }


def _a_quien(expediente: Alguno) -> tuple[str, str]:
    """El nombre de la región y el de su gobierno; los de todas, en el informe del programa."""
    if isinstance(expediente, ExpedienteDelPrograma):
        return formato.lista([e.region.nombre for e in expediente.regiones]), "Gobiernos regionales"
    return expediente.region.nombre, expediente.region.gobierno


def manifiesto(expediente: Alguno, informe: str) -> dict[str, object]:
    """De qué se hizo el informe: datos con su sha256 y versiones de lo que lo hizo."""
    return {
        "programa": expediente.programa.clave,
        "region": expediente.region.clave if isinstance(expediente, Expediente) else "",
        "informe": informe,
        "fecha_corte": expediente.fecha_corte.isoformat(),
        "huella": expediente.nucleo.huella,
        "datos": expediente.nucleo.archivos,
        "paquetes": {"sistematizacion": version("sistematizacion")} | {p: version(p) for p in PAQUETES},
    }
