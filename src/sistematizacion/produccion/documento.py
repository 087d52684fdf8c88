"""De los capítulos ejecutados al contenido de los archivos de un informe: HTML, PDF, XLSX y manifiesto."""

import base64
import hashlib
import json
import mimetypes
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from nbformat import NotebookNode

from sistematizacion.ejecucion.procesos import PUEDE_BIFURCAR, Interrumpida, Turnos, repartir
from sistematizacion.errores import ErrorDeDocumento, ErrorDeSistematizacion
from sistematizacion.parametros import Informe
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.presentacion.marca import Marca
from sistematizacion.presentacion.origen import MARCA_FICTICIA
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.publicacion import entregas, libro
from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.descargas import Descargas
from sistematizacion.publicacion.ensamblado import Documento, ensamblar
from sistematizacion.publicacion.estilo import estilo
from sistematizacion.publicacion.pdf import compilar
from sistematizacion.rutas import Rutas

PAQUETES = ("papermill", "nbconvert", "pandas", "matplotlib", "typst", "openpyxl")
AVISO_RECONSTRUIDO = "Entre los datos del programa hay algunos reconstruidos a partir de lo publicado, que no son el registro original: {}."
NOMBRE_DE_TABLA = {"encuesta": "las respuestas individuales de la encuesta de satisfacción"}

AVISO_FICTICIO = (
    "Datos ficticios: las regiones, las obras, los montos, las personas y los resultados de este documento son inventados "
    "y no describen a ninguna entidad."
)

Alguno = Expediente | ExpedienteDelPrograma


def componer(
    cuadernos: Sequence[NotebookNode],
    expediente: Alguno,
    definicion: Informe,
    informe: str,
    anterior: entregas.Entrega | None,
    turnos: Turnos,
    rutas: Rutas,
) -> dict[str, bytes]:
    """El contenido de cada archivo del informe, por su nombre.

    El PDF y el XLSX salen del mismo documento y no dependen uno del otro: si hay turno, se hacen a la vez. La página, que
    los lleva dentro, se completa después.

    Raises:
        ErrorDeDocumento: el documento no se puede armar o imprimir.
    """
    plantillas, datos = rutas.templates, metadatos(expediente, definicion)
    marca = cargar_marca(expediente.programa, rutas)
    capitulos = list(zip(definicion.capitulos, cuadernos, strict=True))
    documento = ensamblar(capitulos, datos | _logo(marca), estilo(marca, rutas), plantillas, anterior)
    impreso = bloques(documento.contenido)
    pdf, (xlsx, csv) = _a_la_vez(
        turnos,
        lambda: compilar(impreso, documento.svg, datos, plantillas / "impreso" / "informe.typ", marca),
        lambda: _hojas_de_calculo(datos, documento, marca),
    )
    bajables = Descargas(_nombre_de_archivo(expediente, informe), {"pdf": pdf, "xlsx": xlsx}, csv)
    contenidos = {f"{informe}.html": documento.html(bajables).encode(), f"{informe}.pdf": pdf, f"{informe}.xlsx": xlsx}
    registro = manifiesto(expediente, informe) | {
        "archivos": {nombre: hashlib.sha256(c).hexdigest() for nombre, c in contenidos.items()},
        "entrega_anterior": anterior.numero if anterior else None,
        "cifras": documento.cifras,
    }
    texto = json.dumps(registro, ensure_ascii=False, indent=1) + "\n"
    return contenidos | {f"{informe}.manifiesto.json": texto.encode()}


def _hojas_de_calculo(datos: dict[str, object], documento: Documento, marca: Marca) -> tuple[bytes, dict[str, bytes]]:
    """El XLSX, y el CSV de cada cuadro por su identificador en la página."""
    from sistematizacion.publicacion.csv_de_cuadro import (  # tardan, y así no los espera el PDF
        csv_de_cuadro,
        csv_de_tabla,
    )
    from sistematizacion.publicacion.xlsx import libro_de_calculo, tabla_de_cifras

    xlsx = libro_de_calculo(datos, documento.cuadros, documento.cifras, marca)
    csv = {f"cuadro-{cuadro['clave']}": csv_de_cuadro(cuadro) for cuadro in documento.cuadros}
    return xlsx, csv | {f"cuadro-{libro.CLAVE}": csv_de_tabla(*tabla_de_cifras(documento.cifras))}


def _nombre_de_archivo(expediente: Alguno, informe: str) -> str:
    """Con qué nombre se baja lo de un informe: cuál es, de qué región (o programa) y a qué fecha."""
    ambito = expediente.region.clave if isinstance(expediente, Expediente) else expediente.programa.clave
    return f"{informe}-{ambito}-{expediente.fecha_corte.isoformat()}"


def _logo(marca: Marca) -> dict[str, object]:
    """El logotipo para la portada de la página, incrustado; sobre una placa clara si la marca no tiene uno para fondo oscuro."""
    if marca.logo is None:
        return {}
    ruta = marca.logo.oscuro or marca.logo.claro
    tipo = mimetypes.types_map[ruta.suffix.lower()]
    datos = base64.b64encode(ruta.read_bytes()).decode()
    return {"logo": {"src": f"data:{tipo};base64,{datos}", "alt": marca.logo.alt, "placa": marca.logo.oscuro is None}}


def _a_la_vez(turnos: Turnos, *funciones: Callable[[], Any]) -> list[Any]:
    """El resultado de cada función, cada una en un proceso bifurcado; donde no se puede, una tras otra aquí."""
    if not PUEDE_BIFURCAR:
        return [funcion() for funcion in funciones]
    resultados = repartir(_intentar, funciones, turnos, None)
    for resultado in resultados:
        if isinstance(resultado, ErrorDeSistematizacion):
            raise resultado
        if isinstance(resultado, Interrumpida):
            raise ErrorDeDocumento(f"No se terminó de hacer el informe: {resultado.causa}.")
    return resultados


def _intentar(funcion: Callable[[], Any]) -> Any:
    try:
        return funcion()
    except ErrorDeSistematizacion as error:
        return error


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
