"""Las correcciones que alguien decidió sobre lo publicado: ``data/<programa>/<region>/correcciones.yml``.

Una corrección no borra lo que la fuente dice: lo publicado queda como se escribió y la conciliación lo muestra con su
explicación. Cada una dice qué valor esperaba encontrar: si la fuente cambió, la decisión ya no vale y es un error::

    correcciones:
      - tabla: cifras
        indicador: oxi_cartera
        seccion: "4.2"       # si hace falta para elegir una sola fila; también categoria y fecha_corte
        espera: 27           # lo que la fila dice hoy
        valor: 25            # lo que debe decir; el mismo, si solo se explica
        razon: Dos proyectos se contaron dos veces.
        decidio: Coordinación regional  # el cargo, nunca el nombre
        fecha: 2026-03-02
"""

from sistematizacion.nucleo.correcciones.aplicacion import aplicar, vigentes
from sistematizacion.nucleo.correcciones.lectura import Correccion, leer_correcciones

__all__ = ("ARCHIVO", "Correccion", "aplicar", "leer_correcciones", "vigentes")

ARCHIVO = "correcciones.yml"
