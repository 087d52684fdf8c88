"""De una hoja cruda a una tabla del núcleo: convertida a sus tipos y con todo lo que hay que decir de ella."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa

from sistematizacion.errores import Problema
from sistematizacion.nucleo.columnas import es_numero
from sistematizacion.nucleo.corte import Corte
from sistematizacion.nucleo.lectura.canonico import como_lo_escribio, leer_columna, llenar_defectos
from sistematizacion.nucleo.lectura.celdas import Celda, Falla, Leida, Lugar, detalle
from sistematizacion.nucleo.lectura.combinadas import tapadas
from sistematizacion.nucleo.lectura.encabezado import Encabezado, leer_encabezado
from sistematizacion.nucleo.lectura.filas import filas_de_datos
from sistematizacion.nucleo.lectura.hojas import Hoja
from sistematizacion.nucleo.lectura.validacion import en_palabras, revisar

CONVERSORES: dict[str, Callable[[str], Any]] = {
    "decimal": Decimal,
    "entero": int,
    "corte": cache(Corte.de_texto),
    "fecha": cache(Corte.de_texto),
    "mes": cache(Corte.de_texto),
    "numero_o_cita": lambda texto: Decimal(texto) if es_numero(texto) else texto,
}
PROPIAS = ("archivo", "hoja", "fila", "danadas")


@dataclass(frozen=True)
class Lectura:
    """Una tabla leída y lo que hay que decir de ella.

    ``tabla`` tiene una fila por fila de datos del archivo, con las columnas del esquema en sus tipos (Decimal, int,
    Corte o texto; lo vacío es ``None``, y «» en los textos, opciones y códigos) más ``archivo``, ``hoja`` («» en un
    CSV), ``fila`` (la que Excel muestra) y ``danadas``: las columnas de esa fila que tienen un error y por eso valen
    ``None``. Una llave repetida es un error, pero sus celdas se conservan: otras tablas pueden referirse a ellas.
    """

    tabla: pd.DataFrame
    hallazgos: tuple[Problema, ...] = ()
    letras: Mapping[str, str] = field(default_factory=dict)  # la de cada columna en Excel; ninguna en un CSV

    @property
    def errores(self) -> tuple[Problema, ...]:
        """Los hallazgos que impiden hacer informes."""
        return tuple(p for p in self.hallazgos if p.gravedad == "error")


def vacia(esquema: pa.DataFrameSchema | None = None) -> pd.DataFrame:
    """Una tabla sin filas, con sus columnas."""
    columnas = [*(esquema.columns if esquema is not None else ()), *PROPIAS]
    return pd.DataFrame({c: pd.Series(dtype=object) for c in columnas})


def leer_hoja(hoja: Hoja, archivo: str, esquema: pa.DataFrameSchema) -> Lectura:
    """Lee una hoja como la tabla de ``esquema``; con errores, la tabla igual viene, sin lo que no se pudo leer."""
    lugar = Lugar(archivo, hoja.nombre)
    if not hoja.filas and hoja.nombre:  # una hoja en blanco del libro: nadie llenó esa tabla
        return Lectura(vacia(esquema))
    encabezado = leer_encabezado(hoja, esquema, lugar)
    if encabezado is None:
        remedio = f"Va en la primera fila: {', '.join(esquema.columns)}."
        return Lectura(vacia(esquema), (*hoja.supuestos, lugar.problema("falta el encabezado", remedio, fila=1)))
    filas, malas, hallazgos = filas_de_datos(hoja, encabezado, esquema, lugar)
    hallazgos = [*hoja.supuestos, *encabezado.hallazgos, *hallazgos]
    numeros = sorted([*filas, *malas])
    cruda = {c: _columna(filas, numeros, p) for c, p in encabezado.columnas.items() if c not in encabezado.danadas}
    declarado = {c: detalle(columna) for c, columna in esquema.columns.items()}
    leidas = {c: leer_columna(celdas, declarado[c], hoja.epoca) for c, celdas in cruda.items()}
    textos = {c: leida.textos for c, leida in leidas.items()}
    propias = {(n, c): falla for c, leida in leidas.items() for n, falla in leida.fallas.items()}
    propias |= _sin_origen(llenar_defectos(textos, declarado, len(numeros)), textos, encabezado)
    enteras = [n for n, fila in enumerate(numeros) if fila not in malas]
    validas = {c: textos[c] for c in esquema.columns if c in textos}
    revisadas, repetidas = _revisar(validas, enteras, esquema, propias)
    fallas = {k: f for k, f in (propias | revisadas).items() if numeros[k[0]] not in malas}
    if hoja.nombre:  # en un libro se escoge de listas, que muestran palabras y no claves
        fallas = {k: en_palabras(f, declarado[k[1]]) for k, f in fallas.items()}
    cubiertas = {
        k: rango for k, rango in tapadas(hoja, cruda, numeros, encabezado).items() if numeros[k[0]] not in malas
    }
    fallas |= {k: Falla("está vacía y no se sabe qué vale") for k in cubiertas if k not in fallas}
    if hoja.separador == ",":
        fallas |= _de_filas_corridas(fallas, cruda)
    hallazgos += _de_celdas(fallas | repetidas, cruda, numeros, encabezado, cubiertas, lugar)
    hallazgos += [p for c, leida in leidas.items() for p in _de_columna(c, leida, encabezado, lugar)]
    rotas = fallas.keys() | {(n, c) for n, fila in enumerate(numeros) for c in esquema.columns if fila in malas}
    rotas |= {(n, c) for n in range(len(numeros)) for c in encabezado.danadas}
    tabla = _convertir(textos, rotas, numeros, esquema)
    tabla = tabla.assign(archivo=archivo, hoja=hoja.nombre, fila=numeros, danadas=_danadas(rotas, len(numeros)))
    return Lectura(tabla, tuple(hallazgos), {c: lugar.letra(n) for c, n in encabezado.columnas.items()})


def _columna(filas: Mapping[int, list[Celda]], numeros: Sequence[int], posicion: int) -> list[Celda]:
    """Las celdas de una columna; las de una fila que no se puede leer, vacías."""
    leidas = (filas.get(n, ()) for n in numeros)
    return [celdas[posicion] if posicion < len(celdas) else "" for celdas in leidas]


def _sin_origen(
    fallas: dict[tuple[int, str], Falla], textos: Mapping[str, list[str]], encabezado: Encabezado
) -> dict[tuple[int, str], Falla]:
    """Si el archivo no trae la columna, basta preguntarlo en su primera fila."""
    primeras = {c: min(n for n, otra in fallas if otra == c) for _, c in fallas}
    return {(n, c): f for (n, c), f in fallas.items() if c in encabezado.columnas or n == primeras[c]}


def _revisar(
    textos: Mapping[str, list[str]], enteras: Sequence[int], esquema: pa.DataFrameSchema,
    propias: Mapping[tuple[int, str], Falla],
) -> tuple[dict[tuple[int, str], Falla], dict[tuple[int, str], Falla]]:  # fmt: skip
    """Las fallas según el esquema, con la posición de la fila en la tabla entera."""
    tabla = pd.DataFrame({c: pd.Series([v[n] for n in enteras], dtype=str) for c, v in textos.items()})
    if tabla.empty:
        return {}, {}
    lugares = {fila: n for n, fila in enumerate(enteras)}
    fallas, repetidas = revisar(tabla, esquema, {(lugares[n], c): f for (n, c), f in propias.items() if n in lugares})
    return (
        {(enteras[n], c): f for (n, c), f in fallas.items()},
        {(enteras[n], c): f._replace(visto=",".join(str(enteras[int(i)]) for i in (f.visto or "").split(",")))
         for (n, c), f in repetidas.items()},
    )  # fmt: skip


def _de_celdas(
    fallas: Mapping[tuple[int, str], Falla], cruda: Mapping[str, Sequence[Celda]], numeros: Sequence[int],
    encabezado: Encabezado, cubiertas: Mapping[tuple[int, str], str], lugar: Lugar,
) -> list[Problema]:  # fmt: skip
    """Un error por celda, en el orden de la hoja; las ``cubiertas`` por un rango combinado dicen cuál es."""
    orden = {c: n for n, c in enumerate(dict.fromkeys([*encabezado.columnas, *(c for _, c in fallas)]))}
    problemas = []
    for (n, clave), falla in sorted(fallas.items(), key=lambda par: (par[0][0], orden[par[0][1]])):
        celda = cruda[clave][n] if clave in cruda else ""
        regla = falla.regla
        if "{filas}" in regla:
            regla = regla.replace("{filas}", _enumerar([numeros[int(i)] for i in (falla.visto or "").split(",")]))
        posicion, remedio = encabezado.columnas.get(clave), falla.remedio
        if rango := cubiertas.get((n, clave)):
            remedio = f"La celda está combinada ({rango}): sepárela y repita el valor en cada fila."
        problemas.append(lugar.problema(
            regla, remedio, posicion, fila=numeros[n], columna=clave, valor=como_lo_escribio(celda)
        ))  # fmt: skip
    return problemas


def _de_filas_corridas(
    fallas: Mapping[tuple[int, str], Falla], cruda: Mapping[str, Sequence[Celda]]
) -> dict[tuple[int, str], Falla]:
    """La primera falla de cada fila con varias celdas escritas que no son de su columna, con la pregunta que lo explica."""
    por_fila: dict[int, list[str]] = {}
    for n, clave in fallas:
        if clave in cruda and cruda[clave][n] != "":
            por_fila.setdefault(n, []).append(clave)
    pregunta = 'Si la fila está corrida, ¿tiene una coma decimal sin comillas? Se escribe "1038,5".'
    primeras = {n: next(c for c in cruda if c in claves) for n, claves in por_fila.items() if len(claves) > 1}
    return {
        (n, c): (f := fallas[n, c])._replace(remedio=f"{f.remedio} {pregunta}".strip()) for n, c in primeras.items()
    }


def _enumerar(numeros: Sequence[int]) -> str:
    """«2, 5 y 9»; si son muchas, las primeras."""
    if len(numeros) > 6:
        return f"{', '.join(map(str, numeros[:5]))} y {len(numeros) - 5} más"
    return f"{', '.join(map(str, numeros[:-1]))} y {numeros[-1]}"


def _de_columna(clave: str, leida: Leida, encabezado: Encabezado, lugar: Lugar) -> list[Problema]:
    """Un supuesto que reúne lo que se entendió en la columna, y lo que conviene revisar de ella."""
    posicion = encabezado.columnas[clave]
    problemas = [
        lugar.problema(regla, remedio, posicion, columna=clave, gravedad="advertencia")
        for regla, remedio in leida.avisos
    ]
    if leida.notas:
        partes = [
            f"{cuantas} {'valor' if cuantas == 1 else 'valores'} {frase} ({ejemplo})"
            for frase, (cuantas, ejemplo) in leida.notas.items()
        ]
        problemas.append(lugar.problema("; ".join(partes), "", posicion, columna=clave, gravedad="supuesto"))
    return problemas


def _convertir(
    textos: Mapping[str, list[str]], rotas: set[tuple[int, str]], numeros: Sequence[int], esquema: pa.DataFrameSchema
) -> pd.DataFrame:
    """Cada columna en su tipo: Decimal, int y Corte exactos, en columnas de objetos; lo vacío y lo dañado, ``None``."""
    columnas: dict[str, Any] = {}
    for nombre, columna in esquema.columns.items():
        conversor = CONVERSORES.get(detalle(columna)["tipo"])
        valores: list[Any] = list(textos.get(nombre, [""] * len(numeros)))
        malas = {n for n, c in rotas if c == nombre}
        if conversor:
            valores = [conversor(v) if v and n not in malas else None for n, v in enumerate(valores)]
        elif malas:
            valores = [None if n in malas else v for n, v in enumerate(valores)]
        columnas[nombre] = pd.Series(valores, dtype=object) if conversor or malas or not valores else valores
    return pd.DataFrame(columnas)


def _danadas(rotas: set[tuple[int, str]], filas: int) -> pd.Series:
    por_fila: dict[int, set[str]] = {}
    for n, clave in rotas:
        por_fila.setdefault(n, set()).add(clave)
    return pd.Series([frozenset(por_fila.get(n, ())) for n in range(filas)], dtype=object)
