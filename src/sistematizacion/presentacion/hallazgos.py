"""Lo que halló la validación, puesto en palabras: lo comparten la terminal, la página y el anexo del informe."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import pandera.pandas as pa

from sistematizacion.errores import Problema
from sistematizacion.nucleo.esquemas.procedencia import ORIGENES
from sistematizacion.nucleo.revision import Revision
from sistematizacion.presentacion import formato

NOMBRES = {
    "error": ("error", "errores"),
    "advertencia": ("advertencia", "advertencias"),
    "supuesto": ("supuesto", "supuestos"),
}
SIN_HOJA = "Todo el archivo"


def visible(texto: str) -> str:
    r"""El texto en un renglón y con los caracteres de control a la vista, para que no gobiernen la pantalla.

    >>> print(visible("uno\ndos\x1b[31m"), visible("x\u202ey"))
    uno dos\x1b[31m x�y
    """
    return "".join(map(_a_la_vista, texto))


def _a_la_vista(caracter: str) -> str:
    if caracter in "\t\r\n":
        return " "
    if ord(caracter) < 0x20:
        return f"\\x{ord(caracter):02x}"
    # Los de formato (Cf) incluyen los que invierten el sentido de la escritura
    return "\ufffd" if unicodedata.category(caracter) in {"Cc", "Cf", "Cs", "Cn"} else caracter


def contar(cuantos: int, gravedad: str) -> str:
    """«1 error», «2,000 advertencias».

    >>> contar(1, "error"), contar(2000, "advertencia")
    ('1 error', '2,000 advertencias')
    """
    return f"{formato.numero(cuantos)} {NOMBRES[gravedad][cuantos != 1]}"


def reunir(revisiones: Iterable[Revision], gravedad: str) -> list[Problema]:
    """Los hallazgos de una gravedad; lo que está en una tabla común a varias regiones se dice una vez."""
    return list(dict.fromkeys(p for r in revisiones for p in r.hallazgos if p.gravedad == gravedad))


def escritas(revision: Revision) -> dict[str, pd.DataFrame]:
    """Las tablas tal como se llenaron: de las cifras, las que alguien escribió y no las calculadas."""
    return {**revision.tablas, "cifras": revision.publicadas}


def por_archivo(hallazgos: Iterable[Problema]) -> dict[str, dict[str, list[Problema]]]:
    """Los hallazgos por archivo y, dentro, por hoja; lo que no es de una hoja va con la clave vacía."""
    grupos: dict[str, dict[str, list[Problema]]] = {}
    for hallazgo in hallazgos:
        grupos.setdefault(hallazgo.archivo, {}).setdefault(hallazgo.hoja, []).append(hallazgo)
    return grupos


def columna_de(problema: Problema, esquemas: Mapping[str, pa.DataFrameSchema]) -> str:
    """Cómo se nombra la columna: su letra en Excel, su encabezado y, si es otra cosa, su clave.

    >>> columna_de(Problema("r.xlsx", "", hoja="avances", columna="pim", letra="D"), {})
    'D, pim'
    """
    tabla = problema.hoja or problema.archivo.rpartition("/")[2].partition(".")[0]
    columnas = esquemas[tabla].columns if tabla in esquemas else {}
    titulo = (columnas[problema.columna].metadata or {}).get("titulo", "") if problema.columna in columnas else ""
    if titulo and titulo.lower() != problema.columna.lower():
        nombre = f"«{titulo}» ({problema.columna})"
    else:
        nombre = titulo or problema.columna
    return ", ".join(filter(None, [problema.letra, visible(nombre)]))


def donde(problema: Problema, esquemas: Mapping[str, pa.DataFrameSchema]) -> str:
    """El lugar dentro de la hoja, con mayúscula; vacío si el hallazgo es de todo el archivo.

    >>> donde(Problema("r.xlsx", "", hoja="avances", fila=7, columna="pim", letra="D"), {})
    'Fila 7, columna D, pim'
    """
    columna = columna_de(problema, esquemas)
    partes = [f"fila {problema.fila}" if problema.fila else "", f"columna {columna}" if columna else ""]
    return formato.frase(visible(problema.lugar) or ", ".join(filter(None, partes)))


def regla_de(problema: Problema) -> str:
    """La regla como oración."""
    return formato.frase(visible(problema.regla)).rstrip(".") + "."


def veredicto(errores: Sequence[Problema]) -> str:
    """Si se puede hacer el informe y, si no, cuánto hay que corregir."""
    if not errores:
        return "Se puede hacer el informe: los datos no tienen errores."
    archivos = len({p.archivo for p in errores})
    lugar = "1 archivo" if archivos == 1 else f"{formato.numero(archivos)} archivos"
    return f"No se puede hacer el informe: hay {contar(len(errores), 'error')} por corregir en {lugar}."


def periodo_de(llenado: Mapping[str, object]) -> str:
    """Entre qué fechas hay datos, de una fila de ``completitud``; vacío si la tabla no las tiene."""
    desde, hasta = llenado["desde"], llenado["hasta"]
    if desde is None or pd.isna(desde):
        return ""
    textos = [formato.corte(desde), formato.corte(hasta)]  # type: ignore[arg-type]
    return textos[0] if textos[0] == textos[1] else " a ".join(textos)


def origenes_de(llenado: Mapping[str, object]) -> str:
    """Cuántas filas hay de cada origen («registrado: 24»), de una fila de ``completitud``."""
    return ", ".join(f"{o}: {formato.numero(llenado[o])}" for o in ORIGENES if llenado[o])  # type: ignore[arg-type]


def destinos_de(usadas: pd.DataFrame, tabla: str) -> list[str]:
    """Qué se hace con una tabla: «Resultados y Conclusiones, en Informe de cierre», por cada grupo de informes."""
    grupos: dict[tuple[str, ...], list[str]] = {}
    for uso in usadas[usadas["tabla"] == tabla].to_dict("records"):
        grupos.setdefault(uso["informes"], []).append(uso["nombre"])
    return [f"{formato.lista(nombres)}, en {formato.lista(informes)}" for informes, nombres in grupos.items()]
