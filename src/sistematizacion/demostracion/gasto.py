"""El gasto inventado: gobiernos regionales que no existen, con sus vistas, sus meses y sus cortes, en la forma de ``mef_gasto``.

Lo común trae con quién se compara, y cada región, lo suyo, como lo escribe «make mef». Todo sale de partir unas pocas bolsas:
cada vista suma lo mismo, menos dos, que suman un sol más, como los extractos de verdad, que vienen redondeados.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sistematizacion.demostracion.azar import Azar
from sistematizacion.demostracion.bolsas import Bolsa, nueva, partir, repartir, sumar
from sistematizacion.demostracion.lectura import leer

PROYECTOS, ACTIVIDADES, TODO = "proyectos", "actividades", "total"
TIPOS = (PROYECTOS, ACTIVIDADES)
NIVELES = ("nacional", "regional", "local")
VISTAS = ("programa", "fuente", "categoria", "generica", "ejecutora")  # además de la de funciones
CON_UN_SOL_DE_MAS = ("programa", "generica")
DE_REGION = {"altamar": ("998", "98", 51), "valleverde": ("999", "99", 38)}
"""Pliego, departamento y cuánto de cada mil soles que los gobiernos nacional y locales gastan en el país se gasta en él."""
SIN_DATO = {"982": ("16", ("devengado", "girado")), "999": ("12", ("pia",))}  # pliego: la función y lo que de ella no se sabe
TOPE = 99.6  # % del PIM: nadie lo gasta todo
ORDEN = ("nivel", "pliego", "departamento", "anio", "vista", "tipo", "codigo", "mes", "corte")
Fila = dict[str, str]
Partes = dict[str, Bolsa]  # por código
PorTipo = dict[str, Partes]


@dataclass(frozen=True)
class Inventado:
    """El gasto de todos: por año y tipo, las funciones de cada pliego y de cada nivel."""

    textos: Mapping[str, Any]
    pliegos: Mapping[str, Mapping[int, PorTipo]]
    niveles: Mapping[str, Mapping[int, PorTipo]]

    @property
    def ultimo(self) -> int:
        """El año de que hay detalle."""
        return max(self.textos["anios"])


@lru_cache(maxsize=1)
def inventar() -> Inventado:
    """Sortea el gasto entero: el de cada pliego, la suma de ellos y los otros niveles."""
    textos = leer("gasto")
    pliegos = {
        pliego: _anios(textos, f"gasto/{pliego}", pim * 1_000_000, "regional", (proyectos, actividades))
        for pliego, _, pim, proyectos, actividades in textos["gobiernos"]
    }
    regional = {a: {t: _juntas(p[a][t] for p in pliegos.values()) for t in TIPOS} for a in textos["anios"]}
    todo = sum(b.pim for t in TIPOS for b in regional[max(textos["anios"])][t].values())
    otros = {n: _anios(textos, f"gasto/{n}", int(todo * veces), n, tuple(avances)) for n, veces, *avances in textos["niveles"]}
    return Inventado(textos, pliegos, {n: otros.get(n, regional) for n in NIVELES})


def comunes() -> dict[str, list[Fila]]:
    """Las tablas ``mef_gasto``, ``poblacion`` y ``deflactor`` comunes."""
    todo = inventar()
    filas: list[Fila] = []
    for pliego in todo.pliegos:
        filas += _del_pliego(todo, pliego, [todo.ultimo])
    for nivel, por_anio in todo.niveles.items():
        filas += _de_un_nivel(todo, {"nivel": nivel}, por_anio)
    serie = todo.textos["serie"]
    deflactor = [{"anio": str(a), "indice": i, "serie": serie} for a, i in todo.textos["deflactor"].items()]
    return {"mef_gasto": _ordenadas(filas), "poblacion": list(_poblacion(todo)), "deflactor": deflactor}


def de_region(region: str) -> dict[str, list[Fila]]:
    """La tabla ``mef_gasto`` de una región: sus vistas, sus meses, sus cortes anteriores y lo que se gasta en su departamento."""
    todo = inventar()
    pliego, departamento, de_mil = DE_REGION[region]
    filas = _del_pliego(todo, pliego, todo.textos["anios"])
    filas += _cortes_anteriores(todo, pliego)
    filas += [f for vista in VISTAS for f in _de_una_vista(todo, pliego, vista)]
    for nivel in NIVELES:
        por_anio = todo.pliegos[pliego] if nivel == "regional" else _en_el_departamento(todo.niveles[nivel], de_mil)
        filas += _de_un_nivel(todo, {"nivel": nivel, "departamento": departamento}, por_anio)
    return {"mef_gasto": _ordenadas(filas)}


def _anios(textos: Mapping[str, Any], semilla: str, pim: int, nivel: str, avances: tuple[int, ...]) -> dict[int, PorTipo]:
    """Las funciones de alguien en cada año y tipo."""
    ultimo = max(textos["anios"])
    crece = Azar(f"{semilla}/crece").real(*textos["distinto_crecer"])
    hechos: dict[int, PorTipo] = {}
    for anio, (tamano, llegada) in textos["anios"].items():
        azar = Azar(f"{semilla}/{anio}")
        total = int(pim * (1 - (1 - tamano) * crece) * azar.real(0.97, 1.03))
        de_proyectos = total * (textos["parte_de_proyectos"] + azar.entre(-4, 4)) // 100
        hechos[anio] = {}
        for n, (tipo, monto) in enumerate(((PROYECTOS, de_proyectos), (ACTIVIDADES, total - de_proyectos))):
            distinto = azar.real(0.96, 1.04) if anio != ultimo and tipo == PROYECTOS else azar.real(0.996, 1.004)
            ejecutado = min(TOPE, avances[n] * distinto * (llegada if tipo == PROYECTOS else 1.0))
            bolsa = nueva(monto, textos["inicial"][tipo] + azar.entre(-9, 5), ejecutado, azar)
            pesos = {codigo: par[n] for codigo, par in textos["funciones"][nivel].items() if par[n]}
            hechos[anio][tipo] = dict(zip(pesos, partir(bolsa, _movidos(list(pesos.values()), azar), azar), strict=True))
    return hechos


def _movidos(pesos: list[int], azar: Azar) -> list[int]:
    """Los mismos pesos, algo distintos: no todos gastan en lo mismo."""
    return [int(1000 * p * azar.real(0.75, 1.25)) for p in pesos]


def _juntas(partes: Iterable[Partes]) -> Partes:
    por_codigo: dict[str, list[Bolsa]] = {}
    for codigo, bolsa in (par for p in partes for par in p.items()):
        por_codigo.setdefault(codigo, []).append(bolsa)
    return {codigo: sumar(bolsas) for codigo, bolsas in sorted(por_codigo.items())}


def _en_el_departamento(por_anio: Mapping[int, PorTipo], de_mil: int) -> dict[int, PorTipo]:
    """De lo que un nivel gasta en todo el país, lo que gasta en el departamento."""
    return {
        anio: {tipo: {c: b.parte(de_mil) for c, b in partes.items()} for tipo, partes in por_tipo.items()}
        for anio, por_tipo in por_anio.items()
    }


def _del_pliego(todo: Inventado, pliego: str, con_funciones: Iterable[int]) -> list[Fila]:
    """Los totales de todos los años, los meses del último y las funciones de los que se dicen."""
    base = _base(todo, pliego)
    nombres = todo.textos["nombres_de_funciones"]
    filas: list[Fila] = []
    for anio, por_tipo in todo.pliegos[pliego].items():
        filas += _filas(base | {"anio": str(anio)}, TODO, _totales(por_tipo))
        if anio in con_funciones:
            filas += _filas(base | {"anio": str(anio)}, "funcion", por_tipo, nombres)
    funcion, faltan = SIN_DATO.get(pliego, ("", ()))
    for fila in filas:
        if funcion and fila["codigo"] == funcion and fila["anio"] == str(todo.ultimo):
            fila |= dict.fromkeys(faltan, "")
    for tipo, meses in _meses(todo, pliego).items():
        del_anio = base | {"anio": str(todo.ultimo), "vista": TODO, "tipo": tipo}
        filas += [del_anio | {"mes": str(n)} | m for n, m in enumerate(meses, 1)]
    return filas


def _de_un_nivel(todo: Inventado, base: Fila, por_anio: Mapping[int, PorTipo]) -> list[Fila]:
    """Los totales de todos los años y las funciones del último."""
    filas = [f for anio, por_tipo in por_anio.items() for f in _filas(base | {"anio": str(anio)}, TODO, _totales(por_tipo))]
    base = base | {"anio": str(todo.ultimo)}
    return filas + _filas(base, "funcion", por_anio[todo.ultimo], todo.textos["nombres_de_funciones"])


def _de_una_vista(todo: Inventado, pliego: str, vista: str) -> list[Fila]:
    """Lo del último año partido de otro modo."""
    nombres = {(pliego if vista == "ejecutora" else "") + codigo: nombre for codigo, nombre, *_ in todo.textos[vista]}
    azar = Azar(f"gasto/{pliego}/{vista}")
    por_tipo: PorTipo = {}
    for n, (tipo, partes) in enumerate(_totales(todo.pliegos[pliego][todo.ultimo]).items()):
        pesos = {codigo: peso for codigo, (_, _, *par) in zip(nombres, todo.textos[vista], strict=True) if (peso := par[n])}
        por_tipo[tipo] = dict(zip(pesos, partir(partes[""], _movidos(list(pesos.values()), azar), azar), strict=True))
    filas = _filas(_base(todo, pliego) | {"anio": str(todo.ultimo)}, vista, por_tipo, nombres)
    if vista in CON_UN_SOL_DE_MAS:
        de_todo = next(f for f in filas if f["tipo"] == TODO)
        de_todo["devengado"] = str(int(de_todo["devengado"]) + 1)
    return filas


def _meses(todo: Inventado, pliego: str) -> dict[str, list[Fila]]:
    """Por tipo, lo devengado y lo girado en cada mes del último año."""
    hechos: dict[str, list[tuple[int, int]]] = {}
    for tipo, partes in _totales(todo.pliegos[pliego][todo.ultimo]).items():
        azar = Azar(f"gasto/{pliego}/meses/{tipo}")
        pesos = [p * azar.real(0.85, 1.15) for p in todo.textos["temporada"][tipo]]
        bolsa = partes[""]
        devengados = repartir(bolsa.devengado, pesos)
        hechos[tipo] = list(zip(devengados, repartir(bolsa.devengado - bolsa.sin_girar, devengados), strict=True))
    hechos[TODO] = [(sum(d for d, _ in mes), sum(g for _, g in mes)) for mes in zip(*hechos.values(), strict=True)]
    return {tipo: [{"codigo": "", "devengado": str(d), "girado": str(g)} for d, g in meses] for tipo, meses in hechos.items()}


def _cortes_anteriores(todo: Inventado, pliego: str) -> list[Fila]:
    """Los totales del último año como estaban en otros meses: el PIM, a medio modificar, y lo devengado hasta entonces."""
    meses = _meses(todo, pliego)
    totales = _totales(todo.pliegos[pliego][todo.ultimo])
    enteras = {t: partes[""] for t, partes in totales.items()}
    filas: list[Fila] = []
    for mes, parte in todo.textos["cortes_anteriores"].items():
        de_entonces = {t: _a_medio_anio(b, parte, [int(m["devengado"]) for m in meses[t][:mes]]) for t, b in enteras.items()}
        base = _base(todo, pliego) | {"anio": str(todo.ultimo), "corte": f"{todo.ultimo}-{mes:02}"}
        filas += _filas(base, TODO, {t: {"": b} for t, b in de_entonces.items()})
    return filas


def _a_medio_anio(bolsa: Bolsa, parte: int, devengados: list[int]) -> Bolsa:
    pim = bolsa.pia + (bolsa.pim - bolsa.pia) * parte // 100
    sin_devengar = pim - sum(devengados)
    return Bolsa(bolsa.pia, pim, sin_devengar * 45 // 100, sin_devengar, sum(devengados) // 50)


def _poblacion(todo: Inventado) -> Iterator[Fila]:
    """Los habitantes de cada departamento y año; su código son las dos últimas cifras del pliego."""
    textos = todo.textos
    for pliego, _, millones, *_ in textos["gobiernos"]:
        azar = Azar(f"gasto/{pliego}/poblacion")
        habitantes, crece = millones * azar.entre(*textos["habitantes_por_millon"]), azar.entre(*textos["crecimiento_por_mil"])
        por_anio = {}
        for anio in sorted(textos["anios"], reverse=True):
            por_anio[anio], habitantes = habitantes, habitantes * 1000 // (1000 + crece)
        for anio in sorted(por_anio):
            yield {"anio": str(anio), "departamento": pliego[1:], "habitantes": str(por_anio[anio]), "serie": textos["serie"]}


def _base(todo: Inventado, pliego: str) -> Fila:
    nombre = next(nombre for codigo, nombre, *_ in todo.textos["gobiernos"] if codigo == pliego)
    return {"nivel": "regional", "pliego": pliego, "gobierno": f"Gobierno Regional de {nombre} (ficticio)"}


def _totales(por_tipo: PorTipo) -> PorTipo:
    return {tipo: {"": sumar(partes.values())} for tipo, partes in por_tipo.items()}


def _filas(base: Fila, vista: str, por_tipo: PorTipo, nombres: Mapping[str, str] | None = None) -> list[Fila]:
    """Una fila por código y tipo, y la de los dos tipos juntos."""
    juntas = por_tipo | {TODO: _juntas(por_tipo.values())}
    return [
        base | {"vista": vista, "codigo": codigo, "nombre": (nombres or {}).get(codigo, ""), "tipo": tipo} | bolsa.montos()
        for tipo, partes in juntas.items()
        for codigo, bolsa in partes.items()
    ]


def _ordenadas(filas: list[Fila]) -> list[Fila]:
    """Como las escribe «make mef»."""
    return sorted(filas, key=lambda f: [f.get(c, "") for c in ORDEN])
