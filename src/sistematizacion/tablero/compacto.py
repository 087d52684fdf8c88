"""La cartera como la lee la página: por columnas, con los textos repetidos en tablas y los números enteros.

Un monto va en céntimos y un porcentaje en la menor unidad que sus decimales piden (``d`` los cuenta): el guion suma y
divide enteros, y sus cifras son las de Python. Lo que no se sabe es ``null`` (o -1, en una tabla de textos).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sistematizacion.presentacion import formato
from sistematizacion.tablero.alertas import ALERTAS
from sistematizacion.tablero.campos import CAMPOS, CONJUNTOS, ESTADOS, SITUACIONES
from sistematizacion.tablero.datos import MEF, REGISTRO, Cartera
from sistematizacion.tablero.valores import Fila, dia, exacto

CENTIMOS, DECIMALES_MAXIMOS, DECIMALES_DE_SPI = 2, 6, 2
FIJAS = {"conjunto": CONJUNTOS, "retraso": ESTADOS, "situacion": SITUACIONES}
MODALIDADES = {  # como se leen; lo que no está aquí se muestra como vino
    "administracion_directa": "Administración directa", "contrata": "Contrata", "nucleo_ejecutor": "Núcleo ejecutor",
    "oxi": "Obras por impuestos", "app": "Asociación público-privada", "pa": "Proyecto en activos",
    "ceic": "Contrato estandarizado", "otra": "Otra",
}  # fmt: skip
TILDES = {  # de las claves de las opciones
    "expediente_tecnico": "Expediente técnico", "contratacion": "Contratación", "supervision": "Supervisión",
    "rotacion": "Rotación de personal", "formato_09d": "Formato 09-D", "en_tramite": "En trámite", "ejecucion": "Ejecución",
    "formulacion": "Formulación", "priorizacion": "Priorización", "proceso_de_seleccion": "Proceso de selección",
}  # fmt: skip


def compactar(cartera: Cartera) -> dict[str, Any]:
    """Todo lo que la página necesita, listo para JSON."""
    orden = {fila["cui"]: n for n, fila in enumerate(cartera.inversiones)}
    return {
        "anio": cartera.anio,
        "corte": cartera.corte.isoformat(),
        "mes_corte": cartera.mes_corte,
        "umbrales": {grado: str(umbral) for grado, umbral in cartera.criterios.umbrales.items()},
        "dias_f12b": cartera.criterios.dias_f12b,
        "factor": None if cartera.factor is None else str(formato.redondear(cartera.factor, 2)),
        "n": len(cartera.inversiones),
        "campos": {clave: _columna(clave, cartera) for clave in CAMPOS},
        "programado": _enteros([f["programado"] for f in cartera.inversiones], CENTIMOS),
        "abiertas": [f["abiertas"] for f in cartera.inversiones],
        "desde": [_fecha(f["desde"]) for f in cartera.inversiones],
        "alertas": _alertas(cartera.inversiones),
        "fuentes": _fuentes(cartera.inversiones),
        "ejecutoras": _ejecutoras(cartera, orden),
        "meses": _meses(cartera, orden),
        "avances": _avances(cartera, orden),
        "restricciones": _tabla(cartera.restricciones, orden, (
            "tipo", "descripcion", "medida", "responsable", "fecha", "fecha_levantamiento", "estado")),
        "cierres": _tabla(cartera.cierres, orden, (
            "ruta", "estado", "documentacion", "fecha_validacion", "fecha_inicio", "fecha_cierre")),
        "privadas": _tabla(cartera.privadas, orden, (
            "modalidad", "fase", "monto", "convenio", "fecha_convenio", "monto_convenio")),
        "diferencias": [[orden[d["cui"]], d["campo"], _entero(d["registro"], CENTIMOS)] for d in cartera.diferencias],
        "archivos": [[nombre, huella[:16]] for nombre, huella in cartera.archivos.items()],
    }  # fmt: skip


def _columna(clave: str, cartera: Cartera) -> dict[str, Any]:
    campo, valores = CAMPOS[clave], [f[clave] for f in cartera.inversiones]
    ficha: dict[str, Any] = {"t": campo.titulo, "c": campo.clase}
    if clave in FIJAS:
        claves = list(FIJAS[clave])
        return ficha | {
            "claves": claves, "cats": list(FIJAS[clave].values()), "v": [claves.index(v) if v else -1 for v in valores],
        }  # fmt: skip
    if campo.clase == "categoria":
        legibles = [MODALIDADES.get(v, v) if clave == "modalidad" else v for v in valores]
        textos = sorted({str(v) for v in legibles if v is not None})
        lugar = {texto: n for n, texto in enumerate(textos)}
        return ficha | {"cats": textos, "v": [-1 if v is None else lugar[str(v)] for v in legibles]}
    if campo.clase in ("monto", "porcentaje", "numero"):
        exactos = [_spi(v, cartera.criterios.umbrales.values()) for v in valores] if clave == "spi" else valores
        decimales = CENTIMOS if campo.clase == "monto" else _decimales(exactos, DECIMALES_DE_SPI if clave == "spi" else 0)
        return ficha | {"d": decimales, "v": _enteros(exactos, decimales)}
    return ficha | {"v": [_fecha(v) if isinstance(v, date) else v for v in valores]}


def _spi(spi: Decimal | None, umbrales: Iterable[Decimal]) -> Decimal | None:
    """El SPI con dos decimales, o con los que hagan falta para que 0.7996 no se lea 0.80 y se llame crítico.

    >>> _spi(Decimal("0.7996"), [Decimal("0.8")]), _spi(Decimal("0.912345"), [Decimal("0.8")])
    (Decimal('0.7996'), Decimal('0.91'))
    """
    if spi is None:
        return None
    candidatos = [formato.redondear(spi, n) for n in range(DECIMALES_DE_SPI, DECIMALES_MAXIMOS + 1)]
    return next((c for c in candidatos if all((c < u) == (spi < u) for u in umbrales)), candidatos[-1])


def _decimales(valores: Iterable[Decimal | None], minimo: int) -> int:
    """Los decimales que hacen falta para no perder nada, hasta seis."""
    return min(DECIMALES_MAXIMOS, max([minimo, *(formato.decimales_de(v.normalize()) for v in valores if v is not None)]))


def _entero(valor: Decimal | None, decimales: int) -> int | None:
    return None if valor is None else int(formato.redondear(valor, decimales).scaleb(decimales))


def _enteros(valores: Iterable[Decimal | None], decimales: int) -> list[int | None]:
    return [_entero(valor, decimales) for valor in valores]


def _fecha(valor: date | None) -> str | None:
    return None if valor is None else dia(valor).isoformat()  # type: ignore[union-attr]


def _alertas(inversiones: Sequence[Fila]) -> dict[str, Any]:
    """El catálogo y, por inversión, sus alertas como bits, en el orden del catálogo."""
    lugar = {clave: n for n, clave in enumerate(ALERTAS)}
    return {
        "claves": list(ALERTAS),
        "titulos": [a.titulo for a in ALERTAS.values()],
        "altas": [a.gravedad == "alta" for a in ALERTAS.values()],
        "razones": [a.razon for a in ALERTAS.values()],
        "v": [sum(1 << lugar[clave] for clave in f["alertas"]) for f in inversiones],
    }


def _fuentes(inversiones: Sequence[Fila]) -> dict[str, Any]:
    """De dónde salió cada dato: los campos que vienen del MEF, por combinación, y el lugar del registro."""
    combinaciones = sorted({tuple(sorted(f["del_mef"])) for f in inversiones})
    archivos = sorted({f["lugar"][:2] for f in inversiones if f["lugar"]})
    return {
        "nombres": {REGISTRO: "Registro de la región", MEF: "MEF: Banco de Inversiones, SIAF y F12-B"},
        "combinaciones": [list(c) for c in combinaciones],
        "v": [combinaciones.index(tuple(sorted(f["del_mef"]))) for f in inversiones],
        "archivos": [", hoja ".join(filter(None, a)) for a in archivos],
        "lugar": [[archivos.index(f["lugar"][:2]), int(f["lugar"][2])] if f["lugar"] else None for f in inversiones],
    }


def _ejecutoras(cartera: Cartera, orden: dict[str, int]) -> dict[str, Any]:
    nombres = sorted({f["ejecutora"] for f in cartera.ejecutoras})
    lugar = {nombre: n for n, nombre in enumerate(nombres)}
    return {
        "nombres": nombres,
        "i": [orden[f["cui"]] for f in cartera.ejecutoras],
        "e": [lugar[f["ejecutora"]] for f in cartera.ejecutoras],
        "pim": _enteros([f["pim"] for f in cartera.ejecutoras], CENTIMOS),
        "devengado": _enteros([f["devengado"] for f in cartera.ejecutoras], CENTIMOS),
    }


def _meses(cartera: Cartera, orden: dict[str, int]) -> dict[str, Any]:
    """El devengado y lo programado de cada mes, del año y del anterior: una lista por inversión que tiene algo."""
    nombres = [f"{anio}-{m:02}" for anio in (cartera.anio - 1, cartera.anio) for m in range(1, 13)]
    lugar = {nombre: n for n, nombre in enumerate(nombres)}
    celdas: dict[int, tuple[list[int | None], list[int | None]]] = {}
    tabla = cartera.meses
    for cui, mes, devengado, programado in zip(*(tabla[c] for c in ("cui", "mes", "devengado", "programado")), strict=True):
        if cui not in orden or mes not in lugar or (mes > cartera.mes_corte and exacto(programado) is None):
            continue
        suyas = celdas.setdefault(orden[cui], ([None] * len(nombres), [None] * len(nombres)))
        suyas[0][lugar[mes]] = _entero(exacto(devengado), CENTIMOS) if mes <= cartera.mes_corte else None
        suyas[1][lugar[mes]] = _entero(exacto(programado), CENTIMOS)
    con_datos = sorted(celdas)
    return {
        "nombres": nombres,
        "i": con_datos,
        "devengado": [_recortada(celdas[i][0]) for i in con_datos],
        "programado": [_recortada(celdas[i][1]) for i in con_datos],
    }


def _recortada(valores: list[int | None]) -> list[int | None]:
    """Sin los huecos del final, que se sobrentienden."""
    while valores and valores[-1] is None:
        valores.pop()
    return valores


def _avances(cartera: Cartera, orden: dict[str, int]) -> dict[str, Any]:
    series = ("fisico_programado", "fisico_ejecutado", "financiero_programado", "financiero_ejecutado")
    propios = sorted((f for f in cartera.avances if f["cui"] in orden), key=lambda f: (orden[f["cui"]], f["mes"]))
    decimales = _decimales([f[s] for f in propios for s in series], 0)
    return {
        "d": decimales,
        "i": [orden[f["cui"]] for f in propios],
        "mes": [f["mes"] for f in propios],
        **{serie: _enteros([f[serie] for f in propios], decimales) for serie in series},
    }


def _tabla(origen: Sequence[Fila], orden: dict[str, int], columnas: Sequence[str]) -> list[list[Any]]:
    """Filas ``[inversión, valor…]`` de una tabla menuda, en su orden."""
    propias = [f for f in origen if f["cui"] in orden]
    return [[orden[f["cui"]], *(_menudo(c, f.get(c)) for c in columnas)] for f in propias]


def _menudo(columna: str, valor: Any) -> Any:
    if isinstance(valor, Decimal):
        return _entero(valor, CENTIMOS)
    if isinstance(valor, date):
        return _fecha(valor)
    if columna in ("tipo", "estado", "ruta", "documentacion", "modalidad", "fase") and valor:
        return MODALIDADES.get(valor) or TILDES.get(valor) or formato.frase(str(valor).replace("_", " "))
    return valor
