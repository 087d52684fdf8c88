"""La consulta del gasto pasada a una tabla de Excel o CSV: con los rótulos enteros, o con sus códigos ya partidos.

Sirve para la de municipalidades («EJECUCION_GASTO_GL…» y su «PROCESADO») y para cualquier copia de la pantalla que
conserve el encabezado: una columna de rótulos, PIM y devengado.
"""

from pathlib import Path
from typing import Any

from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.celda import codigo, texto
from sistematizacion.fuentes.chicos.comun import Formato, Muestra, apartar, encabezados, leer_campos, repartir
from sistematizacion.fuentes.chicos.cruda import Alias, Cruda, leer_tabla
from sistematizacion.fuentes.chicos.gasto_leido import ALIAS_DE_MONTOS, armar, rotulos_de
from sistematizacion.fuentes.chicos.rotulos import QUE, entender_rotulo, partir, que_es
from sistematizacion.fuentes.lectura import LecturaExterna
from sistematizacion.nucleo.lectura.celdas import plegar

CLAVE = "tabla_consulta_amigable"
ALIAS = Alias(
    ALIAS_DE_MONTOS
    | {
        "anio": ("Año", "Ano", "Año de Ejecución"),
        "pliego": ("Pliego código", "Cod. Pliego"),
        "ubigeo": ("UBI_DIST", "Ubigeo"),
        "sec_ejec": ("COD_SIAF", "SEC_EJEC"),
        "cui": ("CUI", "Código único de inversión", "Código único"),
    }
)
LUGARES = {"departamento": 2, "provincia": 4}  # cuántas cifras del ubigeo es cada uno
CODIGOS_DE_LUGAR = {"ubidpto": "departamento", "ubiprov": "provincia"}
EXIGIDAS = {"pim", "devengado"}
LARGO_DE_UBIGEO = 6


def reconoce(muestra: Muestra) -> bool:
    """Una hoja o un CSV con PIM, devengado, algún otro monto y una columna de rótulos."""
    return any(
        EXIGIDAS <= {ALIAS.maneras.get(t) for t in titulos}
        and {"certificado", "girado"} & {ALIAS.maneras.get(t) for t in titulos}
        and titulos & QUE.keys()
        for titulos in encabezados(muestra)
    )


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Una fila por rótulo y año."""
    bitacora = Bitacora(archivo)
    cruda = leer_tabla(ruta, ALIAS, lambda halladas: halladas >= EXIGIDAS, bitacora)
    posiciones, sobran = repartir(cruda, ALIAS, bitacora)
    rotulo = _columna_de_rotulos(cruda, sobran, bitacora)
    campos = leer_campos(cruda, posiciones, "ejecucion", bitacora)
    bitacora.entender("Es una tabla de la Consulta Amigable, en soles.")
    if "anio" not in campos:
        bitacora.advertir("la tabla no dice de qué año es", "Agréguele una columna Año.")
    que = que_es(cruda.titulos[rotulo], bitacora)
    bitacora.entender(f"La columna «{cruda.titulos[rotulo].strip()}» dice que cada fila es {que}.")
    if "ubigeo" in campos:
        campos["ubigeo"] = [u and u.zfill(LARGO_DE_UBIGEO) for u in campos["ubigeo"]]
    rotulos = rotulos_de([str(v) for v in cruda.columna(rotulo)], que)
    if all(r.codigo is None for r in rotulos):
        rotulos = _con_codigos_aparte(cruda, rotulo, que, campos, bitacora)
    ubigeos = [r.ubigeo for r in rotulos]
    de_lugar = {n for n in sobran if n != rotulo and _es_del_ubigeo(cruda, n, ubigeos, bitacora)}
    if de_lugar:
        titulos = ", ".join(cruda.titulos[n] for n in sorted(de_lugar))
        bitacora.entender(f"Las columnas {titulos} son las del ubigeo de cada fila y no se repiten.")
    resto = [n for n in sobran if n != rotulo and n not in de_lugar]
    return armar(CLAVE, rotulos, campos, bitacora, apartar(cruda, resto, bitacora))


def _columna_de_rotulos(cruda: Cruda, sobran: list[int], bitacora: Bitacora) -> int:
    """La última columna que titula una fila de la consulta: Departamento y Provincia, si están, van antes."""
    candidatas = [n for n in sobran if plegar(cruda.titulos[n]) in QUE]
    if not candidatas:
        bitacora.fallar("no hay una columna que diga qué es cada fila", "Falta, por ejemplo, Unidad Ejecutora o Pliego.")
        bitacora.cerrar()
    return candidatas[-1]


def _con_codigos_aparte(cruda: Cruda, rotulo: int, que: str, campos: dict[str, list[Any]], bitacora: Bitacora) -> list:
    """Los rótulos de una tabla que trae sus códigos en otras columnas; el código se arma como lo escribe la pantalla."""
    nombres = [texto(v) for v in cruda.columna(rotulo)]
    vacia = [None] * len(nombres)
    ubigeos, ejecutoras, proyectos = (campos.pop(c, vacia) for c in ("ubigeo", "sec_ejec", "cui"))
    armados = []
    for ubigeo, sec_ejec, cui in zip(ubigeos, ejecutoras, proyectos, strict=True):
        armados.append(f"{ubigeo}-{sec_ejec}" if ubigeo and sec_ejec else codigo(cui, "cui") if cui else None)
    campos["ubigeo"], campos["sec_ejec"] = ubigeos, ejecutoras
    if any(armados):
        bitacora.entender("Los códigos vienen en columnas propias y se unieron como los escribe la pantalla.")
    return [entender_rotulo(que, c, n) for c, n in zip(armados, nombres, strict=True)]


def _es_del_ubigeo(cruda: Cruda, posicion: int, ubigeos: list[str | None], bitacora: Bitacora) -> bool:
    """Dice si una columna es el departamento o la provincia que el ubigeo ya dice; si no calzan, se advierte."""
    titulo = plegar(cruda.titulos[posicion])
    lugar = CODIGOS_DE_LUGAR.get(titulo, titulo)
    if lugar not in LUGARES or not all(ubigeos):
        return False
    largo = LUGARES[lugar]
    for n, celda in enumerate(cruda.columna(posicion)):
        hallado = codigo(celda) if titulo in CODIGOS_DE_LUGAR else partir(str(celda))[0]
        esperado = (ubigeos[n] or "")[:largo]
        if hallado is not None and hallado.zfill(largo) != esperado:
            regla = f"el ubigeo de la fila es {ubigeos[n]} y esta celda es de otro lugar"
            bitacora.advertir(regla, "Se toma el ubigeo.", cruda.lugar(n, posicion, celda))
            return False
    return True


FORMATO = Formato(CLAVE, "Consulta Amigable pasada a una tabla", "ejecucion", reconoce, leer)
