"""Cuadros de resultados: el resumen cuantitativo, la ejecución, los cierres y las obras por impuestos."""

from markupsafe import Markup

from sistematizacion.analisis.cierres import por_ruta, porcentaje
from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import FALTA_EJECUCION, brecha_de_ejecucion, cifras_de_ejecucion, valor_de
from sistematizacion.presentacion.cifra import ORIGENES, Cifra, calculada
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.notas import es_del_corte, falta, nota_de_corte, notas_de
from sistematizacion.presentacion.expediente import Expediente, NoAplica, SinDatos
from sistematizacion.presentacion.origen import segun_origen

# Filas del cuadro 2 de un informe de cierre: rótulo e indicadores que lo llenan, en orden
RESUMEN = {
    "Mecanismos de articulación": ("comites_seguimiento", "reuniones_coordinacion", "reuniones_trabajo", "sesiones_sprint"),
    "Asistencia técnica y consultas": ("asistencias_tecnicas", "consultas_tecnicas"),
    "Capacitación principal": (
        "capacitaciones_tematicas", "cursos_especializacion", "talleres_oxi", "sesiones_oxi", "eventos_integridad",
        "talleres_bim", "sesiones_coaching", "rondas_habilidades_blandas",
    ),
    "Participantes": ("participantes",),
    "Cartera o universo priorizado": ("cartera_csp", "cierre_universo", "oxi_cartera"),
    "Ejecución": ("avance_pim_csp", "ejecucion_presupuestal"),
    "Cierre de inversiones": ("cierres_efectivos", "cierre_porcentaje"),
    "Hitos del plan": ("hitos_logrados",),
    "Posición en el IGEIP": ("igeip_puesto", "igeip_indice"),
}  # fmt: skip
COMPLEMENTOS = {  # tipo de mecanismo que completa una fila del resumen
    "Asistencia técnica y consultas": "resumen_asistencia",
    "Cartera o universo priorizado": "resumen_cartera",
}
DE_UN_TODO = {  # cifras que se dicen junto a su todo, y cómo si son una sola
    "hitos_logrados": ("hitos_total", "{} de {} cumplidos o superados", "{} cumplido o superado, de {}"),
    "cierres_efectivos": (
        "cierre_universo", "{} cierres efectivos, de {} por cerrar", "{} cierre efectivo, de {} por cerrar",
    ),
}  # fmt: skip
PORCENTAJE = Unidad(simbolo="%")
CON_CATEGORIAS = ("participantes",)  # los demás indicadores van por su total
CON_CORTES = ("cierre_porcentaje",)


def resultados(expediente: Expediente) -> Cuadro:
    """Un rótulo por fila y las cifras que lo llenan; lo que la región no tiene queda en blanco."""
    filas = [Fila((rotulo, celda_de_resumen(expediente, rotulo) or _falta(expediente, rotulo))) for rotulo in RESUMEN]
    usadas = [c for indicadores in RESUMEN.values() for c in cifras_de(expediente, indicadores)]
    if not usadas:
        raise SinDatos("no se registraron resultados en «cifras».")
    return Cuadro(
        "resultados",
        f"Principales resultados cuantitativos en {expediente.region.nombre}",
        (Columna("Indicador", ancho=1), Columna("Resultado", ancho=2.6)),
        tuple(filas),
        expediente.fuente_de(*usadas),
        (*notas_de(usadas), *nota_de_corte({expediente: usadas})),
    )


def cifras_de(expediente: Expediente, indicadores: tuple[str, ...]) -> list[Cifra]:
    """Las cifras de la región para esos indicadores, con sus otros cortes y valores publicados."""
    halladas: list[Cifra] = []
    for indicador in indicadores:
        if indicador in CON_CORTES and len(expediente.serie(indicador)) > 1:
            halladas += expediente.serie(indicador)
        elif expediente.hay(indicador):
            halladas.append(expediente.al_cierre(indicador))
        if indicador in CON_CATEGORIAS:
            halladas += [expediente.cifra(indicador, categoria) for categoria in expediente.categorias(indicador)]
    return halladas


def celda_de_resumen(expediente: Expediente, rotulo: str) -> tuple[Markup, ...]:
    """Lo que va en una fila de ``RESUMEN``: una línea por cifra y una por lo que se dice sin ellas; vacía si no hay."""
    cifras = tuple(_linea(expediente, cifra) for cifra in cifras_de(expediente, RESUMEN[rotulo]))
    complementos = expediente.tabla("mecanismos", COMPLEMENTOS.get(rotulo, "ninguno"))["enunciado"]
    return (*cifras, *(expediente.texto(texto) for texto in complementos))


def _falta(expediente: Expediente, rotulo: str) -> Ausente:
    return falta(expediente, RESUMEN[rotulo][0])


def _linea(expediente: Expediente, cifra: Cifra) -> Markup:
    """La cifra con lo que cuenta: «102 consultas técnicas», «36 participantes: obras por impuestos»."""
    categoria = cifra.clave.partition("/")[2]
    todo, varias, una = DE_UN_TODO.get(cifra.clave, ("", "", ""))
    if todo and expediente.hay(todo):
        total = expediente.cifra(todo)
        return Markup(una if cifra.valor == 1 else varias).format(
            cifra.html(cifra.en_cuadro), total.html(total.con_unidad)
        )
    if categoria:
        return Markup("{}: {}").format(
            cifra.html(
                f"{cifra.en_cuadro}{formato.DURO}{cifra.unidad.singular if cifra.valor == 1 else cifra.unidad.plural}"
            ),
            expediente.rotulo(categoria),
        )
    fechada = cifra.fecha_corte and not es_del_corte(expediente, cifra)
    corte = f", {formato.al_corte(cifra.fecha_corte)}" if fechada else ""
    return cifra.html(cifra.contado(con_signos=True)) + corte


def ejecucion(expediente: Expediente) -> Cuadro:
    """Presupuesto y avance de la CSP y de la región, con la diferencia calculada."""
    filas = [
        Fila((cifra.nombre, cifra, formato.corte(cifra.fecha_corte) if cifra.fecha_corte else None, _origen(cifra)))
        for cifra in cifras_de_ejecucion(expediente)
    ]
    if not filas:
        raise SinDatos(FALTA_EJECUCION.format(expediente.region.nombre))
    usadas = [f.celdas[1] for f in filas if isinstance(f.celdas[1], Cifra)]
    return Cuadro(
        "ejecucion",
        "Presupuesto y avance de la ejecución",
        (
            Columna("Indicador", ancho=3),
            Columna("Valor", "num", 1.2),
            Columna("Corte", ancho=1.3),
            Columna("Origen", ancho=1.3),
        ),
        tuple(filas),
        expediente.fuente_de(*usadas),
        (*notas_de(usadas, propias=True), *_notas_de_calculo(usadas)),
    )


def celda_de_brecha(expediente: Expediente) -> Celda:
    """La diferencia entre la cartera y la región, o por qué no se puede calcular."""
    que = "avance_pim_csp" if not expediente.hay("avance_pim_csp") else "ejecucion_presupuestal"
    return brecha_de_ejecucion(expediente) or falta(expediente, que)


def cierres(expediente: Expediente) -> Cuadro:
    """Inversiones por ruta, total, cerradas y por cerrar, con porcentajes calculados; o la serie de porcentajes."""
    if expediente.hay("cierre_universo"):
        return _cierres_por_ruta(expediente)
    serie = expediente.serie("cierre_porcentaje")
    if not serie:
        raise SinDatos(f"no se registraron cierres de inversiones de {expediente.region.nombre}.")
    return Cuadro(
        "cierres",
        "Avance del cierre de inversiones",
        (Columna("Corte", ancho=2), Columna("Proyectos cerrados", "num")),
        tuple(Fila((formato.frase(formato.corte(c.fecha_corte)), c)) for c in serie),
        expediente.fuente_de(*serie),
        (
            segun_origen(
                (c.origen for c in serie),
                "La fuente publica el porcentaje y no el número de proyectos.",
                "Los datos dan el porcentaje y no el número de proyectos.",
            ),
        ),
    )


def _cierres_por_ruta(expediente: Expediente) -> Cuadro:
    total = expediente.cifra("cierre_universo")
    exigir_universo(expediente)
    filas = []
    for ruta in por_ruta(expediente.cifras_de("cierre_universo")).to_dict("records"):
        cifra = expediente.cifra("cierre_universo", ruta["categoria"])
        filas.append(Fila((formato.frase(expediente.rotulo(ruta["categoria"])), cifra, _parte(cifra, total))))
    filas.append(Fila(("Universo de cierre", total, _parte(total, total)), "total"))
    if expediente.hay("cierres_efectivos"):
        cerradas = expediente.cifra("cierres_efectivos")
        pendientes = por_cerrar(total, cerradas)
        filas += [
            Fila(("Cierres efectivos", cerradas, _parte(cerradas, total))),
            Fila(("Por cerrar", pendientes, _parte(pendientes, total))),
        ]
    return Cuadro(
        "cierres",
        "Inversiones por cerrar y cerradas",
        (Columna("Ruta o estado", ancho=3), Columna("Inversiones", "num"), Columna("% del universo", "num")),
        tuple(filas),
        expediente.fuente_de(*(c for fila in filas for c in fila.celdas if isinstance(c, Cifra))),
        ("Los porcentajes y las inversiones por cerrar son cálculo propio; un decimal, la mitad hacia arriba.",),
    )


def exigir_universo(expediente: Expediente) -> None:
    """Levanta ``NoAplica`` si se contó y no hubo ninguna inversión por cerrar: no hay qué repartir ni proporción que dar."""
    if expediente.cifra("cierre_universo").valor == 0:
        raise NoAplica(f"No había inversiones por cerrar en {expediente.region.nombre}.")


def por_cerrar(total: Cifra, cerradas: Cifra) -> Cifra:
    """Las inversiones del universo que faltan cerrar."""
    resto = valor_de(total) - valor_de(cerradas)
    return calculada(resto, total.unidad, "{} − {}", [total, cerradas], 0, "Inversiones por cerrar")


def oxi(expediente: Expediente) -> Cuadro:
    """Cartera de inversión privada: proyectos, monto y convenios, con los otros valores que se den para lo mismo."""
    indicadores = ("oxi_cartera", "oxi_monto", "oxi_convenios_monto")
    usadas = [expediente.cifra(i) for i in indicadores if expediente.hay(i)]
    if not usadas:
        if len(expediente.tabla("objetivos")) and expediente.tabla("objetivos", "arreglo_institucional").empty:
            raise NoAplica(
                f"La inversión privada no figura entre los objetivos acordados con {expediente.region.nombre}."
            )
        raise SinDatos(f"no se registró una cartera de inversión privada de {expediente.region.nombre}.")
    return Cuadro(
        "oxi",
        "Cartera de inversión con participación privada",
        (Columna("Concepto", ancho=3), Columna("Valor", "num", 1.5)),
        tuple(Fila((c.nombre, c)) for c in usadas),
        expediente.fuente_de(*usadas, *(o for c in usadas for o in c.otras)),
        notas_de(usadas),
    )


def _parte(cifra: Cifra, total: Cifra) -> Cifra:
    parte = cifra.categoria or cifra.nombre
    valor = porcentaje(valor_de(cifra), valor_de(total))
    return calculada(
        valor, PORCENTAJE, "{} ÷ {} × 100", [cifra, total], 1, f"{formato.frase(parte)}, % del universo de cierre"
    )


def _origen(cifra: Cifra) -> str:
    return ORIGENES[cifra.origen]


def _notas_de_calculo(cifras: list[Cifra]) -> tuple[str, ...]:
    return tuple(f"{c.nombre}: {c.fuente.partition(', con')[0]}." for c in cifras if c.origen == "calculado")
