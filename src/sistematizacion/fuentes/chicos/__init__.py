"""Los lectores de los archivos chicos del MEF y la Contraloría: los que caben en memoria y se leen de una vez.

``FORMATOS`` los da en el orden en que se prueban; cada uno se reconoce por su contenido, nunca por el nombre del archivo.
Cada módulo es un formato; lo común es ``cruda`` y ``de_json`` (abrir), ``celda``, ``dias`` y ``valores`` (entender),
``bitacora`` (decir) y ``comun``.
"""

from sistematizacion.fuentes.chicos import (
    consulta_avanzada,
    gore_2024,
    infobras,
    lista_de_proyectos,
    pantalla,
    por_medida,
    seguimiento_pi,
    ssi_f12b,
    ssi_gasto,
    ssi_inversion,
    ssi_obras,
    ssi_tabla,
    tablas,
)
from sistematizacion.fuentes.chicos.comun import Formato, Muestra

__all__ = ("FORMATOS", "Formato", "Muestra")

FORMATOS = (
    pantalla.FORMATO,
    tablas.FORMATO,
    por_medida.FORMATO,
    lista_de_proyectos.FORMATO,
    consulta_avanzada.FORMATO,
    ssi_inversion.FORMATO,
    ssi_gasto.FORMATO,
    ssi_obras.FORMATO,
    ssi_f12b.FORMATO,
    ssi_tabla.FORMATO,
    infobras.FORMATO_BUSQUEDA,
    infobras.FORMATO_DATASET,
    gore_2024.FORMATO,
    seguimiento_pi.FORMATO,
)
