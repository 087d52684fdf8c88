"""Cuadros que comparan las cifras de las regiones: resultados, actividades, ejecución, cierres y clasificación."""

from collections.abc import Sequence

from sistematizacion.errores import ErrorDeDocumento
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros import resultados as de_region
from sistematizacion.presentacion.cuadros.actividades import DE_FORMACION, GRUPOS, SIN_SEXO
from sistematizacion.presentacion.cuadros.matrices import Lector, Renglon, por_region
from sistematizacion.presentacion.cuadros.notas import falta, nota_de_corte, notas_de
from sistematizacion.presentacion.expediente import Expediente, NoAplica, SinDatos
from sistematizacion.presentacion.medidas import COMPARABLES, clasificar_cifras, mismo_universo, proporcion_cerrada
from sistematizacion.presentacion.origen import rotulo_de_total, segun_origen
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

SIN_CORTE = "Sin corte"
SIN_DATO = Ausente("La región no tiene ese dato, y no entra en el orden.")
OTRO_CORTE = Ausente(
    "Su dato no es de la misma fecha o no se obtuvo del mismo modo que los demás, y no se ordena con ellos."
)


def resultados(programa: ExpedienteDelPrograma) -> Cuadro:
    """Los principales resultados cuantitativos: un grupo de indicadores por fila y una región por columna."""
    de_cada_una = {
        r: [c for grupo in de_region.RESUMEN.values() for c in de_region.cifras_de(r, grupo)] for r in programa.regiones
    }
    usadas = [c for suyas in de_cada_una.values() for c in suyas]
    if not usadas:
        raise SinDatos("no se registraron resultados en «cifras».")
    renglones = [(rotulo, _de_resumen(rotulo)) for rotulo in de_region.RESUMEN]
    return Cuadro(
        "resultados",
        "Principales resultados cuantitativos, por región",
        *por_region(programa, "Indicador", renglones),
        programa.fuente_de(*usadas),
        (*notas_de(usadas), *nota_de_corte(de_cada_una)),
        horizontal=len(programa.regiones) > 3,
        hoja=por_region(programa, "Indicador", _de_hoja(programa), "num"),
    )


def actividades(programa: ExpedienteDelPrograma) -> Cuadro:
    """Las actividades contadas, por grupo, una región por columna."""
    renglones: list[Renglon] = []
    for grupo, rotulo in GRUPOS.items():
        fichas = [
            (i, f) for i, f in programa.catalogo.indicadores.items() if f.grupo == grupo and i not in DE_FORMACION
        ]
        presentes = [(f.nombre, _de_indicador(i)) for i, f in fichas if any(r.hay(i) for r in programa.regiones)]
        renglones += [(rotulo, None), *presentes] if presentes else []
    return _de_cifras(programa, "actividades", "Actividades del acompañamiento, por región", "Actividad", renglones)


def formacion(programa: ExpedienteDelPrograma) -> Cuadro:
    """Participantes, horas y certificados por tema, una región por columna."""
    renglones: list[Renglon] = []
    for indicador, rotulo in DE_FORMACION.items():
        temas = _categorias(programa, indicador) + _categorias(programa, indicador, por_sexo=True)
        filas = [(formato.frase(programa.rotulo(t)), _de_indicador(indicador, t)) for t in temas]
        totales = [r.al_cierre(indicador).origen for r in programa.regiones if r.hay(indicador)]
        total = [(rotulo_de_total(totales), _de_indicador(indicador))] if totales else []
        renglones += [(rotulo, None), *filas, *total] if filas else []
    titulo = "Participantes, horas y certificados de las actividades formativas, por región"
    con_sexo = any(_categorias(programa, indicador, por_sexo=True) for indicador in DE_FORMACION)
    notas = ("Una persona puede haber participado en más de una actividad.", *(() if con_sexo else (SIN_SEXO,)))
    return _de_cifras(programa, "formacion", titulo, "Tema", renglones, *notas)


def _categorias(programa: ExpedienteDelPrograma, indicador: str, *, por_sexo: bool = False) -> list[str]:
    return list(dict.fromkeys(c for r in programa.regiones for c in r.categorias(indicador, por_sexo=por_sexo)))


def ejecucion(programa: ExpedienteDelPrograma) -> Cuadro:
    """Presupuesto y avance de la cartera y de la región, al último cierre de año."""
    indicadores = ("pim_inicial_csp", "variacion_pim_csp", "avance_pim_csp", "ejecucion_presupuestal")
    renglones = [(programa.catalogo.indicadores[i].nombre, _de_indicador(i)) for i in indicadores]
    renglones += [
        (f"Obras con {programa.rotulo(grado)}", _de_indicador("obras_con_retraso", grado))
        for grado in ("moderado", "critico")
        if any(r.hay("obras_con_retraso", grado) for r in programa.regiones)
    ]
    hay_brecha = any(isinstance(de_region.celda_de_brecha(r), Cifra) for r in programa.regiones)
    renglones.append(("Diferencia entre la cartera y la región, en puntos", de_region.celda_de_brecha))
    return _de_cifras(
        programa, "ejecucion", "Presupuesto y avance de la ejecución, por región", "Indicador", renglones,
        " ".join([_de_cuando(programa, indicadores), *(["La diferencia es cálculo propio."] if hay_brecha else [])]),
    )  # fmt: skip


def _de_cuando(programa: ExpedienteDelPrograma, indicadores: Sequence[str]) -> str:
    origenes = [r.al_cierre(i).origen for r in programa.regiones for i in indicadores if r.hay(i)]
    en_general = "Al último cierre de año o, si no lo hay, al último corte de la región."
    return segun_origen(origenes, "Al último cierre de año que cada fuente da.", en_general)


def cierres(programa: ExpedienteDelPrograma) -> Cuadro:
    """Universo, cierres, por cerrar y proporción cerrada, una región por fila."""
    filas = tuple(_cierres_de(r) for r in programa.regiones)
    usadas = [c for f in filas for c in f.celdas if isinstance(c, Cifra)]
    if not usadas:
        raise SinDatos("no se registraron cierres de inversiones.")
    return Cuadro(
        "cierres",
        "Cierre de inversiones, por región",
        (
            Columna("Región", ancho=1.4),
            *(Columna(t, "num") for t in ("Universo de cierre", "Cierres efectivos", "Por cerrar", "% cerrado")),
            Columna("Corte", ancho=1.2),
        ),
        filas,
        programa.fuente_de(*usadas),
        (
            *notas_de(usadas),
            " ".join(filter(None, [_de_que_universo(programa), _sin_corte(filas, usadas)])),
        ),
    )


def _de_que_universo(programa: ExpedienteDelPrograma) -> str:
    if mismo_universo(programa.regiones):
        return "El universo de cierre son las inversiones de la tabla «cierres» de cada región, sin las descartadas."
    return (
        "Cada región define su universo de cierre a su manera: los porcentajes orientan y no son del todo comparables."
    )


def _sin_corte(filas: Sequence[Fila], usadas: Sequence[Cifra]) -> str:
    de_registro = "Sin corte: los datos no traen su fecha." if any(f.celdas[-1] == SIN_CORTE for f in filas) else ""
    origenes = (c.origen for c in usadas if not c.derivada)
    return segun_origen(origenes, "Sin corte: la fuente no fecha el dato.", de_registro)


def _cierres_de(region: Expediente) -> Fila:
    conteos = [_de_indicador(i)(region) for i in ("cierre_universo", "cierres_efectivos")]
    pendientes: Celda = falta(region, "cierres_efectivos")
    if region.hay("cierre_universo") and region.hay("cierres_efectivos"):
        pendientes = de_region.por_cerrar(region.cifra("cierre_universo"), region.cifra("cierres_efectivos"))
    parte = proporcion_cerrada(region)
    corte = formato.corte(parte.fecha_corte) if parte and parte.fecha_corte else SIN_CORTE if parte else None
    return Fila((region.region.nombre, *conteos, pendientes, parte or falta(region, "cierre_porcentaje"), corte))


def clasificacion(programa: ExpedienteDelPrograma) -> Cuadro:
    """El valor y el puesto de cada región en los resultados que se pueden comparar."""
    if len(programa.regiones) < 2:
        raise NoAplica("Con una sola región no hay puestos que comparar.")
    filas: list[Fila] = []
    usadas: list[Cifra] = []
    for rotulo, medir in COMPARABLES.items():
        medidas = {r.region.clave: medir(r) for r in programa.regiones}
        puestos = clasificar_cifras({k: m for k, m in medidas.items() if isinstance(m, Cifra)})
        celdas = [(m or SIN_DATO, _puesto(puestos.get(k), m)) for k, m in medidas.items()]
        usadas += [m for m, _ in celdas if isinstance(m, Cifra)]
        filas.append(Fila((rotulo, *(c for par in celdas for c in par))))
    if not usadas:
        raise SinDatos("no hay resultados que se puedan comparar entre regiones.")
    columnas = [
        c
        for r in programa.regiones
        for c in (
            Columna("Valor", "num", 1.1, grupo=r.region.nombre),
            Columna("Puesto", "num", 0.9, grupo=r.region.nombre),
        )
    ]
    return Cuadro(
        "clasificacion",
        "Puesto de cada región en los resultados comparables",
        (Columna("Resultado", ancho=2.6), *columnas),
        tuple(filas),
        programa.fuente_de(*usadas),
        (
            "El puesto es entre las regiones con datos de la misma fecha y obtenidos del mismo modo, y vale lo que valga la "
            "comparación; el empate (=) comparte puesto.",
            *notas_de(usadas),
        ),
        horizontal=len(programa.regiones) > 3,
    )


def comparar_indicadores(
    programa: ExpedienteDelPrograma, clave: str, titulo: str, indicadores: Sequence[str]
) -> Cuadro:
    """Los indicadores que se pidan, al último cierre de año, una región por columna.

    Raises:
        ErrorDeDocumento: no es el programa entero, o un indicador no existe.
        SinDatos: ninguna región los tiene.
    """
    if not isinstance(programa, ExpedienteDelPrograma):
        raise ErrorDeDocumento('Comparar es del programa entero: ábralo con abrir(programa, "").')
    renglones: list[Renglon] = [(_nombre(programa, i), _de_indicador(i)) for i in indicadores]
    return _de_cifras(programa, clave, titulo, "Indicador", renglones)


def _nombre(programa: ExpedienteDelPrograma, indicador: str) -> str:
    programa.regiones[0].hay(indicador)  # si no existe, lo dice con el parecido
    return programa.catalogo.indicadores[indicador].nombre


def _de_cifras(
    programa: ExpedienteDelPrograma, clave: str, titulo: str, cabeza: str, renglones: list[Renglon], *notas: str
) -> Cuadro:
    columnas, filas = por_region(programa, cabeza, renglones, "num")
    usadas = [c for f in filas for c in f.celdas if isinstance(c, Cifra)]
    if not usadas:
        raise SinDatos("no se registraron cifras que comparar.")
    return Cuadro(clave, titulo, columnas, filas, programa.fuente_de(*usadas), (*notas_de(usadas), *notas))


def _de_indicador(indicador: str, categoria: str = "") -> Lector:
    return lambda r: (
        r.al_cierre(indicador, categoria) if r.hay(indicador, categoria) else falta(r, indicador, categoria)
    )


def _de_hoja(programa: ExpedienteDelPrograma) -> list[Renglon]:
    """El resumen con una cifra por celda: un grupo por fila del cuadro y un renglón por indicador y categoría."""
    renglones: list[Renglon] = []
    for rotulo, indicadores in de_region.RESUMEN.items():
        renglones.append((rotulo, None))
        for indicador in indicadores:
            nombre = programa.catalogo.indicadores[indicador].nombre
            detalle = _categorias(programa, indicador) if indicador in de_region.CON_CATEGORIAS else []
            renglones.append((nombre, _de_indicador(indicador)))
            renglones += [(f"{nombre}: {programa.rotulo(c)}", _de_indicador(indicador, c)) for c in detalle]
    return renglones


def _de_resumen(rotulo: str) -> Lector:
    return lambda r: de_region.celda_de_resumen(r, rotulo) or falta(r, de_region.RESUMEN[rotulo][0])


def _puesto(puesto: tuple[int, bool] | None, medida: Cifra | None) -> Celda:
    if puesto is None:
        return OTRO_CORTE if medida else SIN_DATO
    return f"{formato.ordinal_abreviado(puesto[0])}{' =' if puesto[1] else ''}"
