"""El reporte de ``make validate`` en la terminal: primero si se puede hacer el informe, después qué hay que corregir.

Todo lo que viene de los datos se escribe como ``Text``: Rich nunca lo toma por marcas suyas. El estado va en palabras y
el color solo acompaña; Rich lo quita si la salida no es una terminal o si está ``NO_COLOR``.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import pandera.pandas as pa
from rich import box
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sistematizacion.encuestas.importador import Importacion
from sistematizacion.errores import ErrorDeEntrada, Problema, abreviar
from sistematizacion.nucleo.completitud import capitulos_incompletos, completitud, usos
from sistematizacion.nucleo.revision import Revision
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.hallazgos import (
    NOMBRES,
    SIN_HOJA,
    contar,
    destinos_de,
    donde,
    escritas,
    origenes_de,
    periodo_de,
    por_archivo,
    regla_de,
    reunir,
    veredicto,
    visible,
)
from sistematizacion.presentacion.origen import FRANJA_FICTICIA

VISIBLES_POR_ARCHIVO = 50
COLORES = {"error": "bold red", "advertencia": "yellow", "supuesto": "cyan"}
Esquemas = Mapping[str, pa.DataFrameSchema]


def codigo_de_salida(revisiones: Iterable[Revision]) -> int:
    """El de la orden: el de los errores de entrada si hay alguno."""
    return ErrorDeEntrada.codigo if any(r.errores for r in revisiones) else 0


def mostrar(revisiones: Sequence[Revision], consola: Console, capitulos: Mapping[str, str] | None = None) -> None:
    """Escribe el reporte de una región, o el de todas las del programa.

    ``capitulos`` da el título de cada capítulo por su clave; ver ``publicacion.validacion.titulos_de_capitulos``.
    """
    programa, esquemas = revisiones[0].programa, revisiones[0].esquemas
    _resumir(revisiones, consola)
    for gravedad in NOMBRES:
        _listar(reunir(revisiones, gravedad), gravedad, esquemas, consola)
    usadas = usos(programa, esquemas, capitulos)
    llenados = [completitud(escritas(r), esquemas) for r in revisiones]
    _titular("Qué tan llenas están las tablas", consola)
    if len(revisiones) == 1:
        _completar(llenados[0], consola)
        _faltar(capitulos_incompletos(usadas, llenados[0]), consola)
    else:
        _completar_en_breve(revisiones, llenados, usadas, consola)
    _titular("Qué alimenta cada tabla", consola)
    _alimentar(usadas, llenados, consola)


def _resumir(revisiones: Sequence[Revision], consola: Console) -> None:
    """De cada región, si se puede hacer su informe y cuánto se halló."""
    _escribir(Text(f"Validación · {visible(revisiones[0].programa.nombre_corto)}", "bold"), consola)
    if revisiones[0].programa.ficticio:
        _escribir(Text(FRANJA_FICTICIA, "bold yellow"), consola)
    for revision in revisiones:
        conteos = [contar(len(reunir([revision], gravedad)), gravedad) for gravedad in NOMBRES]
        color = "bold red" if revision.errores else "bold green"
        _escribir(Text(f"{visible(revision.region.nombre)}: {veredicto(revision.errores)}", color), consola)
        _escribir(Text(" · ".join(conteos)), consola, 2)


def _listar(hallazgos: Sequence[Problema], gravedad: str, esquemas: Esquemas, consola: Console) -> None:
    """Los hallazgos de una gravedad, por archivo y hoja; de cada archivo, los primeros."""
    if not hallazgos:
        return
    _titular(formato.frase(contar(len(hallazgos), gravedad)), consola, COLORES[gravedad])
    for archivo, hojas in por_archivo(hallazgos).items():
        _escribir(Text(visible(archivo), "bold"), consola)
        quedan = VISIBLES_POR_ARCHIVO
        for hoja, suyos in hojas.items():
            if quedan and (hoja or len(hojas) > 1):
                _escribir(Text(f"Hoja {visible(hoja)}" if hoja else SIN_HOJA, "underline"), consola, 2)
            for problema in suyos[:quedan]:
                _detallar(problema, esquemas, consola)
            quedan -= min(quedan, len(suyos))
        resto = sum(map(len, hojas.values())) - VISIBLES_POR_ARCHIVO
        if resto > 0:
            _escribir(Text(f"… y {formato.numero(resto)} más; validacion.html los trae todos.", "bold"), consola, 2)


def _detallar(problema: Problema, esquemas: Esquemas, consola: Console) -> None:
    """Dónde y qué se encontró; debajo, la regla y el remedio."""
    hallado = "" if problema.valor is None else f"«{abreviar(visible(problema.valor))}»"
    cabeza = ": ".join(filter(None, [donde(problema, esquemas), hallado]))
    if cabeza:
        _escribir(Text(cabeza, COLORES[problema.gravedad]), consola, 4)
    _escribir(Text(regla_de(problema)), consola, 6)
    if problema.remedio:
        _escribir(Text(f"Qué hacer: {visible(problema.remedio)}"), consola, 6)


def _completar(llenado: pd.DataFrame, consola: Console) -> None:
    """Las tablas con filas, con su detalle debajo del nombre; las vacías se nombran juntas."""
    tabla = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, show_edge=False)
    tabla.add_column("Tabla", overflow="fold")
    tabla.add_column("Filas", justify="right", no_wrap=True)
    tabla.add_column("Lleno", justify="right", no_wrap=True)
    for fila in llenado[llenado["filas"] > 0].to_dict("records"):
        detalles = [Padding(Text(detalle, "dim"), (0, 0, 0, 2)) for detalle in _detalles(fila)]
        celda = Group(Text(f"{fila['tabla']}: {fila['titulo']}"), *detalles)
        tabla.add_row(celda, Text(formato.numero(fila["filas"])), Text(f"{fila['porcentaje']}%"))
    if tabla.row_count:
        _escribir(Text("De las celdas que se pueden llenar; algunas quedan vacías con razón.", "dim"), consola)
        consola.print(tabla, soft_wrap=False)
    vacias = list(llenado.loc[llenado["filas"] == 0, "tabla"])
    if vacias:
        _escribir(Text(f"Sin filas: {', '.join(vacias)}."), consola)


def _completar_en_breve(
    revisiones: Sequence[Revision], llenados: Sequence[pd.DataFrame], usadas: pd.DataFrame, consola: Console
) -> None:
    """De cada región, una línea: con muchas, tabla por tabla no se leería; eso está en la página."""
    for revision, llenado in zip(revisiones, llenados, strict=True):
        con_filas, celdas = int((llenado["filas"] > 0).sum()), int(llenado["celdas"].sum())
        partes = [
            f"{con_filas} de {len(llenado)} tablas con datos",
            f"{formato.numero(int(llenado['filas'].sum()))} filas",
            f"{100 * int(llenado['llenas'].sum()) // celdas}% de sus celdas llenas" if celdas else "",
        ]
        _escribir(Text(f"{visible(revision.region.nombre)}: {', '.join(filter(None, partes))}."), consola)
        incompletos = capitulos_incompletos(usadas, llenado)
        vacios = list(incompletos.loc[incompletos["sin_datos"].astype(bool), "nombre"])
        if vacios:
            _escribir(Text(f"Capítulos sin datos: {formato.lista(vacios)}.", "yellow"), consola, 2)
    _escribir(Text("Tabla por tabla, en validacion.html.", "dim"), consola)


def _detalles(fila: dict) -> list[str]:
    partes = [periodo_de(fila), origenes_de(fila)]
    danadas = fila["con_error"]
    return list(filter(None, [
        " · ".join(filter(None, partes)),
        f"Celdas que no se pudieron leer: {formato.numero(danadas)}" if danadas else "",
        f"Sin ningún dato: {', '.join(fila['sin_dato'])}" if fila["sin_dato"] else "",
    ]))  # fmt: skip


def _faltar(incompletos: pd.DataFrame, consola: Console) -> None:
    """Los capítulos que se quedan sin datos, uno por uno, y los que se harán a medias."""
    for capitulo in incompletos[incompletos["sin_datos"].astype(bool)].to_dict("records"):
        texto = f"Sin datos: «{capitulo['nombre']}», en {formato.lista(capitulo['informes'])}."
        _escribir(Text(texto, "yellow"), consola)
    for capitulo in incompletos[~incompletos["sin_datos"].astype(bool)].to_dict("records"):
        texto = f"Con menos datos: «{capitulo['nombre']}»; sin filas: {formato.lista(capitulo['vacias'])}."
        _escribir(Text(texto), consola)


def _alimentar(usadas: pd.DataFrame, llenados: Sequence[pd.DataFrame], consola: Console) -> None:
    """De cada tabla con filas, los capítulos que se hacen con ella y los informes en que están."""
    for tabla in dict.fromkeys(t for llenado in llenados for t in llenado.loc[llenado["filas"] > 0, "tabla"]):
        destinos = destinos_de(usadas, tabla) or ["ningún informe de este programa la usa"]
        _escribir(Text(f"{tabla}: {'; '.join(destinos)}."), consola)


def _titular(texto: str, consola: Console, color: str = "bold") -> None:
    consola.print()
    _escribir(Text(visible(texto), color), consola)


def _escribir(texto: Text, consola: Console, sangria: int = 0) -> None:
    """Con sangría en cada renglón, aunque la consola se haya abierto para no partirlos, y sin espacios al final."""
    for renglon in texto.wrap(consola, max(consola.width - sangria, 1), overflow="fold"):
        renglon.rstrip()
        consola.print(Text.assemble(" " * sangria, renglon), soft_wrap=True)


def mostrar_importacion(importacion: Importacion, consola: Console) -> None:
    """Cuántas personas y comentarios entraron, qué se dio por entendido y qué columnas no se leyeron."""
    personas, comentarios = importacion.personas, len(importacion.comentarios)
    cuantas = f"{formato.numero(personas)} {'persona' if personas == 1 else 'personas'}"
    suyos = f"{formato.numero(comentarios)} {'comentario' if comentarios == 1 else 'comentarios'}"
    _escribir(Text(f"Entraron las respuestas de {cuantas} y {suyos}.", "bold"), consola)
    for hallazgo in importacion.hallazgos:
        _escribir(Text(f"{hallazgo.gravedad.capitalize()}. {visible(str(hallazgo))}"), consola)
    if importacion.descartadas:
        nombres = ", ".join(visible(c) for c in importacion.descartadas)
        _escribir(Text(f"No se leyeron, porque no son del formulario: {nombres}."), consola)
