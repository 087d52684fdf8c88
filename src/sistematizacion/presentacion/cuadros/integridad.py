"""El cuadro de los indicadores del área de integridad: línea base, meta, logro y estado en palabras."""

from decimal import Decimal
from typing import Any

from sistematizacion.analisis.integridad import evaluar
from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.hitos import COMO_SE_CALCULA, ESTADOS_DE_REGISTRO
from sistematizacion.presentacion.expediente import Expediente, lugar_de
from sistematizacion.presentacion.origen import origen_visible
from sistematizacion.presentacion.piezas import Nada, Pieza
from sistematizacion.presentacion.recuentos import POR_CIENTO

SIN_TABLA = "La región no lleva el registro de integridad; el capítulo lo dice al empezar."
FALTAN = {
    "linea_base": "No se registró la línea base.", "meta": "No se registró la meta.", "logro": "No se registró el logro.",
    "porcentaje": "El % de logro se calcula solo si hay meta, distinta de cero, y logro.",
    "fecha": "No se registró la fecha del logro.", "medio_verificacion": "No se registró el medio de verificación.",
}  # fmt: skip
VALORES = ("linea_base", "meta", "logro")


def integridad(expediente: Expediente) -> Pieza:
    """Por componente, sus indicadores: unidad, línea base, meta, logro, % de logro, estado y medio de verificación."""
    tabla = expediente.tabla("integridad")
    if tabla.empty:
        return Nada(SIN_TABLA)
    hechas: list[Fila] = []
    evaluados = evaluar(tabla)
    for componente in dict.fromkeys(evaluados["componente"]):
        hechas.append(Fila((componente,), "grupo"))
        propios = evaluados[evaluados["componente"] == componente]
        hechas += [_fila(expediente, f) for f in propios.to_dict("records")]
    return Cuadro(
        "integridad",
        "Indicadores del área de integridad: lo previsto y lo logrado",
        (
            Columna("Indicador", ancho=3),
            Columna("Unidad", ancho=1.3),
            Columna("Línea base", "num"),
            Columna("Meta", "num"),
            Columna("Logro", "num"),
            Columna("Corte del logro", ancho=1.3),
            Columna("% de logro", "num"),
            Columna("Estado", ancho=1.3),
            Columna("Medio de verificación", ancho=2.4),
        ),
        tuple(hechas),
        expediente.fuente_de_tabla(tabla),
        (COMO_SE_CALCULA,),
        horizontal=True,
    )


def _fila(expediente: Expediente, fila: dict[str, Any]) -> Fila:
    cifras = {c: _valor(expediente, fila, c) for c in VALORES}
    return Fila(
        (
            fila["indicador"],
            fila["unidad"],
            *(cifras[c] or Ausente(FALTAN[c]) for c in VALORES),
            formato.corte(fila["fecha"]) if fila["fecha"] else Ausente(FALTAN["fecha"]),
            _porcentaje(fila, cifras),
            ESTADOS_DE_REGISTRO[fila["estado"]],
            fila["medio_verificacion"] or Ausente(FALTAN["medio_verificacion"]),
        )
    )


def _valor(expediente: Expediente, fila: dict[str, Any], columna: str) -> Cifra | None:
    crudo = fila[columna]
    if not isinstance(crudo, Decimal):
        return None
    return Cifra(
        crudo, Unidad(singular=fila["unidad"], plural=fila["unidad"]),
        fecha_corte=fila["fecha"] if columna == "logro" else None,
        origen=origen_visible(fila["origen"], ficticio=expediente.programa.ficticio),
        fuente=expediente.citar(fila["fuente"], fila["seccion"]), citas=((fila["fuente"], fila["seccion"]),),
        nombre=f"{fila['indicador']}: {columna.replace('_', ' ')}", region=expediente.region.nombre, lugares=(lugar_de(fila),),
    )  # fmt: skip


def _porcentaje(fila: dict[str, Any], cifras: dict[str, Cifra | None]) -> Celda:
    base, meta, logro = cifras["linea_base"], cifras["meta"], cifras["logro"]
    if fila["porcentaje"] is None or not (meta and logro):
        return Ausente(FALTAN["porcentaje"])
    reducir = base is not None and fila["meta"] < fila["linea_base"]
    formula, partes = (
        ("({} − {}) ÷ ({} − {}) × 100", [base, logro, base, meta]) if reducir else ("{} ÷ {} × 100", [logro, meta])
    )
    return calculada(fila["porcentaje"], POR_CIENTO, formula, partes, 1, f"{fila['indicador']}: % de logro")  # type: ignore[arg-type]
