"""Gráfico que compara el avance del PIM de la cartera de cada región con su meta o con el conjunto de la región."""

from collections.abc import Sequence
from decimal import Decimal

from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.calculos import BRECHA_APRECIABLE, valor_de
from sistematizacion.presentacion.cifra import EN_CUADRO, Cifra, calculada
from sistematizacion.presentacion.expediente import NO_FIGURA, Expediente
from sistematizacion.presentacion.graficos.comparados.rotulos import (
    Cifras,
    Halladas,
    columna_de,
    componer,
    cortes,
    escrita,
    motivos,
    notas_de_cifras,
    quienes,
    reunir,
    valores_de,
)
from sistematizacion.presentacion.graficos.filas import Filas
from sistematizacion.presentacion.graficos.lienzo import ANCHO, LETRA_MENOR, a_svg
from sistematizacion.presentacion.graficos.pulgadas import franja, marca, medir, pliego
from sistematizacion.presentacion.piezas import Grafico
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

META = "meta_avance_pim"  # un programa puede agregarla a su catálogo; si está, la ejecución se compara con ella


def ejecucion(exp: ExpedienteDelPrograma) -> Grafico:
    """Avance de la cartera de cada región (barra) frente a su meta o al conjunto de la región (marca)."""
    halladas = reunir(exp, avance_y_referencia, "registró el avance del PIM de una cartera")
    avances, referencias = columna_de(halladas, 0), columna_de(halladas, 1)
    contra = _nombre_de_referencia(list(referencias.values()))
    titulo = _titulo_de_ejecucion(valores_de(columna_de(halladas, 2)), contra)
    nota = f"La barra completa es el 100% del PIM. {cortes(avances)}{' La diferencia es cálculo propio.' if columna_de(halladas, 2) else ''}"
    sin_referencia = [e for e in exp.regiones if e.region.nombre in avances and e.region.nombre not in referencias]
    return componer(
        exp, "ejecucion", titulo, _dibujar_ejecucion(halladas, contra),
        "Una barra por región con el avance de su cartera y una marca en su referencia.", _detalle_de_ejecucion,
        (nota, *notas_de_cifras(referencias), *(_sin_con_que_comparar(m) for m in motivos(sin_referencia, "ejecucion_presupuestal"))),
        "avance_pim_csp", halladas,
    )  # fmt: skip


def _sin_con_que_comparar(motivo: str) -> str:
    """El motivo de los datos o, si no lo dan, qué es lo que no figura en ellos."""
    return motivo.replace(NO_FIGURA, "los datos no traen, a esa fecha, el avance del conjunto de la región.")


def avance_y_referencia(e: Expediente) -> Cifras:
    """El avance de la cartera, aquello con que se compara en el mismo corte y su diferencia."""
    if not e.hay("avance_pim_csp"):
        return ()
    contra = META if META in e.catalogo.indicadores and e.hay(META) else "ejecucion_presupuestal"
    referencia = e.al_cierre(contra) if e.hay(contra) else None
    if referencia is None or not e.hay("avance_pim_csp", "", referencia.fecha_corte):
        return e.al_cierre("avance_pim_csp"), None, None
    fecha = referencia.fecha_corte
    avance = e.cifra("avance_pim_csp", "", fecha) if fecha else e.al_cierre("avance_pim_csp")
    puntos = Unidad(singular="punto porcentual", plural="puntos porcentuales")
    nombre = f"Diferencia entre la cartera y {'su meta' if contra == META else 'la región'}, en puntos"
    brecha = calculada(valor_de(avance) - valor_de(referencia), puntos, "{} − {}", [avance, referencia], 2, nombre)
    return avance, referencia, brecha


def _dibujar_ejecucion(halladas: Halladas, contra: str) -> str:
    filas = Filas(list(halladas))
    columnas = [[cifras[n] if cifras else None for cifras in halladas.values()] for n in range(3)]
    with pliego(filas.alto) as (figura, eje):
        filas.nombrar(eje)
        x = filas.columna(eje, "Diferencia,\nen puntos", [con_signo(c) for c in columnas[2]], ANCHO) - 0.2
        arriba = filas.cabecera - 0.06 - 1.74 * LETRA_MENOR / 72  # el primer renglón de un rótulo de dos
        marca(eje, x - medir(contra.split("\n")[0], LETRA_MENOR) - 0.1, arriba, 0.16)
        x = filas.columna(eje, contra, [escrita(c) for c in columnas[1]], x) - 0.3
        franja(eje, x - medir("Cartera", LETRA_MENOR) - 0.22, arriba, 0.14, 0.1)
        x = filas.columna(eje, "Cartera\nseleccionada", [escrita(c) for c in columnas[0]], x, negrita=True) - 0.3
        filas.escala(eje, x, "100% del PIM")
        for n, (avance, referencia) in enumerate(zip(columnas[0], columnas[1], strict=True)):
            if avance:
                filas.barra(eje, n, x, float(valor_de(avance)))
            if referencia:
                marca(eje, filas.en_escala(x, float(valor_de(referencia))), filas.y(n), filas.grueso + 0.1)
        return a_svg(figura)


def con_signo(brecha: Cifra | None) -> str:
    """La diferencia con su signo, que se escribe también cuando es positiva."""
    if brecha is None:
        return formato.VACIO
    valor = formato.redondear(valor_de(brecha), 2)
    signo = "+" if valor > 0 else "−" if valor < 0 else ""
    return f"{EN_CUADRO[brecha.calificador]}{signo}{formato.numero(abs(valor), 2)}"


def _nombre_de_referencia(referencias: Sequence[Cifra]) -> str:
    metas = [c.clave == META for c in referencias]
    return "Conjunto\nde la región" if not any(metas) else "Su\nmeta" if all(metas) else "Su\nreferencia"


def _titulo_de_ejecucion(brechas: dict[str, Decimal], contra: str) -> str:
    """«En Cusco la cartera seleccionada avanzó más que el conjunto de la región; en Arequipa, prácticamente lo mismo»."""
    if not brechas:
        return "Cuánto de su PIM avanzó la cartera seleccionada de cada región"
    iguales = {r: v for r, v in brechas.items() if abs(v) < BRECHA_APRECIABLE}
    grupos = (
        ("más", [r for r, v in brechas.items() if v >= BRECHA_APRECIABLE]),
        ("prácticamente lo mismo" if any(iguales.values()) else "lo mismo", list(iguales)),
        ("menos", [r for r, v in brechas.items() if v <= -BRECHA_APRECIABLE]),
    )
    (cuanto, donde), *resto = [(cuanto, regiones) for cuanto, regiones in grupos if regiones]
    que = contra.replace("\n", " ").replace("Conjunto", "el conjunto").replace("Su", "su")
    frase = f"En {quienes(donde)} la cartera seleccionada avanzó {cuanto} que {que}"
    return "; ".join([frase, *(f"en {quienes(r).replace(' regiones', ' más')}, {c}" for c, r in resto)])


def _detalle_de_ejecucion(cifras: Cifras) -> str:
    avance, referencia, brecha = cifras
    if not (referencia and brecha):
        return f"cartera, {escrita(avance)}"
    contra = "meta" if referencia.clave == META else "conjunto de la región"
    return f"cartera, {escrita(avance)}; {contra}, {escrita(referencia)}; diferencia, {escrita(brecha)} puntos"
