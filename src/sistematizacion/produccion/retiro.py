"""Quita de la vista el informe publicado antes, cuando el que lo reemplazaría no salió."""

from sistematizacion.errores import ErrorDeSistematizacion
from sistematizacion.parametros import cargar_programa
from sistematizacion.produccion.encargo import Encargo, archivos_de_informe
from sistematizacion.produccion.vigencia import revisar_vigencia
from sistematizacion.publicacion.entrega import ANTERIOR, apartar_editado, nombre_de_borrador, retirar
from sistematizacion.rutas import Rutas


def apartar(encargo: Encargo, informe: str, rutas: Rutas) -> list[str]:
    """Renombra los archivos del informe; dice dónde quedaron, y cuál no se pudo renombrar."""
    comentado = apartar_editado(encargo.carpeta(rutas), informe)
    retirados = retirar(encargo.carpeta(rutas), [*archivos_de_informe(informe), nombre_de_borrador(informe)])
    apartados = [r for r in retirados if ANTERIOR in r.name]
    dichos = [f"No se pudo renombrar y es el anterior: {rutas.relativa(r)}" for r in retirados if r not in apartados]
    if apartados:
        primero, *demas = apartados
        otros = "".join(f", .{r.name.partition(ANTERIOR)[2]}" for r in demas)
        dichos.insert(0, f"El informe anterior quedó como {rutas.relativa(primero)}{otros}")
    if comentado:
        dichos.append(f"El borrador en Word con cambios quedó como {rutas.relativa(comentado)}")
    return dichos


def apartar_si_cambio(encargo: Encargo, informe: str, rutas: Rutas) -> list[str]:
    """Lo mismo, salvo que el publicado siga siendo el de los datos y cuadernos de hoy: una interrupción no lo hace viejo."""
    try:
        vigente = revisar_vigencia(encargo, informe, cargar_programa(encargo.programa, rutas), rutas).al_dia
    except ErrorDeSistematizacion:
        vigente = False
    return [] if vigente else apartar(encargo, informe, rutas)
