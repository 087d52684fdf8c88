"""Los datos de una inversión que el tablero muestra: cómo se llaman, de qué clase son y quién manda en cada uno."""

from dataclasses import dataclass
from typing import Literal

Clase = Literal["texto", "categoria", "monto", "porcentaje", "numero", "fecha", "mes"]


@dataclass(frozen=True)
class Campo:
    """Un dato de la inversión; ``manda`` dice cuál fuente vale si las dos lo traen."""

    titulo: str
    clase: Clase
    manda: Literal["registro", "mef", "calculo"] = "registro"


CONJUNTOS = {
    "csp": "Cartera seleccionada (CSP)",
    "cierre": "Por cerrar",
    "privada": "Inversión privada (OxI, APP y otras)",
    "resto": "Resto de la cartera",
}
ESTADOS = {"critico": "Crítico", "moderado": "Moderado", "sin_retraso": "Sin retraso", "sin_dato": "Sin dato"}
SITUACIONES = {"activa": "Activa", "cerrada": "Cerrada", "desactivada": "Desactivada"}

CAMPOS: dict[str, Campo] = {
    "cui": Campo("CUI", "texto"),
    "nombre": Campo("Nombre de la inversión", "texto"),
    "conjunto": Campo("Conjunto", "categoria", "calculo"),
    "situacion": Campo("Situación", "categoria", "calculo"),
    "retraso": Campo("Retraso físico", "categoria", "calculo"),
    "sector": Campo("Sector", "categoria"),
    "funcion": Campo("Función", "categoria"),
    "unidad_ejecutora": Campo("Unidad ejecutora", "categoria"),
    "modalidad": Campo("Modalidad de ejecución", "categoria"),
    "tipo_inversion": Campo("Tipo de inversión", "categoria", "mef"),
    "departamento": Campo("Departamento", "categoria", "mef"),
    "provincia": Campo("Provincia", "categoria", "mef"),
    "distrito": Campo("Distrito", "categoria", "mef"),
    "monto_viable": Campo("Monto viable", "monto", "mef"),
    "costo": Campo("Costo actualizado", "monto", "mef"),
    "pia": Campo("PIA", "monto", "mef"),
    "pim_inicial": Campo("PIM al empezar el acompañamiento", "monto"),
    "pim": Campo("PIM", "monto", "mef"),
    "certificado": Campo("Certificado", "monto", "mef"),
    "devengado": Campo("Devengado del año", "monto", "mef"),
    "devengado_acumulado": Campo("Devengado de todos los años", "monto", "mef"),
    "proyeccion": Campo("Proyección a fin de año, al ritmo reciente", "monto", "calculo"),
    "proyeccion_patron": Campo("Proyección a fin de año, con el patrón del año anterior", "monto", "calculo"),
    "fisico": Campo("Avance físico", "porcentaje", "calculo"),
    "fisico_programado": Campo("Avance físico programado", "porcentaje", "calculo"),
    "mes_fisico": Campo("Mes del avance físico", "mes", "calculo"),
    "spi": Campo("SPI", "numero", "calculo"),
    "fecha_f12b": Campo("Última actualización del F12-B", "fecha", "mef"),
    "inicio_fisico": Campo("Inicio de la ejecución física", "fecha", "mef"),
    "fin_fisico": Campo("Término de la ejecución física", "fecha", "mef"),
    "primer_devengado": Campo("Primer devengado", "mes", "mef"),
    "ultimo_devengado": Campo("Último devengado", "mes", "mef"),
    "fecha_cierre": Campo("Fecha de cierre", "fecha", "mef"),
    "expediente_tecnico": Campo("Expediente técnico", "categoria", "mef"),
    "tiene_f8": Campo("Formato 08", "categoria", "mef"),
    "etapa_f8": Campo("Etapa del Formato 08", "categoria", "mef"),
    "tiene_f9": Campo("Formato 09", "categoria", "mef"),
    "etapa_f9": Campo("Etapa del Formato 09", "categoria", "mef"),
    "informe_cierre": Campo("Informe de cierre", "categoria", "mef"),
    "estado_situacional": Campo("Estado situacional (F12-B)", "categoria", "mef"),
    "problema": Campo("Problema declarado (F12-B)", "categoria", "mef"),
    "accion": Campo("Acción declarada (F12-B)", "categoria", "mef"),
    "corte_mef": Campo("Corte de los montos del MEF", "mes", "mef"),
}
MONTOS = tuple(clave for clave, campo in CAMPOS.items() if campo.clase == "monto")
DE_LAS_FUENTES = tuple(clave for clave, campo in CAMPOS.items() if campo.manda != "calculo")
