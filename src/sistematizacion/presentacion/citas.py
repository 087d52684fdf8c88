"""Cómo se cita de dónde sale un dato: documento y secciones, como van al pie de cuadros y gráficos."""

import re

import pandas as pd

from sistematizacion.catalogo import Catalogo
from sistematizacion.parametros import Programa
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra


class Citas:
    """Lo que comparten el expediente de una región y el del programa: rótulos y citas."""

    programa: Programa
    catalogo: Catalogo

    def rotulo(self, clave: str, cuantas: object = None) -> str:
        """Cómo se escribe una categoría; en singular si ``cuantas`` es 1 y tiene singular."""
        if cuantas == 1 and clave in self.catalogo.de_una:
            return self.catalogo.de_una[clave]
        return self.catalogo.categorias.get(clave, clave.replace("_", " "))

    def citar(self, fuente: str, seccion: str = "") -> str:
        """El documento y sus secciones, como se escriben al pie."""
        registro = "Registro ficticio del programa" if self.programa.ficticio else "Registro del programa"
        documento = str(self.programa.documentos[fuente]) if fuente else registro
        return f"{documento}, {self.secciones(seccion)}" if seccion else documento

    def fuente_de(self, *cifras: Cifra) -> str:
        """Los documentos y secciones de que proceden unas cifras, cada uno una vez."""
        return self._reunir_citas([cita for c in cifras for cita in c.citas])

    def fuente_de_tabla(self, tabla: pd.DataFrame) -> str:
        """Los documentos y secciones de que proceden las filas de una tabla, cada uno una vez."""
        return self._reunir_citas(list(zip(tabla["fuente"], tabla["seccion"], strict=True)))

    def _reunir_citas(self, citas: list[tuple[str, str]]) -> str:
        por_documento: dict[str, set[str]] = {}
        for documento, secciones in citas:
            por_documento.setdefault(documento, set()).update(secciones.split(";"))
        return (
            "; ".join(self.citar(d, ";".join(sorted(s, key=_orden_de_seccion))) for d, s in por_documento.items()) + "."
        )

    @staticmethod
    def secciones(texto: str) -> str:
        """Las secciones en una frase.

        >>> Citas.secciones("Resumen ejecutivo;4.1;5.2")
        'Resumen ejecutivo y secciones 4.1 y 5.2'
        """
        partes = [p for p in texto.split(";") if p]
        numeradas = [p for p in partes if p[0].isdigit()]
        nombre = "sección" if len(numeradas) == 1 else "secciones"
        grupo = [f"{nombre} {formato.lista(numeradas)}"] if numeradas else []
        return formato.lista([*(p for p in partes if not p[0].isdigit()), *grupo])


def _orden_de_seccion(seccion: str) -> tuple[bool, list[int], str]:
    """Las que tienen nombre, primero; las numeradas, por su número: 5.2 va antes que 10.1."""
    numeros = [int(n) for n in re.findall(r"\d+", seccion)] if seccion[:1].isdigit() else []
    return bool(numeros), numeros, seccion
