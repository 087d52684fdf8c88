"""Lo que la prosa dice de los registros de la cartera: cierre, cuellos de botella, inversión privada e integridad.

Cada función da las cifras y los textos de un registro, o ``None`` si la región no lo lleva.
"""

from typing import Any

from sistematizacion.analisis import integridad, inversion_privada, restricciones
from sistematizacion.analisis.cierre import rutas
from sistematizacion.analisis.medianas import mediana
from sistematizacion.presentacion.cuadros import cierre as cuadros_cierre
from sistematizacion.presentacion.cuadros import cuellos as cuadros_cuellos
from sistematizacion.presentacion.cuadros import inversion_privada as cuadros_privada
from sistematizacion.presentacion.expediente import Expediente
from sistematizacion.presentacion.recuentos import DIAS, contar, medir


def cierre(expediente: Expediente) -> dict[str, Any] | None:
    """Cifras por etapa, porcentaje cerrado, y cuántas discrepan de la regla o del Banco."""
    filas = cuadros_cierre.segmentadas(expediente)
    if filas.empty:
        return None
    inversion = expediente.catalogo.unidades["inversion"]
    vigentes = filas[filas["estado"] != "descartada"]
    return {
        **{e: cuadros_cierre.de_etapa(expediente, filas, e) for e in cuadros_cierre.ETAPAS},
        "porcentaje": cuadros_cierre.porcentaje_cerrado(expediente),
        "a_mano": contar(expediente, vigentes[vigentes["por_que"] == rutas.A_MANO], inversion, "Cierre: ruta escrita"),
        "discrepan": contar(expediente, filas[filas["discrepa"].astype(bool)], inversion, "Cierre: ruta distinta de la regla"),
        "avisos": contar(expediente, filas[filas["aviso"] != ""], inversion, "Cierre: estado distinto del Banco"),
        "con_banco": len(expediente.tabla("mef_inversiones")) > 0,
    }


def cuellos(expediente: Expediente) -> dict[str, Any] | None:
    """Cuántas restricciones, levantadas y abiertas, los tipos más frecuentes y la mediana de días de las levantadas."""
    filas = cuadros_cuellos.con_dias(expediente)
    if filas.empty:
        return None
    por_tipo = restricciones.por_tipo(filas)
    mayor = por_tipo["restricciones"].max()
    levantadas = cuadros_cuellos.elegir(filas, "", "levantadas")
    dias = mediana(levantadas["dias"])
    frecuentes = list(por_tipo[por_tipo["restricciones"] == mayor]["tipo"])
    return {
        "todas": cuadros_cuellos.cuenta(expediente, filas),
        "levantadas": cuadros_cuellos.cuenta(expediente, filas, "", "levantadas"),
        "abiertas": cuadros_cuellos.cuenta(expediente, filas, "", "abiertas"),
        "frecuentes": [cuadros_cuellos.TIPOS[t].lower() for t in frecuentes],
        "por_frecuente": cuadros_cuellos.cuenta(expediente, filas, frecuentes[0]),
        "tipos": len(por_tipo),
        "dias": None if dias is None else medir(expediente, dias, levantadas, DIAS, "Restricciones levantadas: mediana de días",
                                                "Mediana de los días de cada restricción"),
    }  # fmt: skip


def privada(expediente: Expediente) -> dict[str, Any] | None:
    """Proyectos y monto de la cartera, y los convenios firmados."""
    filas = expediente.tabla("oxi")
    if filas.empty:
        return None
    firmados = inversion_privada.convenios(filas)
    return {
        "proyectos": cuadros_privada.proyectos(expediente, filas, "en todas las fases"),
        "firmados": cuadros_privada.proyectos(expediente, firmados, "con convenio firmado"),
        "hay_monto": inversion_privada.sumar(filas["monto"])[0] is not None,
        "monto": cuadros_privada.monto(expediente, filas, "monto", "en todas las fases"),
        "hay_monto_firmado": inversion_privada.sumar(firmados["monto_convenio"])[0] is not None,
        "monto_firmado": cuadros_privada.monto(expediente, firmados, "monto_convenio", "firmado"),
    }


def de_integridad(expediente: Expediente) -> dict[str, Any] | None:
    """Cuántos indicadores hay, cuántos alcanzaron su meta, cuántos no y de cuántos no se puede decir."""
    tabla = expediente.tabla("integridad")
    if tabla.empty:
        return None
    evaluados = integridad.evaluar(tabla)
    unidad = expediente.catalogo.unidades["indicador"]
    estado = evaluados["estado"]
    grupos = {"alcanzados": integridad.ALCANZADOS, "no_alcanzados": integridad.NO_ALCANZADOS, "sin_juicio": integridad.SIN_JUICIO}
    return {"todos": contar(expediente, evaluados, unidad, "Integridad: indicadores")} | {
        g: contar(expediente, evaluados[estado.isin(estados)], unidad, f"Integridad: indicadores {g.replace('_', ' ')}")
        for g, estados in grupos.items()
    }
