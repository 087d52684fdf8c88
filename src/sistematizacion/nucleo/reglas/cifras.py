"""Reglas entre cifras: repeticiones, ausencias que otra fila desmiente, partes mayores que su todo y valores de los hitos."""

from collections.abc import Iterator, Mapping

import pandas as pd

from sistematizacion.catalogo import Catalogo
from sistematizacion.errores import Problema
from sistematizacion.nucleo.reglas.comunes import advertir, en, sanas
from sistematizacion.nucleo.seleccion import coincidencias

REMEDIO = "Corrija uno de los dos; si la fuente lo publica así, decídalo en correcciones.yml."


def revisar(tablas: Mapping[str, pd.DataFrame], catalogo: Catalogo) -> Iterator[Problema]:
    """Problemas de las cifras; ``publicadas`` son las escritas y ``cifras`` las que valen."""
    yield from _repetidas(tablas["publicadas"])
    yield from _ausencias_desmentidas(tablas["ausencias"], tablas["cifras"])
    yield from _partes_mayores(tablas["cifras"], catalogo)


def _repetidas(publicadas: pd.DataFrame) -> Iterator[Problema]:
    """Dos valores para lo mismo se admiten solo si la fuente los publica en secciones distintas."""
    vistas: dict[tuple, int] = {}
    for fila in sanas(publicadas, "indicador", "categoria", "fecha_corte", "fuente", "seccion", "valor"):
        if fila["valor"] is None:
            continue
        for seccion in fila["seccion"].split(";"):
            clave = (fila["ambito"], fila["indicador"], fila["categoria"], fila["fecha_corte"], fila["fuente"], seccion)
            if clave in vistas:
                regla = f"ya está en la fila {vistas[clave]}, con la misma categoría, fecha y sección"
                yield en(fila, "indicador", regla, "Deje una de las dos.")
                break
            vistas[clave] = fila["fila"]


def _ausencias_desmentidas(ausencias: pd.DataFrame, cifras: pd.DataFrame) -> Iterator[Problema]:
    """Una fila sin valor dice que no hay dato: no puede haberlo en otra, y si los registros lo dan, se advierte."""
    for fila in sanas(ausencias, "indicador", "categoria"):
        otras = coincidencias(cifras, fila["indicador"], fila["categoria"]).to_dict("records")
        for otra in [o for o in otras if o["ambito"] == fila["ambito"]][:1]:
            if otra["origen"] == "calculado":
                regla = f"dice que no hay dato, y los registros dan {otra['valor']:f}"
                yield advertir(fila, "valor", regla, "Borre esta fila.", "")
            else:
                regla = f"está vacío, pero la fila {otra['fila']} trae {otra['valor']} para lo mismo"
                yield en(fila, "valor", regla, "Borre la fila vacía o la otra.", "")


def _partes_mayores(cifras: pd.DataFrame, catalogo: Catalogo) -> Iterator[Problema]:
    escritas = cifras[cifras["valor"].notna()]
    for clave, ficha in catalogo.indicadores.items():
        if not ficha.no_supera:
            continue
        for parte in coincidencias(escritas, clave).to_dict("records"):
            for todo in coincidencias(escritas, ficha.no_supera).to_dict("records"):
                if parte["fecha_corte"] == todo["fecha_corte"] and parte["valor"] > todo["valor"]:
                    mezcla = "calculado" in (parte["origen"], todo["origen"])
                    donde = f"fila {todo['fila']}" if todo["origen"] != "calculado" else "calculado de los registros"
                    regla = (
                        f"{clave} ({parte['valor']:f}) supera a {ficha.no_supera}, que es {todo['valor']:f} ({donde})"
                    )
                    if mezcla:  # una es del registro y otra se publicó: lo dirime la conciliación, no quien llena
                        escrita = parte if parte["origen"] != "calculado" else todo
                        yield advertir(escrita, "valor", regla, "La conciliación compara ambas; vea docs/registro.md.")
                    else:
                        yield en(parte, "valor", regla, REMEDIO)
