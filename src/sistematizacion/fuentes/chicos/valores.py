"""De una columna cruda a sus valores, en el tipo que su clase le da; cada celda que no se lee queda anotada."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from sistematizacion.fuentes.chicos.bitacora import Bitacora, segun
from sistematizacion.fuentes.chicos.celda import (
    CODIGOS,
    MILLONESIMO,
    NoSeEntiende,
    centimos,
    codigo,
    entero,
    numero,
    redondear,
    texto,
)
from sistematizacion.fuentes.chicos.cruda import Cruda, Valor
from sistematizacion.fuentes.chicos.dias import fechas, periodo
from sistematizacion.fuentes.clases import ENTERO, FECHA, MONTO, NUMERO

PERIODOS = {"primer_devengado", "ultimo_devengado", "periodo_f12b"}


def columna(
    cruda: Cruda, posicion: int, clave: str, tipo: str, bitacora: Bitacora, *,
    factor: Decimal = Decimal(1), con_espacio: bool = False, tolerante: bool = False,
) -> list[Any]:  # fmt: skip
    """Una columna en el tipo de su clase; lo vacío es ``None`` y los errores van a la bitácora, cada uno con su celda.

    Args:
        cruda: la tabla del archivo.
        posicion: cuál de sus columnas.
        clave: la columna de la clase.
        tipo: el de ``clases``.
        bitacora: donde se anota.
        factor: por cuánto se multiplican los montos (un millón si van en millones).
        con_espacio: si el decimal puede ir tras un espacio («1205287 56»), como en el dataset de INFObras.
        tolerante: si un código mal escrito queda nulo con una advertencia, y no como error.
    """
    celdas = cruda.columna(posicion)
    if tipo == FECHA:
        return fechas(celdas, lambda n: cruda.lugar(n, posicion, celdas[n]), bitacora)
    lee = _lector(clave, tipo, factor, con_espacio)
    memoria: dict[Valor, Any] = {}
    valores: list[Any] = []
    malos = []
    redondeados = 0
    for n, celda in enumerate(celdas):
        if celda not in memoria:
            try:
                memoria[celda] = lee(celda)
            except NoSeEntiende as falla:
                memoria[celda] = falla
        valor = memoria[celda]
        if isinstance(valor, NoSeEntiende):
            malos.append(n)
            if not (tolerante and clave in CODIGOS):
                bitacora.fallar(valor.regla, valor.remedio, cruda.lugar(n, posicion, celda))
            valor = None
        elif tipo == MONTO and valor is not None:
            justo = centimos(valor)
            redondeados += justo != valor
            valor = justo
        elif tipo == NUMERO and valor is not None:
            valor = redondear(valor, MILLONESIMO)
        valores.append(valor)
    if redondeados:
        traian = segun(redondeados, f"monto de «{clave}» traía", f"montos de «{clave}» traían")
        bitacora.entender(f"{traian} más de dos decimales: al céntimo más cercano.")
    if malos and tolerante and clave in CODIGOS:
        quedan = segun(len(malos), "celda no es un código y queda", "celdas no son códigos y quedan")
        regla = f"en «{clave}», {quedan} sin dato"
        bitacora.advertir(regla, "Este es el primero.", cruda.lugar(malos[0], posicion, celdas[malos[0]]))
    return valores


def _lector(clave: str, tipo: str, factor: Decimal, con_espacio: bool) -> Callable[[Valor], Any]:
    if tipo == MONTO:
        return lambda celda: _monto(celda, factor, con_espacio)
    if tipo == NUMERO:
        return lambda celda: numero(celda, con_espacio, True, "%")
    if tipo == ENTERO:
        return entero
    if clave in PERIODOS:
        return periodo
    if clave in CODIGOS:
        return lambda celda: codigo(celda, clave)
    return texto


def _monto(celda: Valor, factor: Decimal, con_espacio: bool) -> Decimal | None:
    valor = numero(celda, con_espacio, factor != 1)
    return None if valor is None else numero(valor * factor)
