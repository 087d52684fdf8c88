"""Mide el ingreso de un CSV de gasto enorme: con «make mef», con pandas y con polars.

    python bench/medir_mef.py [--filas 20000000] [--carpeta /tmp/mef]

Genera un CSV con el encabezado real de 63 columnas (una fila por cadena y mes, con textos del largo de los reales), lo
ingresa con ``python -m sistematizacion mef`` en un proyecto vacío y consulta; después saca las mismas cifras del CSV con
pandas por trozos y con polars, si está instalado. De cada cosa dice el tiempo y la memoria mayor del proceso. Borra todo.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import duckdb
import psutil

from sistematizacion.fuentes.clases import GASTO

RAIZ = Path(__file__).resolve().parents[1]
COLUMNAS = [c.upper() for c in GASTO if c != "tipo_transaccion_nombre"]
PLIEGO = "450"
VARIABLES = {  # i es el número de fila; hay 13 por cadena: el mes 0 y los doce
    "ANO_EJE": "'2025'",
    "MES_EJE": "(i % 13)::VARCHAR",
    "NIVEL_GOBIERNO": "['E', 'M', 'R'][1 + (i // 13) % 3]",
    "PLIEGO": "CASE WHEN (i // 13) % 3 = 2 THEN (440 + (i // 39) % 26)::VARCHAR ELSE '' END",
    "SEC_EJEC": "(700 + (i // 13) % 2300)::VARCHAR",
    "EJECUTORA_NOMBRE": "'UNIDAD EJECUTORA DE INVERSIONES DE PRUEBA NUMERO ' || ((i // 13) % 2300)::VARCHAR",
    "TIPO_ACT_PROY": "(2 + (i // 117) % 2)::VARCHAR",
    "PRODUCTO_PROYECTO": "(2000000 + (i // 13) % 150000)::VARCHAR",
    "FUNCION": "lpad(((i // 13) % 25)::VARCHAR, 2, '0')",
    "META": "lpad(((i // 13) % 99999)::VARCHAR, 5, '0')",
    "MONTO_PIA": "CASE WHEN i % 13 = 0 THEN (i % 700000)::VARCHAR ELSE '0' END",
    "MONTO_PIM": "CASE WHEN i % 13 = 0 THEN (i % 900000)::VARCHAR ELSE '0' END",
    "MONTO_DEVENGADO": "CASE WHEN i % 13 = 0 THEN '0.0' ELSE ((i % 7000000) / 100)::DECIMAL(12, 2)::VARCHAR END",
}
TEXTO = "'MEJORAMIENTO, CON SU EQUIPO'"
CONSULTAS = {
    "PIM y devengado por inversión de un pliego": f"SELECT producto_proyecto, sum(monto_pim), sum(monto_devengado) FROM gasto "
    f"WHERE nivel_gobierno = 'R' AND pliego = '{PLIEGO}' AND tipo_act_proy = '2' GROUP BY 1",
    "devengado por función y mes, de todo el país": "SELECT funcion, mes_eje, sum(monto_devengado) FROM gasto GROUP BY 1, 2",
    "ejecutoras por su avance": "SELECT sec_ejec, sum(monto_devengado) / sum(monto_pim) FROM gasto GROUP BY 1 ORDER BY 2",
}
CON_PANDAS = f"""
import sys, pandas as pd
usadas = ["NIVEL_GOBIERNO", "PLIEGO", "TIPO_ACT_PROY", "PRODUCTO_PROYECTO", "MONTO_PIM", "MONTO_DEVENGADO"]
tipos = {{c: str for c in usadas[:4]}}
partes = []
for t in pd.read_csv(sys.argv[1], usecols=usadas, dtype=tipos, chunksize=500_000):
    s = t[(t["NIVEL_GOBIERNO"] == "R") & (t["PLIEGO"] == "{PLIEGO}") & (t["TIPO_ACT_PROY"] == "2")]
    partes.append(s.groupby("PRODUCTO_PROYECTO")[["MONTO_PIM", "MONTO_DEVENGADO"]].sum())
print(len(pd.concat(partes).groupby(level=0).sum()))
"""
PANDAS_ENTERO = "import sys, pandas as pd; print(len(pd.read_csv(sys.argv[1], dtype=str, nrows=1_000_000)))"
CON_POLARS = f"""
import sys, polars as pl
f = pl.scan_csv(sys.argv[1], infer_schema=False).filter(
    (pl.col("NIVEL_GOBIERNO") == "R") & (pl.col("PLIEGO") == "{PLIEGO}") & (pl.col("TIPO_ACT_PROY") == "2"))
g = f.group_by("PRODUCTO_PROYECTO").agg(pl.col("MONTO_PIM").cast(pl.Float64).sum(), pl.col("MONTO_DEVENGADO").cast(pl.Float64).sum())
print(g.collect(engine="streaming").height)
"""
A_PARQUET_CON_POLARS = "import sys, polars as pl; pl.scan_csv(sys.argv[1], infer_schema=False).sink_parquet(sys.argv[2])"


def generar(destino: Path, filas: int) -> None:
    """El CSV, con las mismas filas para el mismo número, aunque no siempre en el mismo orden."""
    campos = ", ".join(f"{VARIABLES.get(c, TEXTO if c.endswith('_NOMBRE') else repr('0'))} AS {c}" for c in COLUMNAS)
    base = duckdb.connect(config={"memory_limit": "2GB", "preserve_insertion_order": False})
    base.execute(f"COPY (SELECT {campos} FROM range({filas}) t(i)) TO '{destino}' (HEADER)")


def medir(nombre: str, orden: list[str], **variables: str) -> str:
    """Corre la orden y dice cuánto demoró y cuánta memoria llegó a usar, con sus hijos."""
    inicio, mayor = time.perf_counter(), 0
    proceso = subprocess.Popen(orden, env={**os.environ, **variables}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    vigilado = psutil.Process(proceso.pid)
    while proceso.poll() is None:
        try:
            mayor = max(mayor, sum(p.memory_info().rss for p in [vigilado, *vigilado.children(recursive=True)]))
        except psutil.NoSuchProcess:
            break
        time.sleep(0.05)
    dicho = proceso.stdout.read().strip() if proceso.stdout else ""
    print(f"{nombre}: {time.perf_counter() - inicio:.1f} s, {mayor / 1e9:.2f} GB (código {proceso.wait()})", flush=True)
    return dicho


def pesa(carpeta: Path) -> int:
    return sum(r.stat().st_size for r in carpeta.rglob("*") if r.is_file())


def main() -> None:
    """Genera, mide y borra."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--filas", type=int, default=20_000_000)
    opciones.add_argument("--carpeta", default="")
    opciones.add_argument("--solo-ingreso", action="store_true", help="sin pandas ni polars")
    pedido = opciones.parse_args()
    carpeta = Path(pedido.carpeta or tempfile.mkdtemp(prefix="mef-"))
    carpeta.mkdir(parents=True, exist_ok=True)
    try:
        csv = carpeta / "2025-Gasto-Mensual.csv"
        generar(csv, pedido.filas)
        print(f"CSV: {pedido.filas:,} filas, {csv.stat().st_size / 1e9:.2f} GB", flush=True)
        proyecto = carpeta / "proyecto"
        for nombre in ("params", "templates", "notebooks"):
            shutil.copytree(RAIZ / nombre, proyecto / nombre)
        shutil.copytree(RAIZ / "data" / "demostracion", proyecto / "data" / "demostracion")
        orden = [sys.executable, "-m", "sistematizacion", "mef", "--archivo", str(csv), "--programa", "demostracion"]
        medir("make mef, ingresar", orden, SISTEMATIZACION_RAIZ=str(proyecto))
        medir("make mef, otra vez el mismo", orden, SISTEMATIZACION_RAIZ=str(proyecto))
        print(f"Parquet: {pesa(proyecto / 'data' / 'mef') / 1e9:.2f} GB", flush=True)
        for nombre, sql in CONSULTAS.items():
            codigo = (
                "from pathlib import Path; from sistematizacion.fuentes.almacen import consultar; "
                f"from sistematizacion.rutas import Rutas; print(len(consultar({sql!r}, Rutas(Path({str(proyecto)!r})))))"
            )
            print("  filas:", medir(nombre, [sys.executable, "-c", codigo]), flush=True)
        if pedido.solo_ingreso:
            return
        print("  filas:", medir("pandas por trozos, 6 columnas, la primera consulta", [sys.executable, "-c", CON_PANDAS, str(csv)]))
        medir("pandas, un millón de filas enteras como texto", [sys.executable, "-c", PANDAS_ENTERO, str(csv)])
        if not find_spec("polars"):
            print("polars no está instalado: uv pip install polars")
            return
        print("  filas:", medir("polars por flujo, la primera consulta", [sys.executable, "-c", CON_POLARS, str(csv)]))
        medir("polars por flujo, de CSV a Parquet", [sys.executable, "-c", A_PARQUET_CON_POLARS, str(csv), str(carpeta / "p.parquet")])
        print(f"Parquet de polars: {pesa(carpeta) - pesa(proyecto) - csv.stat().st_size:,} bytes", flush=True)
    finally:
        shutil.rmtree(carpeta, ignore_errors=True)


if __name__ == "__main__":
    main()
