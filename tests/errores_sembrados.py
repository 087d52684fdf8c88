"""Errores que se siembran en una copia del programa de demostración, cada uno con lo que la validación debe decir."""

import csv
from pathlib import Path
from typing import NamedTuple


class Sembrado(NamedTuple):
    """Un error: en qué celdas se siembra y qué debe decir el hallazgo. ``fila`` es la que Excel muestra.

    La fila que sigue a la última se agrega, como copia de ella. El hallazgo se espera en la primera de las celdas, o en
    ``donde``.
    """

    tabla: str
    fila: int
    celdas: dict[str, str]
    espera: str
    gravedad: str = "error"
    donde: str = ""
    fila_dicha: int = 0  # la que el hallazgo nombra, si no es la sembrada: una repetición se dice en su primera fila

    @property
    def lugar(self) -> tuple[str, int, str]:
        """La tabla, la fila y la columna que el hallazgo debe nombrar."""
        return self.tabla, self.fila_dicha or self.fila, self.donde or next(iter(self.celdas))


REGION = "valleverde"
ADVERTENCIA = "advertencia"
DESCONOCIDA = ("avanses.csv", "cui,mes\n9920007,2025-06\n", "no es una tabla")  # un archivo con el nombre mal escrito

SEMBRADOS = (
    # Lo que no tiene la forma debida
    Sembrado("inversiones", 4, {"costo": "doce millones"}, "no es un número"),
    Sembrado("inversiones", 5, {"pim": "-5"}, "no puede ser menor que 0"),
    Sembrado("inversiones", 7, {"modalidad": "contrato"}, "¿Quiso decir contrata?"),
    Sembrado("inversiones", 8, {"nombre": ""}, "está vacío y es obligatorio"),
    Sembrado("avances", 10, {"fisico_ejecutado": "130"}, "no puede ser mayor que 100"),
    Sembrado("avances", 31, {"mes": "julio"}, "no es un mes"),
    Sembrado("restricciones", 2, {"tipo": "huelga"}, "no es uno de los permitidos"),
    Sembrado("cierres", 3, {"cui": "99200"}, "no tiene la forma de un código"),
    Sembrado("cierres", 6, {"fecha_cierre": "31/02/2025", "estado": "cerrada"}, "no es un día que exista"),
    Sembrado("cierres", 7, {"ruta": "formato_9"}, "¿Quiso decir formato_09d?"),
    Sembrado("oxi", 6, {"monto": "9.85 millones"}, "no es un número"),
    Sembrado("capacitaciones", 4, {"horas": "seis"}, "no es un número"),
    Sembrado("capacitaciones", 6, {"sesiones": "2.5"}, "no es un número entero"),
    Sembrado("actividades", 12, {"fecha": "03/04/2025"}, "se puede leer de dos maneras"),
    Sembrado("actividades", 15, {"tema": ""}, "está vacío y es obligatorio"),
    Sembrado("hitos", 4, {"meta": "tres"}, "no es un número con punto decimal ni una sola cita"),
    Sembrado("comentarios", 3, {"publicable": "quizá"}, "no es uno de los permitidos"),
    Sembrado("acciones", 3, {"tipo": "instituciones"}, "no es uno de los permitidos"),
    # Lo que se repite
    Sembrado("avances", 86, {}, "está repetido en las filas 85 y 86", donde="cui", fila_dicha=85),
    Sembrado("practicas", 3, {"id": "pra-1"}, "está repetido en las filas 2 y 3", fila_dicha=2),
    # Lo que no concuerda dentro de una fila
    Sembrado("inversiones", 2, {"devengado": "38000000.00"}, "el devengado supera al PIM", ADVERTENCIA),
    Sembrado("capacitaciones", 2, {"participantes": "43"}, "suman 42, no 43"),
    Sembrado("capacitaciones", 3, {"certificados": "400"}, "hay más certificados que participantes"),
    Sembrado(
        "restricciones", 3,
        {"fecha_levantamiento": "2025-08-01", "fecha": "2025-09-01", "estado": "levantada"},
        "se levantó antes de identificarse",
    ),
    Sembrado(
        "restricciones", 4,
        {"estado": "abierta", "fecha": "2025-07-01", "fecha_levantamiento": "2025-10-01"},
        "tiene fecha de levantamiento y no está levantada",
    ),
    Sembrado(
        "cierres", 4,
        {"fecha_cierre": "2025-09-09", "fecha_inicio": "2025-10-10", "estado": "cerrada"},
        "el cierre es anterior a su inicio",
    ),
    Sembrado(
        "cierres", 5,
        {"estado": "en_tramite", "fecha_inicio": "2025-08-04", "fecha_cierre": "2025-11-03"},
        "tiene fecha de cierre y no está cerrada",
    ),
    Sembrado("oxi", 2, {"convenio": ""}, "hay monto de convenio y no convenio"),
    Sembrado("actividades", 10, {"clase": "ordinario", "tipo": "consulta_tecnica"}, "solo un comité de seguimiento"),
    Sembrado("cifras", 2, {"unidad": "obra"}, "la unidad de ejecucion_presupuestal es porcentaje"),
    Sembrado("cifras", 4, {"valor": "0"}, "igeip_puesto no puede ser menor que 1"),
    Sembrado("cifras", 5, {"valor": "1.4"}, "igeip_indice no puede ser mayor que 1"),
    # Lo que no concuerda entre filas o entre tablas
    Sembrado("avances", 3, {"cui": "9920999"}, "no está en inversiones"),
    Sembrado("avances", 20, {"fisico_ejecutado": "1.0"}, "es menor que el del mes anterior", ADVERTENCIA),
    Sembrado("encuesta", 2, {"respuesta": "significativa", "pregunta": "satisfaccion"}, "no es una respuesta de"),
    Sembrado("encuesta", 20, {"area": "Otra oficina"}, "r003 es de"),
    Sembrado("hitos", 2, {"objetivo": "obj-9"}, "no está en objetivos"),
    Sembrado("hitos", 3, {"logro": "{tallleres_oxi}"}, "¿Quiso decir talleres_oxi?"),
    Sembrado("resultados", 2, {"enunciado": "La cartera reúne {oxi_cartera proyectos."}, "tiene una llave sin su pareja"),
    # Fechas fuera del programa
    Sembrado("avances", 22, {"mes": "2026-03"}, "es posterior a la fecha de corte"),
    Sembrado("capacitaciones", 5, {"fecha": "2026-01-15"}, "es posterior a la fecha de corte"),
    Sembrado("hitos", 5, {"fecha": "2026-02-01"}, "es posterior a la fecha de corte"),
    Sembrado("actividades", 2, {"fecha": "2024-06-09"}, "es anterior al inicio del programa", ADVERTENCIA),
)  # fmt: skip


def sembrar(carpeta: Path) -> None:
    """Siembra todos los errores en los CSV de una región."""
    for tabla in dict.fromkeys(s.tabla for s in SEMBRADOS):
        ruta = carpeta / f"{tabla}.csv"
        with ruta.open(encoding="utf-8", newline="") as archivo:
            encabezado, *filas = csv.reader(archivo)
        for sembrado in [s for s in SEMBRADOS if s.tabla == tabla]:
            lugar = sembrado.fila - 2
            if lugar == len(filas):
                filas.append(list(filas[-1]))
            for columna, valor in sembrado.celdas.items():
                filas[lugar][encabezado.index(columna)] = valor
        with ruta.open("w", encoding="utf-8", newline="") as archivo:
            csv.writer(archivo, lineterminator="\n").writerows([encabezado, *filas])
    nombre, contenido, _ = DESCONOCIDA
    (carpeta / nombre).write_text(contenido, encoding="utf-8")
