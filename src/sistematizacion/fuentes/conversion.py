"""Las expresiones SQL que llevan lo que trae un CSV del MEF a las columnas de su clase."""

from collections.abc import Mapping

from sistematizacion.fuentes.clases import CLASES, ENTERO, FECHA, MESES, MONTO, NUMERO, TEXTO
from sistematizacion.fuentes.grandes import EN_PALABRAS, FormatoGrande

NULOS = ("", "-", "--", "-.-", "NULL", "null", "NaN")
EXTRA = "extra_"  # delante de las columnas que nadie reconoce, que se guardan como vinieron
_NOMBRES_DE_MES = tuple(f"MONTO_DEVENGADO_{p}" for p in (*EN_PALABRAS, "SETIEMBRE"))
DEL_ANIO_ENTERO = "MONTO_DEVENGADO_ANUAL"
CRUDO, CONVERTIDO = "crudo", "convertido"
# Proyectos del presupuesto que no son una inversión y se repiten en muchos pliegos: los comprobados en la lista de
# proyectos de los gobiernos regionales de 2022, en la que son los únicos códigos de más de un pliego
GENERICOS = ("2001621", "2016766", "2000270", "2000351", "2001707", "2301043")
DEL_ANIO = ("monto_pia", "monto_pim", "monto_certificado", "monto_comprometido_anual", "monto_girado")
# Una coma solo vale como separador de miles; «1234,56» no se adivina: queda sin dato y se dice
CON_MILES = r"-?\d{1,3}(,\d{3})+(\.\d*)?"
PROYECTO = "2"  # TIPO_ACT_PROY en los archivos de 63 columnas; en los de 73 va la palabra


def cita(nombre: str) -> str:
    """Un identificador de SQL, con sus comillas.

    >>> cita('a"b')
    '"a""b"'
    """
    return '"' + nombre.replace('"', '""') + '"'


def literal(texto: str) -> str:
    """Un texto de SQL, con sus comillas."""
    return "'" + texto.replace("'", "''") + "'"


def limpio(columna: str) -> str:
    """El texto sin espacios alrededor; nulo si no queda nada. Las marcas de que no hay dato ya son nulas al leer el CSV."""
    return f"nullif(trim({cita(columna)}), '')"


def como(columna: str, tipo: str, de: str) -> str:
    """El valor de una columna en su tipo; nulo si no se puede."""
    texto = limpio(de)
    if tipo in (MONTO, NUMERO):
        sin_comas = f"CASE WHEN regexp_full_match({texto}, '{CON_MILES}') THEN replace({texto}, ',', '') END"
        return f"TRY_CAST(CASE WHEN contains({texto}, ',') THEN {sin_comas} ELSE {texto} END AS {tipo})"
    if tipo == ENTERO:
        return f"TRY_CAST(TRY_CAST({texto} AS DOUBLE) AS INTEGER)"
    if tipo == FECHA:
        return f"coalesce(TRY_CAST(left({texto}, 10) AS DATE), CAST(try_strptime(left({texto}, 10), '%d/%m/%Y') AS DATE))"
    if columna in ("cui", "snip"):
        return f"nullif(nullif(regexp_extract({texto}, '^\\s*(\\d+)(\\.0+)?\\s*$', 1), ''), '0')"
    if columna in ("primer_devengado", "ultimo_devengado", "mes"):
        return f"nullif(regexp_replace(regexp_extract({texto}, '^\\d{{4}}-?\\d{{2}}'), '^(\\d{{4}})-?(\\d{{2}})$', '\\1-\\2'), '')"
    if columna == "ubigeo":
        return f"CASE WHEN regexp_full_match({texto}, '\\d{{5}}') THEN '0' || {texto} ELSE {texto} END"
    if columna == "tipo_act_proy":
        return f"CASE upper({texto}) WHEN 'PROYECTO' THEN '2' WHEN 'ACTIVIDAD' THEN '3' ELSE {texto} END"
    return texto


def seleccion(formato: FormatoGrande, halladas: Mapping[str, str], desconocidas: Mapping[str, str]) -> str:
    """La consulta que convierte la tabla ``crudo``; ``desconocidas`` va de nombre guardado a nombre en el archivo."""
    tipos = CLASES[formato.clase]
    columnas = [f"{_valor(formato, c, t, halladas)} AS {c}" for c, t in tipos.items()]
    columnas += [f"{limpio(de)} AS {cita(como_se_guarda)}" for como_se_guarda, de in desconocidas.items()]
    return f"SELECT {', '.join(columnas)} FROM {CRUDO}"


def _valor(formato: FormatoGrande, columna: str, tipo: str, halladas: Mapping[str, str]) -> str:
    if columna in formato.fijas:
        return literal(formato.fijas[columna])
    if columna not in halladas:
        return f"CAST(NULL AS {tipo})"
    if columna == "cui" and formato.clase == "ejecucion":
        codigo = como(columna, tipo, halladas[columna])
        return f"CASE WHEN {codigo} IN ({lista(GENERICOS)}) THEN NULL ELSE {codigo} END"
    return como(columna, tipo, halladas[columna])


def lista(textos: tuple[str, ...]) -> str:
    """Unos textos como lista de SQL."""
    return ", ".join(map(literal, textos))


def es_total(formato: FormatoGrande) -> str:
    """La condición de una fila que suma a otras: sin el código que la identificaría, y con «TOTAL» en su nombre."""
    if formato.clase == "gasto":
        nombres = ("nivel_gobierno", "sector", "pliego", "ejecutora", "producto_proyecto", "departamento_ejecutora")
        dicen = " OR ".join(f"{c}_nombre ILIKE 'total%' OR {c}_nombre ILIKE 'sub%total%'" for c in nombres)
        return f"sec_ejec IS NULL AND (ano_eje IS NULL OR coalesce({dicen}, false))"
    if "nombre" in CLASES[formato.clase]:
        return "cui IS NULL AND coalesce(nombre, '') ILIKE 'total%'"
    return "false"


def ilegibles(formato: FormatoGrande, halladas: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Por columna del archivo, la condición de una celda escrita que no se pudo convertir, y la expresión de lo escrito."""
    revisables = {c: t for c, t in CLASES[formato.clase].items() if t != TEXTO and c in halladas}
    return {
        halladas[c]: (f"{limpio(halladas[c])} IS NOT NULL AND {como(c, t, halladas[c])} IS NULL", limpio(halladas[c]))
        for c, t in revisables.items()
    }


def meses_ilegibles(normales: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Lo mismo de las columnas de meses, que no son de la clase: se despliegan."""
    hay = [normales[n] for n in _NOMBRES_DE_MES if n in normales]
    return {c: (f"{limpio(c)} IS NOT NULL AND {como('', MONTO, c)} IS NULL", limpio(c)) for c in hay}


def descuadre(normales: Mapping[str, str]) -> str:
    """La condición de una fila cuyos meses no suman su total del año; vacía si el archivo no lo trae."""
    meses = [como("", MONTO, normales[n]) for n in _NOMBRES_DE_MES if n in normales]
    if DEL_ANIO_ENTERO not in normales or not meses:
        return ""
    return f"{' + '.join(f'coalesce({m}, 0)' for m in meses)} <> {como('', MONTO, normales[DEL_ANIO_ENTERO])}"


def desplegar(columnas_del_archivo: Mapping[str, str], halladas: Mapping[str, str], desconocidas: Mapping[str, str]) -> str:
    """La consulta que lleva el devengado de doce columnas a una fila por mes; los montos del año van en el mes 0.

    De un mes en que no se devengó nada no se hace fila: el archivo dice 0 y la suma es la misma.

    Args:
        columnas_del_archivo: por nombre normal, el nombre en el archivo.
    """
    tipos = CLASES["gasto"]
    comunes = [c for c in tipos if not c.startswith("monto_") and c != "mes_eje"]
    fijas = [f"{como(c, tipos[c], halladas[c]) if c in halladas else 'CAST(NULL AS ' + tipos[c] + ')'} AS {c}" for c in comunes]
    extras = [f"{limpio(de)} AS {cita(n)}" for n, de in desconocidas.items()]

    def parte(mes: int, montos: Mapping[str, str], condicion: str) -> str:
        valores = [f"{montos.get(c, 'CAST(NULL AS ' + MONTO + ')')} AS {c}" for c in tipos if c.startswith("monto_")]
        campos = {s.rsplit(" AS ", 1)[1]: s for s in [*fijas, f"{mes} AS mes_eje", *valores]}
        return f"SELECT {', '.join([*(campos[c] for c in tipos), *extras])} FROM {CRUDO} WHERE {condicion}"

    del_anio = {c: como(c, MONTO, halladas[c]) for c in DEL_ANIO if c in halladas}
    partes = [parte(0, del_anio, "true")]
    for m, palabra in zip(MESES, EN_PALABRAS, strict=True):
        nombre = columnas_del_archivo.get(f"MONTO_DEVENGADO_{palabra}") or columnas_del_archivo.get(
            f"MONTO_DEVENGADO_{palabra.replace('SEPTIEMBRE', 'SETIEMBRE')}"
        )
        if nombre:
            monto = como("monto_devengado", MONTO, nombre)
            partes.append(parte(int(m), {"monto_devengado": monto}, f"coalesce({monto}, 0) <> 0"))
    return " UNION ALL ".join(partes)


def del_devengado_mensual(normales: Mapping[str, str]) -> set[str]:
    """Los nombres, en el archivo, de las columnas de meses que ``desplegar`` usa y de su total, que es su suma."""
    return {nombre for n, nombre in normales.items() if n in (*_NOMBRES_DE_MES, DEL_ANIO_ENTERO)}
