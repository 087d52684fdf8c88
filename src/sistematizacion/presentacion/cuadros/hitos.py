"""La matriz de resultados y el recuento de los hitos del plan, de una región o del programa."""

from decimal import Decimal
from typing import Any

from markupsafe import Markup

from sistematizacion.analisis.hitos import evaluar
from sistematizacion.catalogo import Unidad
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra, calculada
from sistematizacion.presentacion.cuadro import Ausente, Celda, Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.notas import falta, notas_de
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.origen import origen_visible, segun_origen
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

ESTADOS = {
    "superado": "Superado",
    "cumplido": "Cumplido",
    "no_cumplido": "No cumplido",
    "sin_meta": "Sin meta publicada",
    "sin_dato": "Sin estado publicado",
}
ESTADOS_DE_REGISTRO = ESTADOS | {"sin_meta": "Sin meta registrada", "sin_dato": "Sin estado registrado"}
FALTAN = {
    "linea_base": "No se publicó ni se registró la línea base.",
    "meta": "No se publicó ni se registró la meta.",
    "logro": "No se publicó ni se registró el logro en números.",
    "porcentaje": "El porcentaje de logro se calcula solo si hay meta y logro.",
    "medio": "No se publicó ni se registró el medio de verificación.",
}
COMO_SE_CALCULA = (
    "% de logro = logro ÷ meta × 100; si la meta es reducir, lo reducido ÷ lo que había que reducir × 100. Superado: "
    "mejor que la meta; cumplido: igual; no cumplido: peor."
)


def matriz_de_resultados(expediente: Expediente | ExpedienteDelPrograma) -> Cuadro:
    """Por objetivo, sus hitos: unidad, línea base, meta, logro, % de logro, estado y medio de verificación."""
    hitos = expediente.tabla("hitos")
    if hitos.empty:
        raise SinDatos("no se registraron hitos en la tabla «hitos».")
    objetivos = {(o["ambito"], o["id"]): o for o in expediente.tabla("objetivos").to_dict("records")}
    valores = [{c: _valor(expediente, f, c) for c in ("linea_base", "meta", "logro")} for f in hitos.to_dict("records")]
    exactos = {c: [v[c].valor if v[c] else None for v in valores] for c in ("linea_base", "meta", "logro")}
    evaluados = evaluar(hitos.assign(**exactos)).to_dict("records")
    filas: list[Fila] = []
    previo = None
    for hito, cifras in zip(evaluados, valores, strict=True):
        objetivo = objetivos[(hito["ambito"], hito["objetivo"])]
        if objetivo is not previo:
            filas.append(Fila((_titulo_de(expediente, objetivo),), "grupo"))
        previo = objetivo
        filas.append(_fila(expediente, hito, cifras))
    usadas = [c for f in filas for c in f.celdas if isinstance(c, Cifra)]
    return Cuadro(
        "matriz-resultados",
        "Matriz de resultados: de los objetivos acordados a los hitos alcanzados",
        (
            Columna("Hito y observación", ancho=4),
            Columna("Unidad", ancho=1.5),
            Columna("Línea base", "num"),
            Columna("Meta", "num"),
            Columna("Logro", "num", 1.2),
            Columna("Corte del logro", ancho=1.3),
            Columna("% de logro", "num"),
            Columna("Estado", ancho=1.4),
            Columna("Medio de verificación", ancho=2.4),
        ),
        tuple(filas),
        expediente.fuente_de_tabla(hitos),
        (COMO_SE_CALCULA, *notas_de(usadas), *_contradichos(evaluados)),
        horizontal=True,
    )


def _fila(expediente: Any, hito: dict[str, Any], cifras: dict[str, Cifra | None]) -> Fila:
    unidad = expediente.catalogo.unidades[hito["unidad"]] if hito["unidad"] else None
    medio = expediente.texto_de(hito, "medio_verificacion")
    return Fila(
        (
            (expediente.texto_de(hito, "hito"), *((expediente.texto_de(hito, "nota"),) if hito["nota"] else ())),
            (unidad.plural or unidad.simbolo or "índice") if unidad else "cualitativo",
            *(cifras[c] or Ausente(FALTAN[c]) for c in ("linea_base", "meta", "logro")),
            _corte(hito, cifras["logro"]),
            _porcentaje(hito, cifras),
            _estado(hito, hito["estado"]) + (f" (según {_quien(hito)})" if _es_declarado(hito) else ""),
            medio or Ausente(FALTAN["medio"]),
        )
    )


def _corte(hito: dict[str, Any], logro: Cifra | None) -> str:
    fecha = hito["fecha"] or (logro.fecha_corte if logro else None)
    return formato.corte(fecha) if fecha else "Sin corte"


def _estado(hito: dict[str, Any], estado: str) -> str:
    publicado, en_general = ESTADOS[estado], ESTADOS_DE_REGISTRO[estado]
    return segun_origen([hito["origen"]], publicado, en_general)


def _quien(hito: dict[str, Any]) -> str:
    return segun_origen([hito["origen"]], "la fuente", "el registro")


def _es_declarado(hito: dict[str, Any]) -> bool:
    return bool(hito["estado_publicado"]) and (hito["meta"] is None or hito["logro"] is None)


def _porcentaje(hito: dict[str, Any], cifras: dict[str, Cifra | None]) -> Celda:
    logro, meta, base = cifras["logro"], cifras["meta"], cifras["linea_base"]
    if hito["porcentaje"] is None or not (logro and meta):
        return Ausente(FALTAN["porcentaje"])
    reducir = base is not None and hito["meta"] < hito["linea_base"]
    formula, partes = (
        ("({} − {}) ÷ ({} − {}) × 100", [base, logro, base, meta]) if reducir else ("{} ÷ {} × 100", [logro, meta])
    )
    return calculada(hito["porcentaje"], Unidad(simbolo="%"), formula, partes, 1, f"{logro.nombre}, % de la meta")  # type: ignore[arg-type]


def _valor(expediente: Any, hito: dict[str, Any], columna: str) -> Cifra | None:
    """La cifra de una celda: la citada, o el número escrito, con la procedencia de la fila."""
    crudo = hito[columna]
    if crudo is None:
        return None
    propio = expediente.de(hito["ambito"]) if isinstance(expediente, ExpedienteDelPrograma) else expediente
    if isinstance(crudo, str):
        return propio.citada(crudo)
    assert isinstance(crudo, Decimal)
    return Cifra(
        crudo,
        expediente.catalogo.unidades[hito["unidad"]] if hito["unidad"] else Unidad(),
        fecha_corte=hito["fecha"] if columna == "logro" else None,
        origen=origen_visible(hito["origen"], ficticio=expediente.programa.ficticio),
        fuente=expediente.citar(hito["fuente"], hito["seccion"]),
        citas=((hito["fuente"], hito["seccion"]),),
        clave=f"hito/{hito['id']}/{columna}",
        nombre=hito["hito"],
        categoria=columna.replace("_", " "),
        region=propio.region.nombre,
        lugares=(f"{hito['archivo']}, fila {hito['fila']}",),
    )


def _titulo_de(expediente: Any, objetivo: dict[str, Any]) -> Markup:
    titulo = expediente.texto_de(objetivo, "titulo")
    if not isinstance(expediente, ExpedienteDelPrograma):
        return titulo
    return Markup("{}. {}").format(expediente.nombre_de(objetivo["ambito"]), titulo)


def _contradichos(hitos: list[dict[str, Any]]) -> tuple[str, ...]:
    """Los estados publicados o registrados que sus números no confirman."""
    return tuple(
        f"{h['hito']}: {_quien(h)} lo da por {_estado(h, h['estado_publicado']).lower()} y sus números, por "
        f"{_estado(h, h['estado']).lower()}."
        for h in hitos
        if h["contradice"]
    )


def hitos(expediente: Expediente | ExpedienteDelPrograma) -> Cuadro:
    """Hitos previstos, cumplidos o superados, y restantes, por región."""
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    filas = [_recuento(region) for region in regiones]
    usadas = [c for f in filas for c in f.celdas if isinstance(c, Cifra)]
    if not usadas:
        raise SinDatos("no se registraron los hitos del plan.")
    return Cuadro(
        "hitos",
        "Hitos previstos y alcanzados",
        (
            Columna("Región", ancho=2),
            Columna("Previstos", "num"),
            Columna("Cumplidos o superados", "num", 1.4),
            Columna("No alcanzados o sin estado", "num", 1.6),
            Columna("% alcanzado", "num", 1.2),
        ),
        tuple(filas),
        expediente.fuente_de(*usadas),
        (
            *notas_de(usadas),
            segun_origen(
                (c.origen for c in usadas if not c.derivada),
                "Los restantes y el porcentaje son cálculo propio; la fuente no da el estado de cada hito.",
                "Los restantes y el porcentaje son cálculo propio.",
            ),
        ),
    )


def _recuento(region: Expediente) -> Fila:
    nombre = region.region.nombre
    if not (region.hay("hitos_total") and region.hay("hitos_logrados")):
        return Fila((nombre, *(falta(region, "hitos_total"),) * 4))
    total, logrados = region.cifra("hitos_total"), region.cifra("hitos_logrados")
    resto = calculada(total.valor - logrados.valor, total.unidad, "{} − {}", [total, logrados], 0, "Hitos restantes")  # type: ignore[operator]
    return Fila((nombre, total, logrados, resto, region.parte("hitos_logrados", "hitos_total")))
