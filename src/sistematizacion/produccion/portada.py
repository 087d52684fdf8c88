"""Lo que un informe advierte en su portada: de qué datos y con qué código se hizo, si algo no es lo de siempre."""

from collections.abc import Sequence

from sistematizacion.parametros import Informe
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.hallazgos import contar
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

FICTICIO = (
    "Datos ficticios: las regiones, las obras, los montos, las personas y los resultados de este documento son inventados "
    "y no describen a ninguna entidad."
)
RECONSTRUIDO = "Entre los datos del programa hay algunos reconstruidos a partir de lo publicado, que no son el registro original: {}."
NOMBRE_DE_TABLA = {"encuesta": "las respuestas individuales de la encuesta de satisfacción"}
NOMBRADOS = 2  # archivos sin registrar que se nombran; los demás se cuentan

Alguno = Expediente | ExpedienteDelPrograma


def avisos(expediente: Alguno, definicion: Informe, por_registrar: Sequence[str]) -> list[str]:
    """Un aviso por cada cosa que el lector debe saber antes de leer.

    Args:
        por_registrar: archivos de código, cuadernos o plantillas que difieren de los registrados.
    """
    de_datos = [FICTICIO] if expediente.programa.ficticio else _reconstruidos(expediente)
    return [*de_datos, *_advertencias(expediente, definicion), *_sin_registrar(por_registrar)]


def _reconstruidos(expediente: Alguno) -> list[str]:
    tablas = [str(t["nombre"]) for t in expediente.tablas_reconstruidas()]
    nombres = [NOMBRE_DE_TABLA.get(tabla, f"la tabla {tabla}") for tabla in tablas]
    return [RECONSTRUIDO.format(formato.lista(nombres))] if nombres else []


def _advertencias(expediente: Alguno, definicion: Informe) -> list[str]:
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    cuantas = len(dict.fromkeys(a for region in regiones for a in region.nucleo.advertencias))
    if not cuantas:
        return []
    donde = "en el anexo de procedencia" if "procedencia" in definicion.capitulos else "en la página de validación"
    lee = "se lee" if cuantas == 1 else "se leen"
    return [f"La revisión de los datos dejó {contar(cuantas, 'advertencia')}, que {lee} {donde}."]


def _sin_registrar(archivos: Sequence[str]) -> list[str]:
    if not archivos:
        return []
    demas = len(archivos) - NOMBRADOS
    resto = [] if demas <= 0 else [f"{demas} archivo{'s' if demas > 1 else ''} más"]
    return [
        "Se hizo con cambios en el código, los cuadernos o las plantillas que no están registrados en el repositorio: "
        f"{formato.lista([*archivos[:NOMBRADOS], *resto])}."
    ]
