"""Abre los datos de una región: sus tablas y las comunes del programa, validadas todas antes de usarse."""

import hashlib
import json
from dataclasses import dataclass, replace

import pandas as pd

from sistematizacion.errores import ErrorDeEntrada, Problema, enumerar, sugerencia
from sistematizacion.nucleo.esquemas import CAMPOS_DE_TEXTO, TIPOS_DE_ENUNCIADO, esquemas
from sistematizacion.nucleo.lectura import leer_tabla
from sistematizacion.nucleo.referencias import PATRON, interpretar
from sistematizacion.nucleo.seleccion import coincidencias
from sistematizacion.parametros import Catalogo, Programa, Region, cargar_catalogo
from sistematizacion.rutas import Rutas

COMUN = "comun"


@dataclass(frozen=True)
class Nucleo:
    """Los datos de una región, listos para consultar.

    ``tablas`` tiene por cada tabla del núcleo un DataFrame con las columnas de su esquema más ``ambito`` (clave de la
    región, o ``comun``), ``archivo`` y ``fila``. Una tabla que nadie llenó está vacía.
    """

    programa: Programa
    region: Region
    catalogo: Catalogo
    tablas: dict[str, pd.DataFrame]
    archivos: dict[str, str]  # ruta relativa → sha256

    @property
    def huella(self) -> str:
        """Doce cifras que cambian si cambia cualquier dato o parámetro."""
        parametros = [m.model_dump_json() for m in (self.programa, self.region, self.catalogo)]
        return hashlib.sha256(json.dumps([self.archivos, parametros]).encode()).hexdigest()[:12]


_ABIERTOS: dict[str, Nucleo] = {}  # por huella de lo leído: mientras nada cambie no se vuelve a validar


def abrir_nucleo(programa: Programa, region: Region, rutas: Rutas) -> Nucleo:
    """Lee las tablas de la región y las comunes.

    Raises:
        ErrorDeEntrada: con todos los problemas de todos los archivos.
    """
    catalogo = cargar_catalogo(rutas)
    carpeta = rutas.data / programa.clave
    archivos = {
        rutas.relativa(ruta): hashlib.sha256(ruta.read_bytes()).hexdigest()
        for ambito in (COMUN, region.clave) for ruta in sorted((carpeta / ambito).glob("*.csv"))
    }  # fmt: skip
    vacio = Nucleo(programa, region, catalogo, {}, archivos)
    if vacio.huella not in _ABIERTOS:
        _ABIERTOS[vacio.huella] = replace(vacio, tablas=_leer_tablas(vacio, rutas))
    return _ABIERTOS[vacio.huella]


def _leer_tablas(nucleo: Nucleo, rutas: Rutas) -> dict[str, pd.DataFrame]:
    """Las tablas validadas, cada una por su nombre."""
    definidos = esquemas(nucleo.catalogo)
    partes: dict[str, list[pd.DataFrame]] = {}
    propias = f"{rutas.relativa(rutas.data)}/{nucleo.programa.clave}/{nucleo.region.clave}/cifras.csv"
    problemas = (
        [] if propias in nucleo.archivos else [Problema(propias, "falta esta tabla, la única obligatoria", "Créela.")]
    )
    for archivo in nucleo.archivos:
        ruta = rutas.raiz / archivo
        if ruta.stem not in definidos:
            problemas.append(_tabla_desconocida(ruta.stem, archivo, list(definidos)))
            continue
        tabla, hallados = leer_tabla(ruta, archivo, definidos[ruta.stem])
        problemas += hallados or _reglas_de_tabla(ruta.stem, tabla, ruta.parent.name, nucleo.programa, nucleo.catalogo)
        partes.setdefault(ruta.stem, []).append(tabla.assign(ambito=ruta.parent.name))
    tablas = {nombre: _reunir(partes.get(nombre, []), esquema, nucleo.region) for nombre, esquema in definidos.items()}
    problemas = problemas or [p for n in TIPOS_DE_ENUNCIADO for p in _citas_sin_cifra(tablas[n], tablas["cifras"])]
    if problemas:
        raise ErrorDeEntrada(problemas)
    return tablas


def _reunir(partes: list[pd.DataFrame], esquema: object, region: Region) -> pd.DataFrame:
    """Junta lo de la región y lo común que se le aplica; lo de la región va primero."""
    columnas = [*esquema.columns, "archivo", "fila", "ambito"]  # type: ignore[attr-defined]
    llenas = [p for p in reversed(partes) if len(p)]
    if not llenas:
        return pd.DataFrame({c: pd.Series(dtype=object) for c in columnas})
    tabla = pd.concat(llenas, ignore_index=True)
    if "regiones" not in tabla.columns:
        return tabla
    aplica = [not r or region.clave in r.split(";") for r in tabla["regiones"]]
    return tabla[aplica].reset_index(drop=True)


def _reglas_de_tabla(
    nombre: str, tabla: pd.DataFrame, ambito: str, programa: Programa, catalogo: Catalogo
) -> list[Problema]:
    """Reglas entre columnas, o entre la tabla y los parámetros."""
    problemas = []
    for fila in tabla.to_dict("records"):
        if fila["fuente"] and fila["fuente"] not in programa.fuentes:
            problemas.append(
                _en(fila, "fuente", f"no está en «fuentes» de programa.yml: {enumerar(list(programa.fuentes))}")
            )
        if fila["origen"] == "publicado" and not (fila["fuente"] and fila["seccion"]):
            problemas.append(_en(fila, "origen", "una fila publicada lleva fuente y sección", "Complete ambas."))
        if nombre == "cifras":
            problemas += _reglas_de_cifra(fila, catalogo)
        desconocidas = [r for r in fila.get("regiones", "").split(";") if r and r not in programa.regiones]
        problemas += [
            _en(fila, "regiones", f"región desconocida «{r}»", sugerencia(r, programa.regiones)) for r in desconocidas
        ]
        if fila.get("regiones") and ambito != COMUN:
            problemas.append(_en(fila, "regiones", "solo se usa en las tablas comunes", "Déjela vacía."))
    return problemas


def _reglas_de_cifra(fila: dict[str, object], catalogo: Catalogo) -> list[Problema]:
    ficha = catalogo.indicadores[str(fila["indicador"])]
    problemas = []
    if fila["unidad"] != ficha.unidad:
        problemas.append(_en(fila, "unidad", f"la unidad de {fila['indicador']} es {ficha.unidad}", "Corríjala."))
    if bool(fila["dimension"]) != bool(fila["categoria"]):
        problemas.append(_en(fila, "categoria", "dimensión y categoría van las dos o ninguna", "Complete o borre una."))
    return problemas


def _citas_sin_cifra(tabla: pd.DataFrame, cifras: pd.DataFrame) -> list[Problema]:
    """Textos que citan entre llaves una cifra que la región no tiene."""
    problemas = []
    for fila in tabla.to_dict("records"):
        alcance = cifras if fila["ambito"] != COMUN else cifras[cifras["ambito"] == COMUN]
        for campo in CAMPOS_DE_TEXTO:
            for hallada in PATRON.finditer(fila[campo]):
                problemas += _cita(fila, campo, hallada["cuerpo"], alcance)
    return problemas


def _cita(fila: dict[str, object], campo: str, cuerpo: str, cifras: pd.DataFrame) -> list[Problema]:
    try:
        referencia = interpretar(cuerpo)
    except ValueError as error:
        return [_en(fila, campo, str(error), "", f"{{{cuerpo}}}")]
    if len(coincidencias(cifras, referencia.indicador, referencia.categoria, referencia.fecha)):
        return []
    cercana = sugerencia(referencia.indicador, sorted(set(cifras["indicador"]) - {referencia.indicador}))
    return [
        _en(
            fila,
            campo,
            "cita una cifra que no está en cifras.csv",
            cercana or "Agréguela o corrija la cita.",
            f"{{{cuerpo}}}",
        )
    ]


def _en(fila: dict[str, object], columna: str, regla: str, remedio: str = "", valor: str | None = None) -> Problema:
    hallado = str(fila[columna]) if valor is None else valor
    return Problema(str(fila["archivo"]), regla, remedio, f"fila {fila['fila']}, columna {columna}", hallado)


def _tabla_desconocida(nombre: str, archivo: str, tablas: list[str]) -> Problema:
    remedio = f"{sugerencia(nombre, tablas)} Tablas: {', '.join(tablas)}.".strip()
    return Problema(archivo, "no es una tabla del núcleo mínimo", remedio)
