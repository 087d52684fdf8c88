"""La ingesta de un CSV grande: trozo por trozo, de texto a las columnas de su clase, y de ahí a Parquet."""

import errno
import json
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path

import duckdb

from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.fuentes import conversion
from sistematizacion.fuentes.conversion import CONVERTIDO, CRUDO, EXTRA, literal
from sistematizacion.fuentes.grandes import FormatoGrande
from sistematizacion.fuentes.indice import Ingreso
from sistematizacion.fuentes.muestra import Muestra, normal
from sistematizacion.fuentes.trozos import REGISTRO_MAXIMO, Trozo, largo_del_encabezado, partir
from sistematizacion.rutas import Rutas

MEMORIA, HILOS = "1200MB", 2  # lo que DuckDB puede usar; con el trozo en memoria, el proceso no pasa de 2 GB
PROGRESO = "progreso.json"
PARTICIONES = {"gasto": ("ano_eje", "nivel_gobierno")}
LINEAS_QUE_SE_NOMBRAN = 20
Avisar = Callable[[int, int], None]  # bytes ingresados y bytes en total


@dataclass
class Progreso:
    """Hasta dónde se llegó, y lo que se fue hallando. Se guarda después de cada trozo."""

    numero: int = 0
    desde: int = 0
    linea: int = 2
    filas: int = 0
    totales: int = 0
    reparados: int = 0
    sueltos: int = 0
    descuadrados: int = 0
    ilegibles: dict[str, list] = field(default_factory=dict)  # columna → cuántas celdas y un ejemplo

    def sumar(self, otro: "Progreso") -> None:
        """Agrega lo de un trozo, que es el siguiente."""
        self.numero, self.desde, self.linea = otro.numero, otro.desde, otro.linea
        for cuenta in ("filas", "totales", "reparados", "sueltos", "descuadrados"):
            setattr(self, cuenta, getattr(self, cuenta) + getattr(otro, cuenta))
        for columna, (cuantas, ejemplo) in otro.ilegibles.items():
            antes = self.ilegibles.get(columna, [0, ejemplo])
            self.ilegibles[columna] = [antes[0] + cuantas, antes[1]]


class Ingesta:
    """La de un CSV grande."""

    def __init__(
        self, muestra: Muestra, formato: FormatoGrande, carpeta: Path, rutas: Rutas, avisar: Avisar, tamano: int
    ) -> None:
        self.muestra, self.formato, self.carpeta, self.avisar, self.tamano = muestra, formato, carpeta, avisar, tamano
        self.encabezado = _sin_repetir(muestra.encabezado)
        normales = tuple(map(normal, self.encabezado))
        self.por_normal = dict(zip(reversed(normales), reversed(self.encabezado), strict=True))
        self.halladas = formato.de_donde(self.encabezado, normales)
        usadas = {*self.halladas.values(), *(conversion.del_devengado_mensual(self.por_normal) if formato.mensual else ())}
        self.desconocidas = {f"{EXTRA}{normal(c).lower() or n}": c for n, c in enumerate(self.encabezado) if c not in usadas}
        inicio = muestra.inicio
        self.salto = r"'\r\n'" if inicio[: largo_del_encabezado(inicio)].endswith(b"\r\n") else r"'\n'"
        self.trabajo = rutas.cache / "mef" / carpeta.name
        self.base = duckdb.connect(config={
            "memory_limit": MEMORIA, "threads": HILOS, "preserve_insertion_order": False, "temp_directory": str(self.trabajo),
        })  # fmt: skip

    def hacer(self, hecho: Ingreso) -> Ingreso:
        """Ingresa lo que falta y resume lo ingresado."""
        for carpeta in (self.carpeta, self.trabajo):
            carpeta.mkdir(parents=True, exist_ok=True)
        progreso = self._retomar()
        total = hecho.bytes
        self.avisar(progreso.desde, total)
        try:
            trozos = partir(self.muestra, progreso.desde, progreso.numero, progreso.linea, self.tamano)
            with ThreadPoolExecutor(HILOS) as hilos:
                for juntos in _de_a(trozos, HILOS):
                    for hecho_de_uno in hilos.map(self._ingresar, juntos):
                        progreso.sumar(hecho_de_uno)
                    self._guardar(progreso)
                    self.avisar(progreso.desde, total)
            return self._resumir(hecho, progreso)
        except ErrorDeEntrada:  # corregido, será otro archivo
            shutil.rmtree(self.carpeta, ignore_errors=True)
            raise
        except duckdb.IOException as error:  # el disco se llenó: lo hecho queda, y se retoma
            raise OSError(errno.EIO, str(error), str(self.carpeta)) from error
        finally:
            self.base.close()
            shutil.rmtree(self.trabajo, ignore_errors=True)

    def _retomar(self) -> Progreso:
        """El progreso guardado, sin lo que un trozo a medias haya dejado."""
        ruta = self.carpeta / PROGRESO
        progreso = Progreso(desde=largo_del_encabezado(self.muestra.inicio))
        if ruta.is_file():
            progreso = Progreso(**json.loads(ruta.read_text(encoding="utf-8")))
        for suelto in self.carpeta.rglob("trozo_*.parquet"):
            if int(suelto.stem.split("_")[1]) >= progreso.numero:
                suelto.unlink()
        return progreso

    def _guardar(self, progreso: Progreso) -> None:
        temporal = self.carpeta / f".{PROGRESO}"
        temporal.write_text(json.dumps(asdict(progreso), ensure_ascii=False), encoding="utf-8")
        os.replace(temporal, self.carpeta / PROGRESO)

    def _ingresar(self, trozo: Trozo) -> Progreso:
        """Un trozo: se lee entero como texto, se revisa, se convierte y se escribe. Devuelve lo hallado en él.

        Un trozo cabe en uno de los grupos de filas con que DuckDB reparte el trabajo, y por eso usa un solo hilo: se
        ingresan varios a la vez, cada uno con su conexión y sus tablas de paso.
        """
        base = self.base.cursor()
        try:
            return self._con(base, trozo)
        finally:
            base.close()

    def _con(self, base: duckdb.DuckDBPyConnection, trozo: Trozo) -> Progreso:
        archivo = self.trabajo / f"trozo_{trozo.numero:05}.csv"
        archivo.write_bytes(trozo.contenido)
        columnas = ", ".join(f"{literal(c)}: 'VARCHAR'" for c in self.encabezado)
        base.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
        base.execute(
            f"CREATE OR REPLACE TEMP TABLE {CRUDO} AS SELECT * FROM read_csv({literal(str(archivo))}, header=false, "
            f"auto_detect=false, delim={literal(self.muestra.separador)}, quote='\"', escape='\"', new_line={self.salto}, columns={{{columnas}}}, "
            f"nullstr=[{conversion.lista(conversion.NULOS)}], max_line_size={REGISTRO_MAXIMO}, buffer_size={REGISTRO_MAXIMO * 2}, store_rejects=true)"
        )
        archivo.unlink()
        self._exigir_bien_formados(base, trozo)
        consulta = (
            conversion.desplegar(self.por_normal, self.halladas, self.desconocidas) if self.formato.mensual
            else conversion.seleccion(self.formato, self.halladas, self.desconocidas)
        )  # fmt: skip
        base.execute(f"CREATE OR REPLACE TEMP VIEW {CONVERTIDO} AS {consulta}")
        total = conversion.es_total(self.formato)
        particion = PARTICIONES.get(self.formato.clase)
        opciones = f", PARTITION_BY ({', '.join(particion)})" if particion else ""
        nombre = f"trozo_{trozo.numero:05}_"
        destino = self.carpeta / "filas"
        destino.mkdir(exist_ok=True)
        [(escritas,)] = base.execute(
            f"COPY (SELECT * FROM {CONVERTIDO} WHERE NOT ({total})) TO {literal(str(destino))} "
            f"(FORMAT parquet, COMPRESSION zstd, FILENAME_PATTERN {literal(nombre + '{i}')}, OVERWRITE_OR_IGNORE, "
            f"WRITE_PARTITION_COLUMNS true{opciones})"
            if particion else
            f"COPY (SELECT * FROM {CONVERTIDO} WHERE NOT ({total})) TO {literal(str(destino / (nombre + '0.parquet')))} "
            "(FORMAT parquet, COMPRESSION zstd)"
        ).fetchall()  # fmt: skip
        apartadas = base.execute(f"SELECT count(*) FROM {CONVERTIDO} WHERE {total}").fetchone()[0]
        if apartadas:
            aparte = self.carpeta / "totales"
            aparte.mkdir(exist_ok=True)
            base.execute(
                f"COPY (SELECT * FROM {CONVERTIDO} WHERE {total}) TO {literal(str(aparte / (nombre + '0.parquet')))} (FORMAT parquet)"
            )
        return Progreso(
            trozo.numero + 1, trozo.hasta, trozo.linea + trozo.contenido.count(b"\n"), escritas, apartadas, trozo.reparados,
            trozo.sueltos, self._descuadrados(base), self._ilegibles(base),
        )  # fmt: skip

    def _exigir_bien_formados(self, base: duckdb.DuckDBPyConnection, trozo: Trozo) -> None:
        """Los registros que DuckDB rechazó, con su línea en el archivo: ninguno se pierde en silencio."""
        rechazos = base.execute(
            "SELECT line_byte_position, any_value(error_type::VARCHAR), any_value(csv_line) FROM reject_errors GROUP BY 1 ORDER BY 1"
        ).fetchall()
        if not rechazos:
            return
        remedio = f"Tiene que traer {len(self.encabezado)} columnas; corríjalo o vuelva a bajar el archivo."
        problemas = [
            Problema(self.muestra.ruta.name, f"el registro está mal formado ({tipo})", remedio, f"línea {_linea(trozo, lugar)}", crudo.strip())
            for lugar, tipo, crudo in rechazos[:LINEAS_QUE_SE_NOMBRAN]
        ]  # fmt: skip
        if len(rechazos) > LINEAS_QUE_SE_NOMBRAN:
            problemas.append(Problema(self.muestra.ruta.name, f"y {len(rechazos) - LINEAS_QUE_SE_NOMBRAN} registros más"))
        raise ErrorDeEntrada(problemas)

    def _ilegibles(self, base: duckdb.DuckDBPyConnection) -> dict[str, list]:
        """Las celdas escritas que no son del tipo de su columna, por columna, con un ejemplo; quedan sin dato."""
        revisables = conversion.ilegibles(self.formato, self.halladas)
        if self.formato.mensual:
            revisables |= conversion.meses_ilegibles(self.por_normal)
        if not revisables:
            return {}
        partes = [f"count(*) FILTER ({malo}), any_value({texto}) FILTER ({malo})" for malo, texto in revisables.values()]
        fila = base.execute(f"SELECT {', '.join(partes)} FROM {CRUDO}").fetchone()
        return {columna: [fila[2 * n], fila[2 * n + 1]] for n, columna in enumerate(revisables) if fila[2 * n]}

    def _descuadrados(self, base: duckdb.DuckDBPyConnection) -> int:
        """Las filas cuyos doce meses no suman lo que su total del año dice."""
        condicion = conversion.descuadre(self.por_normal) if self.formato.mensual else ""
        return base.execute(f"SELECT count(*) FROM {CRUDO} WHERE {condicion}").fetchone()[0] if condicion else 0

    def _resumir(self, hecho: Ingreso, progreso: Progreso) -> Ingreso:
        """Los años, el corte y lo que se entendió."""
        anios, corte = (), ""
        if self.formato.clase == "gasto" and progreso.filas:
            archivos = literal(str(self.carpeta / "filas" / "**" / "*.parquet"))
            desde = f"read_parquet({archivos}, hive_partitioning=false)"
            anios = tuple(a for (a,) in self.base.execute(f"SELECT DISTINCT ano_eje FROM {desde} WHERE ano_eje IS NOT NULL ORDER BY 1").fetchall())
            corte = self.base.execute(
                f"SELECT coalesce(max(printf('%d-%02d', ano_eje, mes_eje)), '') FROM {desde} WHERE mes_eje > 0 AND coalesce(monto_devengado, 0) <> 0"
            ).fetchone()[0]
        elif self.formato.clase in ("inversiones", "seguimiento") and progreso.filas:
            archivos = literal(str(self.carpeta / "filas" / "*.parquet"))
            que = "anio_proceso" if self.formato.clase == "inversiones" else "year(fecha_f12b)"
            hallado = self.base.execute(f"SELECT max({que}) FROM read_parquet({archivos}) WHERE {que} <= year(current_date)").fetchone()[0]
            anios = (int(hallado),) if hallado else ()
        return replace(
            hecho, filas=progreso.filas, anios=anios, corte=corte, entendido=tuple(self._entendido(progreso)),
            desconocidas=tuple(self.desconocidas.values()),
        )  # fmt: skip

    def _entendido(self, progreso: Progreso) -> list[str]:
        faltan = [c for c in self.formato.alias if c not in self.halladas and c not in self.formato.fijas]
        frases = [f"{len(self.halladas)} columnas reconocidas por su nombre."]
        if self.muestra.codificacion != "utf-8":
            frases.append("No es UTF-8: se leyó como latin-1.")
        if self.formato.mensual:
            frases.append("El devengado de doce columnas quedó en una fila por mes; los montos del año, en el mes 0.")
        if progreso.reparados:
            que = "Una letra dañada" if progreso.reparados == 1 else f"{progreso.reparados} letras dañadas"
            frases.append(f"{que} por una doble codificación: se reparó con la que era.")
        if progreso.sueltos:
            que = "Una letra no era UTF-8: se leyó" if progreso.sueltos == 1 else f"{progreso.sueltos} letras no eran UTF-8: se leyeron"
            frases.append(f"{que} como latin-1.")
        if progreso.descuadrados:
            que = "una fila" if progreso.descuadrados == 1 else f"{progreso.descuadrados} filas"
            frases.append(f"En {que}, los doce meses no suman el devengado anual que el archivo dice: valen los meses.")
        if progreso.totales:
            que = "Una fila de total, apartada" if progreso.totales == 1 else f"{progreso.totales} filas de total, apartadas"
            frases.append(f"{que}: no se suman con las demás.")
        for columna, (cuantas, ejemplo) in progreso.ilegibles.items():
            que = "una celda que no se pudo leer queda" if cuantas == 1 else f"{cuantas} celdas que no se pudieron leer quedan"
            frases.append(f"{columna}: {que} sin dato (por ejemplo, «{ejemplo}»).")
        if faltan and self.formato.clase != "gasto":
            frases.append(f"No trae: {', '.join(faltan)}.")
        return frases


def _de_a(trozos: Iterator[Trozo], cuantos: int) -> Iterator[list[Trozo]]:
    """Los trozos, de a tantos."""
    while juntos := list(islice(trozos, cuantos)):
        yield juntos


def _linea(trozo: Trozo, byte: int) -> int:
    """La línea del archivo en que empieza el registro que está en ese byte del trozo; DuckDB puede apuntar a su salto."""
    comienzo = byte + 1 if trozo.contenido[byte : byte + 1] == b"\n" else byte
    return trozo.linea + trozo.contenido.count(b"\n", 0, comienzo)


def _sin_repetir(encabezado: tuple[str, ...]) -> tuple[str, ...]:
    """Los nombres, con un número en los repetidos, que DuckDB no admite."""
    vistos: dict[str, int] = {}
    salida = []
    for nombre in encabezado:
        clave = nombre.casefold()
        vistos[clave] = vistos.get(clave, 0) + 1
        salida.append(nombre if vistos[clave] == 1 else f"{nombre}_{vistos[clave]}")
    return tuple(salida)
