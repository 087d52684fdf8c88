"""El encabezado: en qué fila está y qué columna del esquema es cada título, por su clave, su título o un alias."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandera.pandas as pa

from sistematizacion.errores import Problema, enumerar, sugerencia
from sistematizacion.nucleo.lectura.celdas import Lugar, detalle, plegar, visto
from sistematizacion.nucleo.lectura.hojas import Hoja
from sistematizacion.nucleo.lectura.unidades import de_otra_unidad, otra_escala

FILAS_DE_TITULO = 20
CASI_TODAS = 0.75  # de las columnas obligatorias, para decir que un encabezado es el de una tabla
UNIDAD_ESCRITA = re.compile(r"\([^()]*\)\s*\*?\s*$|\bS/\.?\s*\*?\s*$|%\s*\*?\s*$")


@dataclass
class Encabezado:
    """``columnas`` da la posición de cada columna hallada; ``ancho``, cuántas posiciones abarca."""

    fila: int
    titulos: list[str]
    columnas: dict[str, int] = field(default_factory=dict)
    danadas: set[str] = field(default_factory=set)  # columnas de las que hay un error en el encabezado
    desconocidas: list[str] = field(default_factory=list)  # títulos que no son de la tabla
    en_soles: bool = False  # si alguna de sus columnas va en soles
    hallazgos: list[Problema] = field(default_factory=list)


def nombres(esquema: pa.DataFrameSchema) -> dict[str, str]:
    """Cada manera plegada de titular una columna → su clave; si dos coinciden, gana la clave, luego el título."""
    maneras: dict[str, str] = {}
    for campo in ("clave", "titulo", "alias"):
        for clave, columna in esquema.columns.items():
            declarado = clave if campo == "clave" else detalle(columna).get(campo) or ()
            for nombre in (declarado,) if isinstance(declarado, str) else declarado:
                maneras.setdefault(plegar(nombre), clave)
    return maneras


def reconocer(titulo: str, maneras: Mapping[str, str]) -> str | None:
    """La columna que nombra un título, con o sin su unidad entre paréntesis.

    >>> reconocer("Costo\\nactualizado (S/) *", {"costoactualizado": "costo"})
    'costo'
    """
    return maneras.get(plegar(titulo)) or maneras.get(plegar(UNIDAD_ESCRITA.sub("", titulo.strip())))


def leer_encabezado(hoja: Hoja, esquema: pa.DataFrameSchema, lugar: Lugar) -> Encabezado | None:
    """Halla el encabezado y dice qué falta, sobra, se repite o no se entiende; nada si no lo hay."""
    maneras = nombres(esquema)
    fila = _fila_del_encabezado(hoja, maneras)
    if fila is None:
        return None
    encabezado = Encabezado(fila, [visto(c).strip() for c in hoja.filas[fila]])
    _repartir(encabezado, maneras, lugar)
    encabezado.en_soles = any(detalle(esquema.columns[c]).get("unidad") == "S/" for c in encabezado.columnas)
    for clave, problema in de_otra_unidad(encabezado.titulos, encabezado.columnas, esquema, lugar, encabezado.fila):
        encabezado.danadas.add(clave)
        encabezado.hallazgos.append(problema)
    _sobrantes(encabezado, hoja, esquema, maneras, lugar)
    _faltantes(encabezado, esquema, lugar)
    encabezado.hallazgos += [*_encima(encabezado, hoja, lugar), *_por_alias(encabezado, esquema, lugar)]
    return encabezado


def _encima(encabezado: Encabezado, hoja: Hoja, lugar: Lugar) -> list[Problema]:
    """Lo que hay sobre el encabezado: un título se pasa por alto y se dice; una fila tan llena como los datos, no."""
    encima = [n for n in hoja.filas if n < encabezado.fila]
    if not encima:
        return []
    llenas = [n for n in encima if 2 * sum(c != "" for c in hoja.filas[n]) > max(len(encabezado.columnas), 3)]
    if llenas:
        regla = f"parece un dato y está encima del encabezado (fila {encabezado.fila})"
        return [
            lugar.problema(
                regla, "Páselo abajo o, si es un título, déjelo en una sola celda.", fila=n, valor=_resumen(hoja, n)
            )
            for n in llenas
        ]
    todo = " ".join(_resumen(hoja, n) for n in encima)
    if encabezado.en_soles and (problema := otra_escala(todo, lugar, encima[0])):
        return [problema]
    regla = f"lo que hay encima del encabezado (fila {encabezado.fila}) es un título y no se lee"
    return [lugar.problema(regla, fila=encima[0], valor=_resumen(hoja, encima[0]), gravedad="supuesto")]


def _por_alias(encabezado: Encabezado, esquema: pa.DataFrameSchema, lugar: Lugar) -> list[Problema]:
    """Los encabezados que no son la clave ni el título de su columna, en un solo supuesto."""
    otros = []
    for clave, posicion in encabezado.columnas.items():
        titulo = encabezado.titulos[posicion]
        propios = {plegar(clave), plegar(str(detalle(esquema.columns[clave]).get("titulo") or ""))}
        if not {plegar(titulo), plegar(UNIDAD_ESCRITA.sub("", titulo))} & propios:
            otros.append(f"«{' '.join(titulo.split())}» es {clave}")
    if not otros:
        return []
    return [
        lugar.problema(f"encabezados con otro nombre: {'; '.join(otros)}", fila=encabezado.fila, gravedad="supuesto")
    ]


def _fila_del_encabezado(hoja: Hoja, maneras: Mapping[str, str]) -> int | None:
    """La primera de las filas con más columnas reconocidas, si son dos o más o al menos la mitad de la fila."""
    mejor, puntos = None, 0
    for numero, celdas in list(hoja.filas.items())[:FILAS_DE_TITULO]:
        titulos = [visto(c) for c in celdas if c != ""]
        hallados = len({clave for t in titulos if (clave := reconocer(t, maneras))})
        if hallados > puntos and (hallados > 1 or 2 * hallados >= len(titulos)):
            mejor, puntos = numero, hallados
    return mejor


def columnas_de(hoja: Hoja, esquema: pa.DataFrameSchema) -> int:
    """Cuántas columnas de la tabla titula la hoja, si son casi todas las obligatorias y hay filas debajo; si no, 0.

    Sirve para reconocer por su encabezado una tabla en una hoja con otro nombre («Actividades (2)»).
    """
    maneras = nombres(esquema)
    fila = _fila_del_encabezado(hoja, maneras)
    if fila is None or fila == max(hoja.filas):
        return 0
    halladas = {reconocer(visto(c), maneras) for c in hoja.filas[fila] if c != ""} - {None}
    obligatorias = {c for c, columna in esquema.columns.items() if columna.required}
    bastan = len(halladas) > 2 and len(obligatorias & halladas) >= CASI_TODAS * len(obligatorias)
    return len(halladas) if bastan else 0


def _resumen(hoja: Hoja, fila: int) -> str:
    return " ".join(visto(c) for c in hoja.filas[fila] if c != "")


def _repartir(encabezado: Encabezado, maneras: Mapping[str, str], lugar: Lugar) -> None:
    """Da a cada título su columna; dos títulos de la misma columna son una pregunta."""
    for posicion, titulo in enumerate(encabezado.titulos):
        clave = reconocer(titulo, maneras) if titulo else None
        if clave is None:
            continue
        if clave not in encabezado.columnas:
            encabezado.columnas[clave] = posicion
            continue
        otra = encabezado.columnas[clave]
        una, dos = (
            f"«{encabezado.titulos[p]}» ({f'columna {lugar.letra(p)}' if lugar.hoja else f'la {p + 1}.ª'})"
            for p in (otra, posicion)
        )
        encabezado.danadas.add(clave)
        encabezado.hallazgos.append(lugar.problema(
            "columna repetida", f"¿Cuál es {clave}: {una} o {dos}? Deje una sola y cambie el título de la otra.",
            posicion, fila=encabezado.fila, columna=clave, valor=titulo,
        ))  # fmt: skip


def _sobrantes(
    encabezado: Encabezado, hoja: Hoja, esquema: pa.DataFrameSchema, maneras: Mapping[str, str], lugar: Lugar
) -> None:
    """Los títulos que no son de la tabla, y las columnas con datos y sin título."""
    faltan = {m: c for m, c in maneras.items() if c not in encabezado.columnas}
    como_se_lee = {c: str(detalle(k).get("titulo") or c) if lugar.hoja else c for c, k in esquema.columns.items()}
    permitidas = f"Columnas de esta tabla: {enumerar(list(como_se_lee.values()))}."
    anchos = [len(celdas) for n, celdas in hoja.filas.items() if n > encabezado.fila] if lugar.hoja else []
    for posicion in range(max([len(encabezado.titulos), *anchos])):
        titulo = encabezado.titulos[posicion] if posicion < len(encabezado.titulos) else ""
        donde: dict[str, Any] = {"fila": encabezado.fila}
        if not titulo:
            _sin_titulo(encabezado, hoja, posicion, lugar)
        elif reconocer(titulo, maneras) is None:
            parecida = sugerencia(plegar(UNIDAD_ESCRITA.sub("", titulo)), faltan).removeprefix("¿Quiso decir ")[:-1]
            if parecida:
                clave = faltan[parecida]
                encabezado.danadas.add(clave)
                remedio = f"¿Quiso decir {como_se_lee[clave]}? {permitidas}"
                encabezado.hallazgos.append(
                    lugar.problema("columna desconocida", remedio, posicion, valor=titulo, **donde)
                )
            else:
                encabezado.desconocidas.append(titulo)
                regla = "columna desconocida: no se usa"
                encabezado.hallazgos.append(
                    lugar.problema(regla, permitidas, posicion, valor=titulo, gravedad="advertencia", **donde)
                )


def _sin_titulo(encabezado: Encabezado, hoja: Hoja, posicion: int, lugar: Lugar) -> None:
    for numero, celdas in hoja.filas.items():
        if numero > encabezado.fila and posicion < len(celdas) and celdas[posicion] != "":
            cual = {} if lugar.hoja else {"columna": str(posicion + 1)}
            encabezado.hallazgos.append(lugar.problema(
                "hay datos en una columna sin encabezado", f"Póngale título en la fila {encabezado.fila} o bórrelos.",
                posicion, fila=numero, valor=visto(celdas[posicion]), **cual,
            ))  # fmt: skip
            return


def _faltantes(encabezado: Encabezado, esquema: pa.DataFrameSchema, lugar: Lugar) -> None:
    for clave, columna in esquema.columns.items():
        if columna.required and clave not in encabezado.columnas and clave not in encabezado.danadas:
            encabezado.danadas.add(clave)
            titulo = detalle(columna).get("titulo") or clave
            remedio = "Agréguela." if plegar(titulo) == plegar(clave) else f"Agréguela: «{titulo}» o {clave}."
            if encabezado.desconocidas:
                sobran = ", ".join(f"«{titulo}»" for titulo in encabezado.desconocidas)
                remedio += f" Si es una de estas, corrija su título: {sobran}."
            encabezado.hallazgos.append(
                lugar.problema("falta esta columna", remedio, fila=encabezado.fila, columna=clave)
            )
