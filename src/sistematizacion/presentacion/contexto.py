"""Lo que una plantilla de prosa puede pedir por su nombre, en el informe de una región y en el del programa."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from sistematizacion.analisis.practicas import del_catalogo
from sistematizacion.nucleo.esquemas import campos_que_citan
from sistematizacion.presentacion import cartera, comparacion, cuadros, opiniones, oraciones, reparto
from sistematizacion.presentacion.calculos import BRECHA_APRECIABLE, brecha_de_ejecucion
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.conciliacion import conteos
from sistematizacion.presentacion.control.para_la_prosa import control_de, controles_de, ritmo_de
from sistematizacion.presentacion.cuadros.aprendizajes import PROCESOS
from sistematizacion.presentacion.cuadros.satisfaccion import publicos
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.gasto import para_la_prosa as gasto
from sistematizacion.presentacion.incompletas import tablas_incompletas
from sistematizacion.presentacion.origen import segun_origen
from sistematizacion.presentacion.piezas import Aviso
from sistematizacion.presentacion.programa import ExpedienteDelPrograma


def contexto(expediente: Expediente | ExpedienteDelPrograma) -> dict[str, object]:
    """Los nombres que ve una plantilla: los comunes y los de su alcance."""
    comunes = {
        "filas": lector_de_filas(expediente),
        "programa": expediente.programa,
        "tablas_reconstruidas": expediente.tablas_reconstruidas,
        "tablas_incompletas": lambda: tablas_incompletas(expediente),
        "ref": referencia,
        "se_hace": lambda clave: se_hace(expediente, clave),
        "comprobaciones": lambda: conteos(expediente),
        "sin_datos": lambda texto: Markup(Aviso(f"Sin datos: {texto}").html()),
        "brecha_de_ejecucion": brecha_de_ejecucion,
        "brecha_apreciable": BRECHA_APRECIABLE,
        "procesos": PROCESOS,
        "comentarios_publicos": lambda: len(publicos(expediente)),
        "minimo_por_area": expediente.catalogo.encuesta.minimo_de_grupo,
        "en_lista": oraciones.en_lista,
        "en_serie": oraciones.en_serie,
        "segun": oraciones.segun,
        "segun_origen": segun_origen,
        "origenes": lambda indicador: origenes(expediente, indicador),
        "fichas_del_catalogo": lambda: del_catalogo(expediente.tabla("practicas")).to_dict("records"),
        "niveles_de_gobierno": lambda: gasto.niveles_en_prosa(expediente),
        "gasto_publicado": lambda: gasto.publicado_en_prosa(expediente),
        "descuadres": gasto.descuadres,
        "mayor_diferencia": gasto.mayor_diferencia,
        "del_programa": isinstance(expediente, ExpedienteDelPrograma),
    }
    return comunes | (
        _del_programa(expediente) if isinstance(expediente, ExpedienteDelPrograma) else _de_region(expediente)
    )


def lector_de_filas(expediente: Expediente | ExpedienteDelPrograma) -> Callable[..., list[dict[str, Any]]]:
    """``filas("lecciones", "operativa")``: las filas de una tabla, con sus textos escapados y sus citas puestas."""

    def filas(tabla: str, *tipos: str, region: str = "") -> list[dict[str, Any]]:
        registros = expediente.tabla(tabla, *tipos).to_dict("records")
        return [
            {**f, **{campo: expediente.texto_de(f, campo) for campo in campos_que_citan(tabla)}}
            for f in registros
            if region in ("", f["ambito"])
        ]

    return filas


def origenes(expediente: Expediente | ExpedienteDelPrograma, indicador: str) -> list[str]:
    """De dónde salió la cifra de cada región que la tiene: ``publicado``, ``calculado``…"""
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    return [e.cifra(indicador).origen for e in regiones if e.hay(indicador)]


def se_hace(expediente: Expediente | ExpedienteDelPrograma, clave: str) -> bool:
    """Si el cuadro de esa clave («cuadro-actividades») tiene de qué hacerse: para no decir que falta, ni remitir a él."""
    exhibicion = cuadros.NOMBRES[clave.removeprefix("cuadro-")]
    funcion = exhibicion.programa if isinstance(expediente, ExpedienteDelPrograma) else exhibicion.region
    try:
        return funcion is not None and bool(funcion(expediente))
    except SinDatos:
        return False


def _de_region(expediente: Expediente) -> dict[str, object]:
    def presentes(indicadores: list[str]) -> list[Cifra]:
        return [expediente.cifra(i) for i in indicadores if expediente.hay(i)]

    def presentes_por_categoria(indicador: str, categorias: list[str]) -> list[Cifra]:
        return [expediente.cifra(indicador, c) for c in categorias if expediente.hay(indicador, c)]

    return {
        "c": expediente.cifra,
        "al_cierre": expediente.al_cierre,
        "hay": expediente.hay,
        "serie": expediente.serie,
        "parte": expediente.parte,
        "control": lambda: control_de(expediente),
        "ritmo": lambda clase: ritmo_de(expediente, clase),
        "categorias": expediente.categorias,
        "presentes": presentes,
        "presentes_por_categoria": presentes_por_categoria,
        "cierre": lambda: cartera.cierre(expediente),
        "cuellos": lambda: cartera.cuellos(expediente),
        "inversion_privada": lambda: cartera.privada(expediente),
        "integridad": lambda: cartera.de_integridad(expediente),
        "gasto": lambda: gasto.gasto_en_prosa(expediente),
        "region": expediente.region,
        "expediente": expediente,
    }


def _del_programa(expediente: ExpedienteDelPrograma) -> dict[str, object]:
    return {
        "regiones": expediente.regiones,
        "alcance": expediente.alcance,
        "controles": lambda: controles_de(expediente),
        "gastos": lambda: gasto.gastos_en_prosa(expediente),
        "con": lambda indicador: comparacion.con(expediente, indicador),
        "sin": lambda indicador: comparacion.sin(expediente, indicador),
        "suma": lambda indicador: comparacion.suma(expediente, indicador),
        "comun": expediente.regiones[0],
        "presentes": lambda region, indicadores: [region.cifra(i) for i in indicadores if region.hay(i)],
        "comparar": lambda que, categoria="": comparacion.comparar(expediente, que, categoria),
        "sumar": comparacion.sumar,
        "suma_de": lambda regiones, indicador: comparacion.sumar([r.al_cierre(indicador) for r in regiones]),
        "areas_comunes": lambda: opiniones.areas_comunes(expediente),
        "medidas_por_region": lambda: reparto.repartir_medidas(expediente),
        "opiniones": lambda pregunta: opiniones.opiniones(expediente, pregunta),
        "peso_de_una": opiniones.peso_de_una,
        "de_otra_redaccion": lambda pregunta: opiniones.de_otra_redaccion(expediente, pregunta),
        "frente_a_la_region": lambda: comparacion.frente_a_la_region(expediente),
        "repartir": lambda filas: reparto.repartir(expediente, filas),
        "repartir_tipos": lambda tabla: reparto.repartir_tipos(expediente, tabla),
        "repartir_indicadores": lambda claves: reparto.repartir_indicadores(expediente, claves),
        "repartir_categorias": lambda indicador: reparto.repartir_categorias(expediente, indicador),
        "compartidos": lambda repartos: [r for r in repartos if len(r.regiones) > 1],
        "propios": lambda repartos: [r for r in repartos if len(r.regiones) == 1],
        "nombres": oraciones.nombres,
        "valores": oraciones.valores,
        "cada_una": oraciones.cada_una,
        "orden": oraciones.orden,
        "puestos": oraciones.puestos,
        "conteos": oraciones.conteos,
        "todas_las_regiones": oraciones.todas(expediente.regiones),
        "fuera": oraciones.fuera,
        "faltan": oraciones.faltan,
    }


def referencia(clave: str) -> Markup:
    """Una remisión a un cuadro o gráfico («cuadro-cierres»); su número se pone al armar el informe."""
    return Markup('<a class="ref" href="#{}"></a>').format(clave)
