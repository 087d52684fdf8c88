"""Lo que los registros de una región dan, con los hitos al final porque citan a las demás cifras."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.indicadores import calcular
from sistematizacion.analisis.privacidad import con_base
from sistematizacion.catalogo import Catalogo
from sistematizacion.nucleo.esquemas import REGISTROS, VALORES_DE_HITO
from sistematizacion.nucleo.referencias import interpretar
from sistematizacion.nucleo.seleccion import coincidencias
from sistematizacion.nucleo.union import como_cifras, unir
from sistematizacion.parametros import Region


def calcular_cifras(
    tablas: Mapping[str, pd.DataFrame], publicadas: pd.DataFrame, catalogo: Catalogo, region: Region
) -> pd.DataFrame:
    """Las cifras calculadas con los registros propios y sanos de la región, con la forma de ``union.como_cifras``.

    Args:
        tablas: lo leído, también las filas con errores, que no se usan.
        publicadas: las filas de ``cifras`` con valor, que los hitos pueden citar.
    """
    registros = {nombre: _registros(tablas[nombre], region) for nombre in REGISTROS}
    publicable = con_base(registros["encuesta"], catalogo.encuesta.minimo_de_grupo)
    completas, fichas = region.registros_completos, catalogo.indicadores
    de_hitos = {k: f for k, f in fichas.items() if f.calculo and f.calculo.tabla == "hitos"}
    de_encuesta = {k: f for k, f in fichas.items() if f.calculo and f.calculo.funcion == "encuesta"}
    demas = {k: f for k, f in fichas.items() if k not in de_hitos and k not in de_encuesta}
    primero = pd.concat(
        [calcular(registros, demas, completas), calcular({"encuesta": publicable}, de_encuesta, completas)],
        ignore_index=True,
    )
    conocidas = unir(publicadas, como_cifras(primero, catalogo, region), completas)
    registros["hitos"] = con_valores(registros["hitos"], conocidas)
    despues = calcular(registros, de_hitos, completas)
    return como_cifras(pd.concat([primero, despues], ignore_index=True), catalogo, region)


def _registros(tabla: pd.DataFrame, region: Region) -> pd.DataFrame:
    """Las filas propias de la región que no tienen ningún error."""
    propias = tabla[tabla["ambito"] == region.clave]
    return propias[pd.Series([not d for d in propias["danadas"]], index=propias.index, dtype=bool)]


def con_valores(hitos: pd.DataFrame, cifras: pd.DataFrame) -> pd.DataFrame:
    """Los hitos con sus citas cambiadas por los valores citados; ``None`` si la cifra no está."""
    return hitos.assign(
        **{
            c: pd.Series([_valor(v, cifras) for v in hitos[c]], index=hitos.index, dtype=object)
            for c in VALORES_DE_HITO
        }
    )


def _valor(escrito: Decimal | str | None, cifras: pd.DataFrame) -> Decimal | None:
    if not isinstance(escrito, str):
        return escrito
    cita = interpretar(escrito[1:-1])
    filas = coincidencias(cifras, cita.indicador, cita.categoria, cita.fecha)
    return filas["valor"].iloc[0] if len(filas) else None
