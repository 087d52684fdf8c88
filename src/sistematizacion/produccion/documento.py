"""De los capítulos ejecutados al contenido de los archivos de un informe: HTML, PDF, XLSX y manifiesto."""

import base64
import hashlib
import mimetypes
from collections.abc import Callable, Sequence
from typing import Any

from nbformat import NotebookNode

from sistematizacion.ejecucion.procesos import PUEDE_BIFURCAR, Interrumpida, Turnos, repartir
from sistematizacion.errores import ErrorDeDocumento, ErrorDeSistematizacion
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.lector_de_marca import cargar_marca
from sistematizacion.presentacion.marca import Marca
from sistematizacion.presentacion.origen import FRANJA_FICTICIA
from sistematizacion.presentacion.programa import ExpedienteDelPrograma
from sistematizacion.produccion.portada import avisos
from sistematizacion.produccion.repositorio import sin_registrar
from sistematizacion.publicacion import libro
from sistematizacion.publicacion.adjuntos import Adjunto, de_datos, del_manifiesto, en_json
from sistematizacion.publicacion.arbol import bloques
from sistematizacion.publicacion.descargas import Descargas
from sistematizacion.publicacion.ensamblado import Documento, ensamblar
from sistematizacion.publicacion.entrega import nombre_de_borrador
from sistematizacion.publicacion.estilo import estilo
from sistematizacion.publicacion.pdf import compilar
from sistematizacion.publicacion.procedencia import Alguno, Procedencia
from sistematizacion.rutas import Rutas

MAXIMO_EN_PORTADA = 5  # más nombres de región no caben: se dice cuántas son, y el anexo de procedencia las nombra


def componer(
    cuadernos: Sequence[NotebookNode], procedencia: Procedencia, turnos: Turnos, rutas: Rutas, *, en_word: bool = False
) -> dict[str, bytes]:
    """El contenido de cada archivo del informe, por su nombre; ``en_word``, también el borrador para comentarios.

    El PDF y el XLSX salen del mismo documento y no dependen uno del otro: si hay turno, se hacen a la vez. La página, que
    los lleva dentro, se completa después.

    Raises:
        ErrorDeDocumento: el documento no se puede armar o imprimir.
    """
    expediente, informe = procedencia.expediente, procedencia.informe
    plantillas, datos = rutas.templates, metadatos(procedencia, rutas)
    marca = cargar_marca(expediente.programa, rutas)
    capitulos = list(zip(procedencia.definicion.capitulos, cuadernos, strict=True))
    documento = ensamblar(capitulos, datos | _logo(marca), estilo(marca, rutas), plantillas, procedencia)
    impreso, registro = bloques(documento.contenido), procedencia.manifiesto() | {"cifras": documento.cifras}
    csv = de_datos(documento.cuadros, documento.cifras)
    pdf, xlsx, *borrador = _a_la_vez(
        turnos,
        lambda: compilar(
            impreso, documento.svg, datos, plantillas / "impreso" / "informe.typ", marca, [*csv, del_manifiesto(registro)]
        ),
        lambda: _libro_de_calculo(datos, documento, marca),
        *([lambda: _en_word(impreso, documento, datos, marca)] if en_word else []),
    )
    bajables = Descargas(_nombre_de_archivo(procedencia), {"pdf": pdf, "xlsx": xlsx}, _por_cuadro(csv, documento))
    contenidos = {f"{informe}.html": documento.html(bajables).encode(), f"{informe}.pdf": pdf, f"{informe}.xlsx": xlsx}
    contenidos |= {nombre_de_borrador(informe): docx for docx in borrador}
    archivos = {nombre: hashlib.sha256(c).hexdigest() for nombre, c in contenidos.items()}
    return contenidos | {f"{informe}.manifiesto.json": en_json(registro | {"archivos": archivos})}


def _por_cuadro(csv: Sequence[Adjunto], documento: Documento) -> dict[str, bytes]:
    """El CSV de cada cuadro por su identificador en la página; el último es el del libro de cifras."""
    claves = [*(cuadro["clave"] for cuadro in documento.cuadros), libro.CLAVE]
    return {f"cuadro-{clave}": adjunto.contenido for clave, adjunto in zip(claves, csv, strict=True)}


def _libro_de_calculo(datos: dict[str, object], documento: Documento, marca: Marca) -> bytes:
    from sistematizacion.publicacion.xlsx import libro_de_calculo  # tarda, y así no lo espera el PDF

    return libro_de_calculo(datos, documento.cuadros, documento.cifras, marca)


def _nombre_de_archivo(procedencia: Procedencia) -> str:
    """Con qué nombre se baja lo de un informe: cuál es, de qué región (o programa) y a qué fecha."""
    ambito = procedencia.region or procedencia.programa
    return f"{procedencia.informe}-{ambito}-{procedencia.expediente.fecha_corte.isoformat()}"


def _en_word(impreso: list[dict[str, Any]], documento: Documento, datos: dict[str, Any], marca: Marca) -> bytes:
    from sistematizacion.publicacion.word.documento import borrador  # solo si se pide

    return borrador(impreso, documento.svg, datos, marca)


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


def metadatos(procedencia: Procedencia, rutas: Rutas) -> dict[str, object]:
    """Lo que la portada y las propiedades del documento dicen de él."""
    expediente = procedencia.expediente
    programa = expediente.programa
    periodo = f"{formato.frase(formato.mes(programa.periodo.inicio))} a {formato.mes(programa.periodo.fin)}"
    region, gobierno = _a_quien(expediente)
    identificacion = (procedencia.identificador, f"huella {expediente.nucleo.huella}")  # se ven en cualquier lector
    return {
        "titulo": procedencia.definicion.titulo,
        "subtitulo": programa.nombre,
        "region": region,
        "gobierno": gobierno,
        "entidades": [e.model_dump() for e in programa.entidades],
        "periodo": periodo,
        "fecha_corte": expediente.fecha_corte.isoformat(),
        "fecha_texto": formato.fecha(expediente.fecha_corte),
        "descripcion": programa.descripcion,
        "avisos": avisos(expediente, procedencia.definicion, sin_registrar(rutas)),
        "palabras_clave": ["sistematización", "inversión pública", "asistencia técnica", gobierno, *identificacion],
        "idioma": "es-PE",
        "huella": expediente.nucleo.huella,
        "identificador": procedencia.identificador,
        "procedencia": procedencia.campos,
        **({"franja": FRANJA_FICTICIA} if programa.ficticio else {}),
    }


def _a_quien(expediente: Alguno) -> tuple[str, str]:
    """El nombre de la región y el de su gobierno; los de todas, en el informe del programa, o cuántas son si son muchas."""
    if isinstance(expediente, ExpedienteDelPrograma):
        return nombre_de_las_regiones([e.region.nombre for e in expediente.regiones]), "Gobiernos regionales"
    return expediente.region.nombre, expediente.region.gobierno


def nombre_de_las_regiones(nombres: Sequence[str]) -> str:
    """Las regiones como caben en la portada y en el encabezado de cada página.

    >>> nombre_de_las_regiones(["Ica", "Piura"]), nombre_de_las_regiones(["Ica", "Piura", "Cusco", "Puno", "Tacna", "Loreto"])
    ('Ica y Piura', 'Seis regiones')
    """
    if len(nombres) <= MAXIMO_EN_PORTADA:
        return formato.lista(nombres)
    return f"{formato.frase(formato.en_letras(len(nombres)))} regiones"
