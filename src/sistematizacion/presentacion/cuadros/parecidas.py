"""Lo que se puede aprender de otros: prácticas parecidas a cada una, y las que responden a un cuello de botella."""

from decimal import Decimal

import pandas as pd

from sistematizacion.analisis.parecidos import Parecido, parecidos
from sistematizacion.nucleo.biblioteca import practicas_de_todos
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.catalogo import fichas_de
from sistematizacion.presentacion.cuadros.enunciados import Alguno
from sistematizacion.presentacion.expediente import Expediente, NoSeMuestra
from sistematizacion.rutas import rutas

DE_QUE_SE_COMPARA = ("titulo", "enunciado", "problema", "objetivo", "descripcion")
DE_QUE_RESPONDE = (*DE_QUE_SE_COMPARA, "resultado", "metodo")
COMO_SE_COMPARA = (
    "Parecido, de 0 a 1: coseno de las palabras de las dos fichas, con más peso las que menos se repiten (TF-IDF). Se calcula aquí, sin red, "
    "y siempre igual; propone qué leer, no dice que sean lo mismo."
)
COLUMNAS = (
    Columna("Práctica", ancho=2.8), Columna("Dónde", ancho=1.6), Columna("En qué se parecen", ancho=1.6), Columna("Parecido", "num", 0.8),
)  # fmt: skip
NINGUNA = "Ninguna práctica de otra región se le parece lo bastante."


def _otras(expediente: Alguno) -> pd.DataFrame:
    """Las prácticas que se pueden proponer: las reales y, en un programa ficticio, también las inventadas."""
    todas = practicas_de_todos(rutas())
    if todas.empty or expediente.programa.ficticio:
        return todas
    return todas[~todas["ficticio"].astype(bool)]


def _texto(fila: dict, campos: tuple[str, ...]) -> str:
    return " ".join(str(fila[c] or "") for c in campos)


def practicas_parecidas(expediente: Alguno) -> Cuadro:
    """Por práctica del catálogo, las de cualquier programa que más se le parecen, con las palabras que comparten."""
    fichas, regla = fichas_de(expediente), expediente.catalogo.practicas.parecidas
    todas = _otras(expediente).to_dict("records")
    de_clave = {f["clave"]: f for f in todas}
    textos = {f"{expediente.programa.clave}/{f['id']}": _texto(f, DE_QUE_SE_COMPARA) for f in fichas.to_dict("records")}
    hallados = parecidos(textos, {f["clave"]: _texto(f, DE_QUE_SE_COMPARA) for f in todas}, regla.minimo, regla.cuantas, regla.en_comun)
    filas: list[Fila] = []
    for ficha in fichas.to_dict("records"):
        suyas = hallados[f"{expediente.programa.clave}/{ficha['id']}"]
        filas += [Fila((str(ficha["titulo"]),), "grupo")] if suyas else []
        filas += [Fila(_de(p, de_clave)) for p in suyas]
    if not filas:
        raise NoSeMuestra("Ninguna práctica se parece lo bastante a otra.")
    con = sum(bool(p) for p in hallados.values())
    return Cuadro(
        "practicas_parecidas", f"{con} de {len(fichas)} prácticas tienen otra que se les parece",
        COLUMNAS, tuple(filas), expediente.fuente_de_tabla(fichas), (COMO_SE_COMPARA,),
    )  # fmt: skip


def practicas_que_responden(expediente: Expediente) -> Cuadro:
    """Por cuello de botella registrado en la región, las prácticas de otras regiones que lo enfrentaron."""
    registradas = expediente.tabla("restricciones")
    if registradas.empty:
        raise NoSeMuestra("La región no registró restricciones.")
    regla, propia = expediente.catalogo.practicas.respuestas, (expediente.programa.clave, expediente.region.clave)
    ajenas = [f for f in _otras(expediente).to_dict("records") if (f["programa"], f["ambito"]) != propia]
    de_clave = {f["clave"]: f for f in ajenas}
    cuellos = {f["descripcion"]: f for f in registradas.to_dict("records") if f["descripcion"]}
    textos = {d: f"{f['tipo'].replace('_', ' ')} {d} {f['medida'] or ''}" for d, f in cuellos.items()}
    hallados = parecidos(textos, {c: _texto(f, DE_QUE_RESPONDE) for c, f in de_clave.items()}, regla.minimo, regla.cuantas, regla.en_comun)
    filas: list[Fila] = []
    for cuello, suyas in hallados.items():
        filas += [Fila((cuello,), "grupo")] if suyas else []
        filas += [Fila(_de(p, de_clave)) for p in suyas]
    if not filas:
        raise NoSeMuestra(NINGUNA)
    con = sum(bool(s) for s in hallados.values())
    return Cuadro(
        "practicas_que_responden", f"Para {con} de {len(cuellos)} cuellos de botella hay una práctica de otra región que leer",
        COLUMNAS, tuple(filas), expediente.fuente_de_tabla(registradas), (COMO_SE_COMPARA,),
    )  # fmt: skip


def _de(parecido: Parecido, de_clave: dict[str, dict]) -> tuple:
    otra = de_clave[parecido.clave]
    donde = ", ".join(filter(None, [otra["donde"], otra["nombre_del_programa"]]))
    grado = formato.numero(Decimal(str(parecido.grado)), 2)  # texto: no es una cifra del programa, y no va al libro
    return otra["titulo"], donde, formato.lista(list(parecido.palabras)), grado
