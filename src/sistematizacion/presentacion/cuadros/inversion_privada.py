"""Cuadros de la inversión privada que salen del registro: modalidad por fase y convenios firmados."""

from decimal import Decimal

import pandas as pd

from sistematizacion.analisis import inversion_privada as analisis
from sistematizacion.nucleo.esquemas.cartera import FASES_DE_OXI, MODALIDADES_DE_OXI
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.notas import notas_de
from sistematizacion.presentacion.expediente import Expediente, NoAplica
from sistematizacion.presentacion.piezas import Nada, Pieza
from sistematizacion.presentacion.recuentos import contar, medir, usadas

SIN_TABLA = "La región no lleva el registro de inversión privada; el capítulo lo dice al empezar."
MODALIDADES = {
    "oxi": "Obras por impuestos (OxI)",
    "app": "Asociación público-privada (APP)",
    "pa": "Proyecto en activos (PA)",
    "ceic": "Contrato estandarizado (CEIC)",
}
FASES = {
    "idea": "Idea", "priorizacion": "Priorización", "formulacion": "Formulación", "actos_previos": "Actos previos",
    "proceso_de_seleccion": "Proceso de selección", "convenio": "Convenio o contrato", "ejecucion": "Ejecución",
    "culminado": "Culminado",
}  # fmt: skip
SIN_MONTO = "No se registró el monto."
SIN_FECHA = "No se registró la fecha."
SIN_DIFERENCIA = "Falta un monto, y no hay diferencia que calcular."


def proyectos(expediente: Expediente, filas: pd.DataFrame, que: str) -> Cifra:
    """Cuántos proyectos son esas filas de «oxi»; ``que`` dice cuáles."""
    return contar(expediente, filas, expediente.catalogo.unidades["proyecto"], f"Inversión privada, proyectos: {que}",
                  "Recuento de las filas de «oxi»")  # fmt: skip


def monto(expediente: Expediente, filas: pd.DataFrame, columna: str, que: str) -> Celda:
    """La suma de los montos; «al menos» si a alguno le falta, y una celda sin dato si a todos."""
    suma, faltan = analisis.sumar(filas[columna])
    if suma is None:
        return Ausente(SIN_MONTO)
    return medir(
        expediente, suma, filas, expediente.catalogo.unidades["soles"], f"Inversión privada, {columna.replace('_', ' ')}: {que}",
        f"Suma de «{columna}» de «oxi»", decimales=0, al_menos=faltan > 0,
    )  # fmt: skip


def inversion_privada(expediente: Expediente) -> Pieza:
    """Por modalidad, las fases que tienen algún proyecto: cuántos y por qué monto."""
    filas = expediente.tabla("oxi")
    if filas.empty:
        return Nada(SIN_TABLA)
    casos = analisis.por_modalidad_y_fase(filas, MODALIDADES_DE_OXI, FASES_DE_OXI).to_dict("records")
    hechas: list[Fila] = []
    previa = ""
    for caso in casos:
        modalidad, fase = caso["modalidad"], caso["fase"]
        de_modalidad = filas[filas["modalidad"] == modalidad]
        if modalidad != previa:
            hechas.append(_fila(expediente, MODALIDADES[modalidad], "Todas las fases", de_modalidad))
        previa = modalidad
        if (de_modalidad["fase"] != fase).any():  # con una sola fase, el subtotal ya lo dice
            hechas.append(_fila(expediente, MODALIDADES[modalidad], FASES[fase], de_modalidad[de_modalidad["fase"] == fase]))
        else:
            hechas[-1] = _fila(expediente, MODALIDADES[modalidad], FASES[fase], de_modalidad)
    hechas.append(_fila(expediente, "Toda la cartera", "Todas las fases", filas, "total"))
    cifras = usadas([c for f in hechas for c in f.celdas])
    return Cuadro(
        "inversion-privada",
        "Cartera de inversión privada, por modalidad y fase",
        (Columna("Modalidad", ancho=2.6), Columna("Fase", ancho=1.8), Columna("Proyectos", "num"), Columna("Monto", "num", 1.6)),
        tuple(hechas),
        expediente.fuente_de_tabla(filas),
        notas_de(cifras),
    )


def _fila(expediente: Expediente, modalidad: str, fase: str, filas: pd.DataFrame, clase: str = "") -> Fila:
    que = f"{modalidad}, {formato.minuscula(fase)}"
    return Fila(
        (modalidad, fase, proyectos(expediente, filas, que), monto(expediente, filas, "monto", que)), clase  # type: ignore[arg-type]
    )


def convenios_firmados(expediente: Expediente) -> Pieza:
    """Cada convenio: proyecto, fecha, monto del proyecto, del convenio y su diferencia; y la suma."""
    filas = expediente.tabla("oxi")
    if filas.empty:
        return Nada(SIN_TABLA)
    firmados = analisis.convenios(filas)
    if firmados.empty:
        raise NoAplica(f"Al corte, {expediente.region.nombre} no había firmado ningún convenio de inversión privada.")
    hechas = [_convenio(expediente, firmados.iloc[[n]]) for n in range(len(firmados))]
    if len(firmados) > 1:
        completos = firmados[[d is not None for d in firmados["diferencia"]]]
        suma = sum(completos["diferencia"], Decimal(0)) if len(completos) else None
        hechas.append(
            Fila(("Todos", proyectos(expediente, firmados, "con convenio"), "",
                  monto(expediente, firmados, "monto", "con convenio"), monto(expediente, firmados, "monto_convenio", "firmado"),
                  _diferencia(expediente, completos, suma, "todos los convenios con ambos montos")), "total")
        )  # fmt: skip
    cifras = usadas([c for f in hechas for c in f.celdas])
    return Cuadro(
        "convenios-firmados",
        "Convenios firmados: montos del proyecto y del convenio",
        (
            Columna("Proyecto", ancho=3),
            Columna("Convenio", ancho=1.8),
            Columna("Fecha", ancho=1.4),
            Columna("Monto del proyecto", "num", 1.5),
            Columna("Monto del convenio", "num", 1.5),
            Columna("Diferencia", "num", 1.3),
        ),
        tuple(hechas),
        expediente.fuente_de_tabla(firmados),
        ("Diferencia: monto del convenio menos monto del proyecto.", *notas_de(cifras)),
    )


def _convenio(expediente: Expediente, una: pd.DataFrame) -> Fila:
    fila = una.to_dict("records")[0]
    que = f"{fila['nombre']} ({fila['convenio']}, fila {fila['fila']})"
    fecha = formato.corte(fila["fecha_convenio"]) if fila["fecha_convenio"] else Ausente(SIN_FECHA)
    return Fila(
        (
            fila["nombre"],
            fila["convenio"],
            fecha,
            monto(expediente, una, "monto", que),
            monto(expediente, una, "monto_convenio", que),
            _diferencia(expediente, una, fila["diferencia"], que),
        )
    )


def _diferencia(expediente: Expediente, filas: pd.DataFrame, valor: Decimal | None, que: str) -> Celda:
    if valor is None:
        return Ausente(SIN_DIFERENCIA)
    return medir(
        expediente, valor, filas, expediente.catalogo.unidades["soles"], f"Inversión privada, diferencia: {que}",
        "«monto_convenio» − «monto» de «oxi»", decimales=0,
    )  # fmt: skip
