"""Cuadros de las restricciones o cuellos de botella: por tipo, las medidas que los levantaron y los que siguen abiertos."""

from decimal import Decimal

import pandas as pd

from sistematizacion.analisis import restricciones
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente, NoAplica
from sistematizacion.presentacion.piezas import Nada, Pieza
from sistematizacion.presentacion.recuentos import DIAS, RESTRICCIONES, contar, medir

SIN_TABLA = "La región no lleva el registro de restricciones; el capítulo lo dice al empezar."
TIPOS = {
    "expediente_tecnico": "Expediente técnico", "presupuesto": "Presupuesto", "contratacion": "Contratación",
    "terreno": "Terreno", "permisos": "Permisos y autorizaciones", "contratista": "Contratista",
    "supervision": "Supervisión", "conflicto_social": "Conflicto social", "clima": "Clima", "arbitraje": "Arbitraje",
    "rotacion": "Rotación de personal", "otra": "Otra",
}  # fmt: skip
ESTADOS = {"abierta": "Abierta", "en_proceso": "En proceso"}
SIN_FECHA = "La restricción levantada no dice cuándo, o no se había identificado a la fecha de corte."
NINGUNA = "No hay ninguna en ese estado."
SIN_MEDIDA, SIN_RESPONSABLE = "No se registró la medida.", "No se registró el cargo responsable."


def con_dias(expediente: Expediente) -> pd.DataFrame:
    """Las restricciones con los días que duraron o que llevan abiertas al corte."""
    return restricciones.con_dias(expediente.tabla("restricciones"), expediente.fecha_corte)


def cuenta(expediente: Expediente, filas: pd.DataFrame, tipo: str = "", estado: str = "") -> Cifra:
    """Cuántas restricciones hay, de un tipo y en un estado («levantadas» o «abiertas») si se dicen."""
    elegidas = elegir(filas, tipo, estado)
    nombre = ", ".join(filter(None, [f"Restricciones {estado}".strip(), TIPOS.get(tipo, "").lower()]))
    return contar(expediente, elegidas, RESTRICCIONES, nombre, "Recuento de las filas de «restricciones»")


def elegir(filas: pd.DataFrame, tipo: str = "", estado: str = "") -> pd.DataFrame:
    """Las filas de ese tipo y estado."""
    de_tipo = filas[filas["tipo"] == tipo] if tipo else filas
    if not estado:
        return de_tipo
    return de_tipo[(de_tipo["estado"] == restricciones.LEVANTADA) == (estado == "levantadas")]


def cuellos_de_botella(expediente: Expediente) -> Pieza:
    """Por tipo: cuántas, levantadas y abiertas, con la mediana de días de unas y otras."""
    filas = con_dias(expediente)
    if filas.empty:
        return Nada(SIN_TABLA)
    hechas = [_de_tipo(expediente, filas, f) for f in restricciones.por_tipo(filas).to_dict("records")]
    hechas.append(
        Fila(
            ("Todas", *(cuenta(expediente, filas, "", e) for e in ("", "levantadas", "abiertas")),
             *(_mediana(expediente, filas, "", e, restricciones.mediana(elegir(filas, "", e)["dias"]))
               for e in ("levantadas", "abiertas"))), "total",
        )
    )  # fmt: skip
    return Cuadro(
        "cuellos-de-botella",
        "Cuellos de botella por tipo, del más al menos frecuente",
        (
            Columna("Tipo", ancho=2.4),
            Columna("Restricciones", "num", 1.3),
            Columna("Levantadas", "num", 1.2),
            Columna("Abiertas", "num", 1.1),
            Columna("De las levantadas", "num", 1.3, grupo="Mediana de días"),
            Columna("De las abiertas", "num", 1.3, grupo="Mediana de días"),
        ),
        tuple(hechas),
        expediente.fuente_de_tabla(filas),
        (
            "Los días van de la identificación al levantamiento o, en las abiertas (las en proceso también lo están), "
            f"hasta la fecha de corte, {formato.fecha(expediente.fecha_corte)}.",
        ),
    )


def _de_tipo(expediente: Expediente, filas: pd.DataFrame, fila: dict) -> Fila:
    tipo = fila["tipo"]
    return Fila(
        (
            TIPOS[tipo],
            *(cuenta(expediente, filas, tipo, e) for e in ("", "levantadas", "abiertas")),
            *(_mediana(expediente, filas, tipo, e, fila[f"dias_{e}"]) for e in ("levantadas", "abiertas")),
        )
    )


def _mediana(expediente: Expediente, filas: pd.DataFrame, tipo: str, estado: str, valor: Decimal | None) -> Celda:
    elegidas = elegir(filas, tipo, estado)
    if valor is None:
        return Ausente(SIN_FECHA if len(elegidas) else NINGUNA)
    nombre = ", ".join(filter(None, [f"Restricciones {estado}: mediana de días", TIPOS.get(tipo, "").lower()]))
    return medir(expediente, valor, elegidas, DIAS, nombre, "Mediana de los días de cada restricción")


def medidas(expediente: Expediente) -> Pieza:
    """Qué se hizo para levantar cada restricción: medida, tipo, cuántas levantó y en cuántos días."""
    filas = con_dias(expediente)
    if filas.empty:
        return Nada(SIN_TABLA)
    hechas = restricciones.medidas(filas).to_dict("records")
    if not hechas:
        raise NoAplica(f"Ninguna restricción levantada de {expediente.region.nombre} dice con qué medida se levantó.")
    sin_medida = len(elegir(filas, "", "levantadas")) - sum(f["levantadas"] for f in hechas)
    faltan = (
        f"{sin_medida} de las levantadas no {'dice' if sin_medida == 1 else 'dicen'} con qué medida.",
    ) if sin_medida else ()  # fmt: skip
    return Cuadro(
        "medidas",
        "Las medidas que levantaron restricciones",
        (
            Columna("Medida", ancho=4),
            Columna("Tipo de restricción", ancho=1.8),
            Columna("Levantó", "num"),
            Columna("Días (mediana)", "num", 1.1),
        ),
        tuple(_medida(expediente, filas, f) for f in hechas),
        expediente.fuente_de_tabla(filas),
        ("Los días van de la identificación al levantamiento.", *faltan),
    )


def _medida(expediente: Expediente, filas: pd.DataFrame, fila: dict) -> Fila:
    elegidas = restricciones.de_la_medida(filas, fila["medida"], fila["tipo"])
    que = f"{fila['medida']} ({TIPOS[fila['tipo']].lower()})"
    dias: Celda = Ausente(SIN_FECHA) if fila["dias"] is None else medir(
        expediente, fila["dias"], elegidas, DIAS, f"Días hasta levantar con la medida: {que}", "Mediana de los días",
    )  # fmt: skip
    levanto = contar(expediente, elegidas, RESTRICCIONES, f"Restricciones levantadas con la medida: {que}")
    return Fila((fila["medida"], TIPOS[fila["tipo"]], levanto, dias))


def cuellos_abiertos(expediente: Expediente) -> Pieza:
    """Cada restricción que no se levantó, con su inversión, su medida, su responsable y los días que lleva."""
    filas = con_dias(expediente)
    if filas.empty:
        return Nada(SIN_TABLA)
    abiertas = restricciones.abiertas(filas)
    if abiertas.empty:
        raise NoAplica("Al corte no quedaba ninguna restricción abierta: todas se levantaron.")
    nombres = {f["cui"]: f["nombre"] for f in expediente.tabla("inversiones").to_dict("records")}
    return Cuadro(
        "cuellos-abiertos",
        "Restricciones que siguen abiertas, de la más antigua a la más reciente",
        (
            Columna("Restricción", ancho=3),
            Columna("Inversión", ancho=2.4),
            Columna("Tipo", ancho=1.3),
            Columna("Medida prevista", ancho=2.4),
            Columna("Responsable (cargo)", ancho=1.7),
            Columna("Estado", ancho=1),
            Columna("Días abierta", "num"),
        ),
        tuple(_abierta(expediente, abiertas.iloc[[n]], nombres) for n in range(len(abiertas))),
        expediente.fuente_de_tabla(abiertas),
        (f"Días {formato.al_corte(expediente.fecha_corte)}.",),
        horizontal=True,
    )


def _abierta(expediente: Expediente, una: pd.DataFrame, nombres: dict[str, str]) -> Fila:
    fila = una.to_dict("records")[0]
    dias: Celda = Ausente(SIN_FECHA) if fila["dias"] is None else medir(
        expediente, Decimal(fila["dias"]), una, DIAS, f"Días abierta: {fila['descripcion']} ({fila['cui']}, fila {fila['fila']})",
        "Días entre «fecha» y la fecha de corte",
    )  # fmt: skip
    return Fila(
        (
            fila["descripcion"],
            nombres.get(fila["cui"]) or f"CUI {fila['cui']}",
            TIPOS[fila["tipo"]],
            fila["medida"] or Ausente(SIN_MEDIDA),
            fila["responsable"] or Ausente(SIN_RESPONSABLE),
            ESTADOS[fila["estado"]],
            dias,
        )
    )
