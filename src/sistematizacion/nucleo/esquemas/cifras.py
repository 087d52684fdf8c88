"""Lo que se mide: las cifras publicadas o registradas y los hitos del plan."""

import pandera.pandas as pa

from sistematizacion.catalogo import Catalogo
from sistematizacion.nucleo.columnas import corte, decimal, numero_o_cita, opcion, texto
from sistematizacion.nucleo.esquemas.procedencia import tabla

GRUPO = "Resultados"
CALIFICADORES = ("exacto", "aproximado", "minimo", "maximo")
ESTADOS_DE_HITO = ("superado", "cumplido", "no_cumplido")
CAMPOS_DE_HITO = ("hito", "medio_verificacion", "nota")  # los que pueden citar cifras
VALORES_DE_HITO = ("linea_base", "meta", "logro")  # un número o la cita de una cifra


def cifras(catalogo: Catalogo) -> pa.DataFrameSchema:
    """Una fila por cifra."""
    columnas = {
        "indicador": opcion("Clave del indicador; ver params/indicadores.yml", tuple(catalogo.indicadores),
                            titulo="Indicador", ejemplo="igeip_puesto"),
        "dimension": texto("Por qué se desagrega (ruta, tema…), o vacío si es el total", titulo="Dimensión", vacio=True),
        "categoria": opcion("Parte que es dentro de la dimensión", tuple(catalogo.categorias), titulo="Categoría",
                            vacio=True),
        "valor": decimal("El número; vacío, si la nota dice por qué no lo hay", titulo="Valor", vacio=True,
                         ejemplo="7"),
        "unidad": opcion("Unidad del indicador", tuple(catalogo.unidades), titulo="Unidad", ejemplo="puesto"),
        "calificador": opcion("exacto, aproximado («alrededor de»), minimo («más de») o maximo", CALIFICADORES,
                              titulo="Calificador", ejemplo="exacto"),
        "fecha_corte": corte("Fecha a la que corresponde el valor: un día, un mes o un año", titulo="Fecha de corte",
                             ejemplo="2025-12-31"),
        "nota": texto("Lo que un lector cuidadoso debe saber", titulo="Nota", vacio=True),
        "motivo": texto("Por qué cambió desde la entrega anterior", titulo="Motivo del cambio", alias=("motivo",),
                        vacio=True, obligatoria=False),
    }  # fmt: skip
    return tabla(
        "cifras", "Cifras que no salen de las otras tablas", "cifra", GRUPO, columnas,
        capitulos=("resumen", "antecedentes", "metodologia", "actividades", "resultados", "matrices", "ejes"),
    )  # fmt: skip


def hitos(catalogo: Catalogo) -> pa.DataFrameSchema:
    """Una fila por hito del plan."""
    columnas = {
        "id": texto("Clave de la fila, que no se repite", titulo="Id", unica=True, ejemplo="hit-1"),
        "objetivo": texto("Id del objetivo al que contribuye", titulo="Objetivo", refiere="objetivos.id",
                          ejemplo="obj-1"),
        "hito": texto("Qué debía lograrse; las cifras van entre llaves", titulo="Hito",
                      ejemplo="Inversiones cerradas"),
        "unidad": opcion("En qué se mide", tuple(catalogo.unidades), titulo="Unidad", vacio=True, ejemplo="inversion"),
        "linea_base": numero_o_cita("Valor de partida: un número, o una cifra entre llaves", titulo="Línea base",
                                    ejemplo="0"),
        "meta": numero_o_cita("Valor acordado", titulo="Meta", ejemplo="40"),
        "logro": numero_o_cita("Valor alcanzado", titulo="Logro", ejemplo="45"),
        "estado_publicado": opcion("Estado que la fuente dice en palabras", ESTADOS_DE_HITO, titulo="Estado publicado",
                                   vacio=True, obligatoria=False),
        "fecha": corte("Fecha del logro", titulo="Fecha", ejemplo="2025-12-15"),
        "medio_verificacion": texto("Documento o registro que lo prueba", titulo="Medio de verificación", vacio=True,
                                    ejemplo="Resoluciones de cierre"),
        "nota": texto("Lo que un lector cuidadoso debe saber", titulo="Nota", vacio=True, obligatoria=False),
    }  # fmt: skip
    return tabla(
        "hitos", "Hitos del plan (PAAT)", "hito", GRUPO, columnas, capitulos=("resumen", "resultados", "matrices"),
    )  # fmt: skip
