"""Cuadro de lo que los datos del MEF cambiaron en la cartera: lo escrito en el registro y lo que vale."""

from decimal import Decimal
from typing import Any

from sistematizacion.nucleo.actualizacion import TABLA
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente, NoAplica, lugar_de
from sistematizacion.presentacion.origen import origen_visible

REGLA = (
    "En PIA, PIM, devengado y fecha del Formato 12-B vale el dato del MEF; el registro conserva lo que se escribió. Lo que "
    "describe a la inversión (costo, sector, función, unidad ejecutora) solo se toma del MEF donde el registro está vacío."
)
NO_ESCRITO = "El registro lo tiene vacío: se completa con el dato del MEF."
NO_ES_MONTO = "No es un monto: no tiene diferencia."


def actualizacion_mef(expediente: Expediente) -> Cuadro:
    """Una fila por inversión y dato que cambió: lo escrito, lo del MEF, la diferencia y hasta cuándo llega."""
    if expediente.tabla("mef_inversiones").empty:
        raise NoAplica("Los montos de la cartera son los del registro: no se tomaron datos de archivos del MEF.")
    cambios = expediente.tabla(TABLA)
    if cambios.empty:
        raise NoAplica("Los montos del registro coinciden con los de los archivos del MEF.")
    titulos = {c: col.metadata["titulo"] for c, col in esquemas(expediente.catalogo)["inversiones"].columns.items()}
    filas = [_fila(expediente, cambio, titulos[cambio["campo"]]) for cambio in cambios.to_dict("records")]
    return Cuadro(
        "actualizacion-mef",
        "Lo que los datos del MEF pusieron al día en la cartera",
        (
            Columna("Inversión", ancho=3),
            Columna("CUI"),
            Columna("Dato", ancho=1.3),
            Columna("Escrito en el registro", "num", 1.4),
            Columna("Según el MEF", "num", 1.4),
            Columna("Diferencia", "num", 1.3),
            Columna("Corte", ancho=1.1),
        ),
        tuple(filas),
        expediente.fuente_de_tabla(cambios),
        (REGLA,),
        horizontal=True,
    )


def _fila(expediente: Expediente, cambio: dict[str, Any], titulo: str) -> Fila:
    escrito, del_mef = _cifras(expediente, cambio, titulo)
    corte = formato.corte(cambio["corte"]) if cambio["corte"] else "Sin corte"
    return Fila((cambio["nombre"], cambio["cui"], titulo, escrito, del_mef, _diferencia(escrito, del_mef), corte))


def _cifras(expediente: Expediente, cambio: dict[str, Any], titulo: str) -> tuple[Celda, Celda]:
    escrito, del_mef = cambio["registrado"], cambio["mef"]
    if not isinstance(del_mef, Decimal):
        return (_texto(escrito) if escrito is not None else Ausente(NO_ESCRITO)), _texto(del_mef)
    comun = {"unidad": expediente.catalogo.unidades["soles"], "region": expediente.region.nombre, "fecha_corte": cambio["corte"]}
    nombre = f"{titulo} de {cambio['cui']}"
    lugar = lugar_de({c: cambio[f"{c}_escrit{'a' if c != 'archivo' else 'o'}"] for c in ("archivo", "hoja", "fila")})
    origen = origen_visible(cambio["origen"], ficticio=expediente.programa.ficticio)
    mef = Cifra(
        del_mef, origen=origen, nombre=f"{nombre}, según el MEF", lugares=(lugar_de(cambio),), decimales=0,
        fuente=expediente.citar(cambio["fuente"], cambio["seccion"]), **comun,
    )  # fmt: skip
    if escrito is None:
        return Ausente(NO_ESCRITO), mef
    propio = origen_visible(cambio["origen_escrito"], ficticio=expediente.programa.ficticio)
    escrita = Cifra(
        escrito, origen=propio, nombre=f"{nombre}, escrito en el registro", lugares=(lugar,), decimales=0,
        fuente=expediente.citar(""), **comun,
    )  # fmt: skip
    return escrita, mef


def _diferencia(escrito: Celda, del_mef: Celda) -> Celda:
    if not (isinstance(escrito, Cifra) and isinstance(del_mef, Cifra)):
        return Ausente(NO_ES_MONTO if not isinstance(del_mef, Cifra) else NO_ESCRITO)
    valor = (del_mef.valor or Decimal(0)) - (escrito.valor or Decimal(0))
    return calculada(valor, del_mef.unidad, "{} − {}", [del_mef, escrito], 0, f"{del_mef.nombre}, diferencia")


def _texto(valor: object) -> str:
    return formato.corte(valor) if hasattr(valor, "isoformat") else str(valor)  # type: ignore[arg-type]
