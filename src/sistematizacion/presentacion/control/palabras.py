"""Cómo se escriben los estados, las tendencias y las restricciones de la cartera, y lo que se explica al pie."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sistematizacion.analisis.control.desempeno import SIN_RETRASO
from sistematizacion.analisis.control.matriz import DE_AVANCES, DEL_MEF
from sistematizacion.presentacion import formato

ESTADOS = {
    "critico": "Crítico",
    "moderado": "Moderado",
    SIN_RETRASO: "Sin retraso",
    "sin_programar": "Sin programar",
    "sin_dato": "Sin dato",
}
CON_ESTADO = {  # después de un número de inversiones
    "critico": "con retraso crítico",
    "moderado": "con retraso moderado",
    SIN_RETRASO: "sin retraso",
    "sin_programar": "sin avance programado todavía",
    "sin_dato": "sin dato para saberlo",
}
TENDENCIAS = {"mejora": "Mejora", "empeora": "Empeora", "igual": "Igual", "sin_anterior": "Sin mes anterior"}
CAMBIOS = {"mejoro": "Mejoró", "empeoro": "Empeoró", "sigue": "Sigue igual", "sin_comparar": "No se compara"}
TIPOS = {
    "expediente_tecnico": "Expediente técnico",
    "presupuesto": "Presupuesto",
    "contratacion": "Contratación",
    "terreno": "Terreno",
    "permisos": "Permisos",
    "contratista": "Contratista",
    "supervision": "Supervisión",
    "conflicto_social": "Conflicto social",
    "clima": "Clima",
    "arbitraje": "Arbitraje",
    "rotacion": "Rotación de personal",
    "otra": "Otra restricción",
}
ESTADOS_DE_RESTRICCION = {"abierta": "abierta", "en_proceso": "en proceso", "levantada": "levantada"}
SIN_SPI = "No hay SPI: en ningún mes se registró lo ejecutado junto a un avance programado mayor que cero."
SIN_CPI = "No hay CPI: le falta el costo, el devengado acumulado o el avance físico del mes de corte."
SIN_F12B = "No se registró cuándo se actualizó su Formato 12-B."
SIN_RESTRICCION = "No se le registró ninguna restricción."
SIN_REGISTRO = "no se registraron inversiones de la cartera seleccionada de {} (tabla «inversiones»)."
SIN_AVANCES = "no se registró el avance mensual de las inversiones de {} (tabla «avances»)."
COMO_EL_SPI = "SPI (índice de desempeño del cronograma) = avance físico ejecutado ÷ programado, acumulados al mismo mes."
COMO_EL_CPI = (
    "CPI (índice de desempeño del costo) = valor ganado ÷ devengado acumulado; el valor ganado es el avance físico "
    "ejecutado × el costo actualizado. Menor que 1: lo hecho vale menos que lo gastado."
)
COMO_LA_CARTERA = (
    "En la fila de la cartera, los montos se suman y el avance físico se pondera por el costo: Σ(costo × avance) ÷ Σ costo."
)


def umbrales_en_palabras(umbrales: Mapping[str, Decimal]) -> str:
    """«crítico, si el SPI es menor que 0.80; moderado, si es menor que 1; sin retraso, desde ahí.»."""
    grados = sorted(umbrales, key=lambda g: umbrales[g])
    partes = [f"{ESTADOS[g].lower()}, si es menor que {formato.numero(umbrales[g])}" for g in grados]
    return f"Estado según el SPI: {'; '.join(partes)}, y sin retraso, desde ahí."


def nota_de_umbral_critico(umbrales: Mapping[str, Decimal]) -> str:
    """De dónde sale el umbral crítico, si es el del reglamento."""
    if umbrales.get("critico") != Decimal("0.80"):
        return ""
    return "Por debajo del 80% de lo programado, el reglamento de contrataciones públicas exige un calendario acelerado."


def nota_de_financiero(de_donde: set[str]) -> str:
    """Con qué se hizo el avance financiero: lo devengado acumulado y, donde falta, lo que dicen los avances."""
    base = "Avance financiero = devengado acumulado ÷ costo actualizado."
    del_mef = " Donde el registro no da el acumulado, se tomó el de los archivos del MEF." if DEL_MEF in de_donde else ""
    otro = " Con «(avances)», sin acumulado, es el último avance financiero ejecutado de la tabla «avances»."
    return base + del_mef + (otro if DE_AVANCES in de_donde else "")


def restriccion(fila: Mapping[str, Any]) -> str:
    """«Conflicto social, abierta desde el 30/09/2025: paralización por reclamos de la población»."""
    cuando = formato.corte(fila["fecha"])
    hasta = formato.corte(fila["fecha_levantamiento"]) if fila["fecha_levantamiento"] else ""
    if fila["estado"] == "levantada":
        estado = f"levantada el {hasta}" if hasta else "levantada"
    else:
        estado = f"{ESTADOS_DE_RESTRICCION[fila['estado']]} desde el {cuando}"
    return f"{TIPOS[fila['tipo']]}, {estado}: {formato.minuscula(fila['descripcion'])}"
