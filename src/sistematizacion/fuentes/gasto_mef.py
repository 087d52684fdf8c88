"""La ejecución del gasto, tomada del almacén en la forma de la tabla ``mef_gasto``: cada vista por separado."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd

from sistematizacion.fuentes import almacen, indice
from sistematizacion.fuentes.conversion import PROYECTO, literal
from sistematizacion.rutas import Rutas

CONSULTAS = Path(__file__).with_name("consultas")
VISTAS = ("funcion", "programa", "fuente", "categoria", "generica", "ejecutora")
COLUMNA_DEL_FOCO = {"funcion": "funcion", "programa": "programa_ppto", "ejecutora": "sec_ejec"}
MONTOS = ("pia", "pim", "certificado", "devengado", "girado")
COLUMNAS = ("anio", "mes", "corte", "nivel", "departamento", "pliego", "gobierno", "vista", "codigo", "nombre", "tipo", *MONTOS,
            "archivos")  # fmt: skip
MESES_DEL_ANIO = 12


@dataclass(frozen=True)
class Pedido:
    """Qué se toma: los años, hasta qué mes del último, con qué foco y con cuánto detalle."""

    hasta: date
    desde: int
    anios_con_detalle: Collection[int]  # en los demás años, solo los totales y, del propio pliego, las funciones
    foco: tuple[str, str] | None = None  # («funcion», «22»)


def anios_con_gasto(lugares: Rutas) -> dict[str, list[int]]:
    """Por pliego de gobierno regional, los años de que el almacén tiene su gasto, en orden.

    Raises:
        ErrorDeUso: no hay almacén.
    """
    with almacen.abrir(lugares) as base:
        _enteros(base, lugares)
        hallados = base.execute(
            "SELECT DISTINCT pliego, ano_eje FROM gasto WHERE nivel_gobierno = 'R' AND ano_eje IN (SELECT anio FROM enteros)"
        ).fetchall()
        de_consultas = _consulta("gasto_consultas", base, 1900, 9999)
    hallados += list(zip(de_consultas["pliego"], de_consultas["anio"], strict=True))
    por_pliego: dict[str, set[int]] = {}
    for pliego, anio in hallados:
        por_pliego.setdefault(pliego, set()).add(int(anio))
    return {pliego: sorted(anios) for pliego, anios in por_pliego.items()}


def comparacion_de(pedido: Pedido, lugares: Rutas) -> pd.DataFrame:
    """Lo común a todas las regiones: los totales de cada gobierno regional y de cada nivel, y sus funciones y meses en los años pedidos.

    Columnas, las de ``COLUMNAS``: montos en soles (Decimal), nulos donde el archivo no los trae.
    """
    de_pliegos = [("anio", "nivel", "pliego"), ("anio", "nivel", "pliego", "funcion"), ("anio", "nivel", "pliego", "mes")]
    de_niveles = [("anio", "nivel"), ("anio", "nivel", "funcion")]
    with almacen.abrir(lugares) as base:
        _preparar(base, pedido, lugares)
        pliegos = _partes(base, pedido, de_pliegos, "nivel_gobierno = 'R'")
        niveles = _partes(base, pedido, de_niveles, "true")
        extractos = _de_consultas(base, pedido)
    extractos = extractos[extractos["vista"] == "funcion"] if len(extractos) else extractos
    juntas = pd.concat([pliegos, niveles], ignore_index=True)
    detalle = [f["vista"] == "total" and not f["mes"] or f["anio"] in pedido.anios_con_detalle for f in juntas.to_dict("records")]
    return _reunir([juntas[detalle] if len(juntas) else juntas, extractos])


def de_un_pliego(pliego: str, departamento: str, pedido: Pedido, lugares: Rutas) -> pd.DataFrame:
    """Lo propio de un gobierno regional: todas sus vistas, sus meses y quién gasta en su departamento. Columnas, como ``comparacion_de``."""
    propios = [("anio", "nivel", "pliego"), ("anio", "nivel", "pliego", "mes")]
    propios += [("anio", "nivel", "pliego", v) for v in VISTAS]
    with almacen.abrir(lugares) as base:
        _preparar(base, pedido, lugares)
        del_pliego = _partes(base, pedido, propios, f"nivel_gobierno = 'R' AND pliego = {literal(pliego)}")
        en_el_departamento = _partes(
            base, pedido, [("anio", "nivel", "departamento"), ("anio", "nivel", "departamento", "funcion")],
            f"coalesce(departamento_meta, departamento_ejecutora) = {literal(departamento[:2])}",
        )  # fmt: skip
        extractos = _de_consultas(base, pedido)
    extractos = extractos[extractos["pliego"] == pliego] if len(extractos) else extractos
    juntas = pd.concat([del_pliego, en_el_departamento], ignore_index=True)
    queda = [
        f["anio"] in pedido.anios_con_detalle or f["vista"] == "total" or (f["vista"] == "funcion" and f["pliego"])
        for f in juntas.to_dict("records")
    ]
    return _reunir([juntas[[bool(q) for q in queda]] if len(juntas) else juntas, extractos])


def _preparar(base: duckdb.DuckDBPyConnection, pedido: Pedido, lugares: Rutas) -> None:
    _enteros(base, lugares)
    _fijar(base, desde=pedido.desde, anio=pedido.hasta.year, mes=pedido.hasta.month, proyecto=PROYECTO)


def _enteros(base: duckdb.DuckDBPyConnection, lugares: Rutas) -> None:
    """Los años cuyo gasto está entero en el almacén: de los demás no se sabe el total de nadie."""
    anios = {a for i in indice.leer(lugares) if i.formato in indice.ENTEROS for a in i.anios}
    base.execute("CREATE TEMP TABLE enteros (anio INTEGER)")
    if anios:
        base.executemany("INSERT INTO enteros VALUES (?)", [[a] for a in sorted(anios)])


def _fijar(base: duckdb.DuckDBPyConnection, **valores: int | str) -> None:
    for nombre, valor in valores.items():
        base.execute(f"SET VARIABLE {nombre} = {literal(valor) if isinstance(valor, str) else valor}")


def _partes(
    base: duckdb.DuckDBPyConnection, pedido: Pedido, conjuntos: Iterable[tuple[str, ...]], donde: str
) -> pd.DataFrame:
    """Una fila por parte de cada conjunto, con su tipo y en total."""
    todos = list(conjuntos)
    grupos = ", ".join(f"({', '.join(c)}), ({', '.join((*c, 'tipo'))})" for c in todos)
    foco = f" AND {COLUMNA_DEL_FOCO[pedido.foco[0]]} = {literal(pedido.foco[1])}" if pedido.foco else ""
    sql = _sql("gasto_partes").replace("«foco»", donde + foco).replace("«conjuntos»", grupos).replace("«columnas»", _columnas(todos))
    crudas = almacen.tabla_de(base, sql).to_dict("records")
    ultimos: dict[int, int] = {}
    for fila in crudas:
        ultimos[fila["anio"]] = max(ultimos.get(fila["anio"], 0), fila["ultimo_mes"] or 0)
    hechas = [h for f in crudas if (h := _parte(f, ultimos)) is not None]
    return pd.DataFrame([*hechas, *_meses_en_cero(hechas, ultimos)], columns=list(COLUMNAS), dtype=object)


def _columnas(conjuntos: list[tuple[str, ...]]) -> str:
    """De qué se agrupa cada fila: las columnas que algún conjunto usa, nulas las demás, y de qué vista es."""
    usadas = {"tipo", *(c for conjunto in conjuntos for c in conjunto)}
    propias = [c if c in usadas else f"NULL AS {c}" for c in ("anio", "mes", "nivel", "pliego", "departamento", "tipo", *VISTAS)]
    casos = " ".join(f"WHEN grouping({v}) = 0 THEN '{v}'" for v in VISTAS if v in usadas)
    por_mes = "grouping(mes) = 0" if "mes" in usadas else "false"
    return ", ".join([*propias, f"{por_mes} AS por_mes", f"{f'CASE {casos} ELSE' if casos else ''} 'total' {'END' if casos else ''} AS vista"])


def _parte(fila: dict, ultimos: dict[int, int]) -> dict | None:
    """La fila como va en la tabla; nada si es la del mes 0, que trae el presupuesto y no un flujo, o si le falta el código."""
    vista, anio = fila["vista"], fila["anio"]
    if (fila["por_mes"] and not fila["mes"]) or (vista != "total" and not fila[vista]):
        return None
    del_mes = fila["por_mes"]
    return {
        "anio": anio, "mes": fila["mes"] if del_mes else None, "corte": _corte(anio, ultimos[anio]),
        "nivel": fila["nivel"], "departamento": fila["departamento"] or "", "pliego": fila["pliego"] or "",
        "gobierno": fila["pliego_nombre"] if fila["pliego"] else "", "vista": vista,
        "codigo": "" if vista == "total" else fila[vista], "nombre": "" if vista == "total" else fila[f"{vista}_nombre"],
        "tipo": fila["tipo"] or "total", "archivos": fila["archivos"],
        **{m: None if del_mes and m in ("pia", "pim", "certificado") else fila[m] for m in MONTOS},
    }  # fmt: skip


def _meses_en_cero(hechas: list[dict], ultimos: dict[int, int]) -> Iterable[dict]:
    """Los meses sin movimiento hasta el último del año: el SIAF no los escribe, y lo devengado en ellos es cero."""
    por_quien: dict[tuple, dict[int, dict]] = {}
    for fila in hechas:
        if fila["mes"]:
            por_quien.setdefault((fila["anio"], fila["pliego"], fila["tipo"]), {})[fila["mes"]] = fila
    for (anio, _, _), meses in por_quien.items():
        modelo = next(iter(meses.values()))
        for mes in range(1, ultimos[anio] + 1):
            if mes not in meses:
                yield modelo | {"mes": mes, "devengado": Decimal(0), "girado": Decimal(0)}


def _corte(anio: int, mes: int) -> str:
    """El mes hasta el que llegan los montos; vacío si el año está completo."""
    return f"{anio}-{mes:02}" if 0 < mes < MESES_DEL_ANIO else ""


def _de_consultas(base: duckdb.DuckDBPyConnection, pedido: Pedido) -> pd.DataFrame:
    """Lo de los extractos por programa y función, con el nombre de los programas si algún archivo lo dice."""
    filas = _consulta("gasto_consultas", base, pedido.desde, pedido.hasta.year).to_dict("records")
    nombres = {f["codigo"]: f["nombre"] for f in almacen.tabla_de(base, _sql("gasto_nombres")).to_dict("records")}
    if pedido.foco:
        clave, codigo = pedido.foco
        filas = [f | {"vista": "total", "codigo": "", "nombre": ""} for f in filas if (f["vista"], f["codigo"]) == (clave, codigo)]
    completas = [
        {"mes": None, "corte": "", "departamento": "", "gobierno": ""} | f
        | {"nombre": f["nombre"] or (nombres.get(f["codigo"], "") if f["vista"] == "programa" else "")}
        for f in filas
    ]  # fmt: skip
    return pd.DataFrame(completas, columns=list(COLUMNAS), dtype=object)


def _consulta(nombre: str, base: duckdb.DuckDBPyConnection, desde: int, anio: int) -> pd.DataFrame:
    _fijar(base, desde=desde, anio=anio)
    return almacen.tabla_de(base, _sql(nombre))


def _reunir(partes: list[pd.DataFrame]) -> pd.DataFrame:
    llenas = [p for p in partes if len(p)]
    if not llenas:
        return pd.DataFrame(columns=list(COLUMNAS), dtype=object)
    return pd.concat(llenas, ignore_index=True)


def _sql(nombre: str) -> str:
    return (CONSULTAS / f"{nombre}.sql").read_text(encoding="utf-8")
