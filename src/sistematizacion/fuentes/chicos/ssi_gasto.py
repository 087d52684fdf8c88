"""La ejecución de una inversión en el SSI (``exInfoSiaf``): por ejecutora, por año y por mes.

Sale como las filas del gasto del SIAF: el mes 0 lleva lo del año (PIA, PIM, certificado y compromiso) y cada mes, su
devengado. Es el mismo dinero que está en los archivos anuales del gasto: no se suma con ellos.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from sistematizacion.errores import ErrorDeEntrada, Problema
from sistematizacion.fuentes.chicos.bitacora import Bitacora
from sistematizacion.fuentes.chicos.celda import NoSeEntiende, centimos
from sistematizacion.fuentes.chicos.comun import Formato, Muestra, claves_de_json, lectura, tabla_de
from sistematizacion.fuentes.chicos.cruda import Cruda
from sistematizacion.fuentes.chicos.de_json import de_registros, leer_json, lista_de_objetos, objetos
from sistematizacion.fuentes.chicos.dias import periodo
from sistematizacion.fuentes.chicos.valores import columna
from sistematizacion.fuentes.clases import ENTERO, GASTO, MONTO, TEXTO
from sistematizacion.fuentes.lectura import LecturaExterna

CLAVE = "ssi_gasto"
MESES = ("Ene", "Feb", "Mar", "Abr", "May", "Jun", "Jul", "Ago", "Set", "Oct", "Nov", "Dic")
DEL_ANIO = {"monto_pia": "Pia", "monto_pim": "Pim", "monto_certificado": "CertificadoAnual",
            "monto_comprometido_anual": "CompromisoAnual"}  # fmt: skip
DE_EJECUTORA = {
    "nivel_gobierno": "CodigoTipoEjecutora", "sector_nombre": "SectorNombre", "pliego_nombre": "PliegoNombre",
    "ejecutora_nombre": "Nombre", "departamento_ejecutora_nombre": "DepartamentoNombre",
    "provincia_ejecutora_nombre": "ProvinciaNombre", "distrito_ejecutora_nombre": "DistritoNombre",
}  # fmt: skip
PROYECTO = {"tipo_act_proy": "2", "tipo_act_proy_nombre": "PROYECTO"}
SIN_REDONDEO = Decimal("0.01")


def reconoce(muestra: Muestra) -> bool:
    """Un JSON con el código del SIAF y la información financiera por ejecutora."""
    return {"CodigoSiaf", "InfoPeriodoPrimerDevengado"} <= claves_de_json(muestra)


def leer(ruta: Path, archivo: str) -> LecturaExterna:
    """Doce meses y un mes 0 por ejecutora y año."""
    bitacora = Bitacora(archivo)
    filas: list[dict[str, Any]] = []
    for objeto in objetos(leer_json(ruta, bitacora)):
        if "CodigoSiaf" in objeto and "InfoFinanciera" in objeto:
            filas += _de_una_inversion(objeto, bitacora)
    bitacora.cerrar()
    if not filas:
        raise ErrorDeEntrada([Problema(archivo, "no trae InfoFinanciera", "Vuelva a pedir la respuesta al SSI.")])
    bitacora.entender("Es el mismo dinero que el de los archivos anuales del gasto: no se suma con ellos.")
    campos = {c: [fila.get(c) for fila in filas] for c in GASTO}
    return lectura(CLAVE, "gasto", tabla_de("gasto", campos, len(filas)), bitacora)


def _de_una_inversion(objeto: Mapping[str, Any], bitacora: Bitacora) -> Iterator[dict[str, Any]]:
    suyo = de_registros([{c: objeto.get(c) for c in ("CodigoSiaf", "Nombre")}])
    cui, nombre = (columna(suyo, n, clave, TEXTO, bitacora)[0] for n, clave in enumerate(("cui", "nombre")))
    ejecutoras = {
        str(e.get("Codigo")): e for e in lista_de_objetos(objeto.get("Ejecutoras"), "campo Ejecutoras", bitacora)
    }
    cruda = de_registros(lista_de_objetos(objeto["InfoFinanciera"], "campo InfoFinanciera", bitacora))
    bitacora.cerrar()
    if not cruda.filas:
        return
    leidos = _campos(cruda, bitacora)
    anios, codigos = leidos["Año"], leidos["CodigoEjecutora"]
    bitacora.entender(
        f"Es la ejecución del CUI {cui} en el SSI, en soles: años {min(anios)} a {max(anios)} y "
        f"{len(set(codigos))} ejecutoras ({', '.join(dict.fromkeys(codigos))})."
    )
    bitacora.entender("Certificado y compromiso son del año y van en el mes 0; no trae girado.")
    _revisar(objeto, leidos, cruda, bitacora)
    for n, (anio, sec_ejec) in enumerate(zip(anios, codigos, strict=True)):
        comun = {"ano_eje": anio, "sec_ejec": sec_ejec, "producto_proyecto": cui, "producto_proyecto_nombre": nombre}
        ejecutora = ejecutoras.get(sec_ejec, {})
        comun |= PROYECTO | {c: ejecutora.get(clave) or None for c, clave in DE_EJECUTORA.items()}
        yield comun | {"mes_eje": 0} | {c: leidos[clave][n] for c, clave in DEL_ANIO.items()}
        for mes, letras in enumerate(MESES, 1):
            yield comun | {"mes_eje": mes, "monto_devengado": leidos[f"Dev{letras}"][n]}


def _campos(cruda: Cruda, bitacora: Bitacora) -> dict[str, list[Any]]:
    """Los campos de ``InfoFinanciera`` en sus tipos; el que falta queda sin dato."""
    tipos = {"Año": ENTERO, "CodigoEjecutora": TEXTO, "Dev": MONTO}
    tipos |= dict.fromkeys([*DEL_ANIO.values(), *(f"Dev{m}" for m in MESES)], MONTO)
    hallados = {}
    for titulo, tipo in tipos.items():
        clave = "sec_ejec" if titulo == "CodigoEjecutora" else titulo
        if titulo in cruda.titulos:
            hallados[titulo] = columna(cruda, cruda.titulos.index(titulo), clave, tipo, bitacora)
        elif tipo == MONTO:
            hallados[titulo] = [None] * len(cruda.filas)
        else:
            bitacora.fallar(f"InfoFinanciera no trae {titulo}", "Vuelva a pedir la respuesta al SSI.")
    for titulo in ("Año", "CodigoEjecutora"):
        for n, valor in enumerate(hallados.get(titulo, ())):
            if valor is None and not bitacora.errores:
                lugar = cruda.lugar(n, cruda.titulos.index(titulo))
                bitacora.fallar("está vacío", "Vuelva a pedir la respuesta al SSI.", lugar)
    bitacora.cerrar()
    return hallados


def _revisar(objeto: Mapping[str, Any], leidos: Mapping[str, list], cruda: Cruda, bitacora: Bitacora) -> None:
    """Lo que tiene que calzar dentro de la respuesta: meses con año, años con el total, y los periodos en palabras."""
    con_devengado = []
    for n, (anio, del_anio) in enumerate(zip(leidos["Año"], leidos["Dev"], strict=True)):
        meses = [leidos[f"Dev{m}"][n] or Decimal(0) for m in MESES]
        con_devengado += [f"{anio}-{m:02}" for m, monto in enumerate(meses, 1) if monto]
        if del_anio is not None and abs(sum(meses) - del_anio) > SIN_REDONDEO:
            regla = f"los meses de {anio} suman {sum(meses)} y el devengado del año es {del_anio}"
            bitacora.advertir(regla, "Quedan los meses.", cruda.lugar(n))
    total, suma = objeto.get("Devengado"), sum(d or Decimal(0) for d in leidos["Dev"])
    if isinstance(total, Decimal) and abs(centimos(total) - suma) > SIN_REDONDEO:
        bitacora.advertir(f"los años suman {suma} y el devengado acumulado es {total}", "Puede faltar algún año.")
    extremos = (("InfoPeriodoPrimerDevengado", min), ("InfoPeriodoUltimoDevengado", max))
    for campo, cual in extremos if con_devengado else ():
        try:
            dicho = periodo(str(objeto.get(campo) or ""))
        except NoSeEntiende as falla:
            lugar = {"lugar": f"campo {campo}", "valor": str(objeto[campo])}
            bitacora.advertir(falla.regla, "No se usa: quedan los meses.", lugar)
            continue
        if dicho and dicho != cual(con_devengado):
            bitacora.advertir(f"{campo} dice {dicho} y los meses dicen {cual(con_devengado)}", "Quedan los meses.")


FORMATO = Formato(CLAVE, "SSI, ejecución por ejecutora, año y mes", "gasto", reconoce, leer)
