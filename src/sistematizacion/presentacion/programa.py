"""``ExpedienteDelPrograma``: los expedientes de todas las regiones y lo común, para comparar sin mezclar."""

from datetime import date

import pandas as pd
from markupsafe import Markup

from sistematizacion.nucleo.nucleo import NucleoDelPrograma
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.citas import Citas
from sistematizacion.presentacion.expediente import Expediente


class ExpedienteDelPrograma(Citas):
    """Consultas sobre los datos de todas las regiones de un programa, en el orden de ``programa.yml``.

    ``regiones`` son los expedientes de cada una: una cifra se pide siempre al de la región de que es.
    """

    def __init__(self, nucleo: NucleoDelPrograma) -> None:
        self.nucleo = nucleo
        self.programa = nucleo.programa
        self.regiones = tuple(Expediente(n) for n in nucleo.regiones)
        self.catalogo = self.regiones[0].catalogo
        self._por_clave = {e.region.clave: e for e in self.regiones}

    def de(self, clave: str) -> Expediente:
        """El expediente de una región; lo común se lee con el de la primera, que también lo tiene."""
        return self._por_clave.get(clave, self.regiones[0])

    @property
    def tablas(self) -> list[str]:
        """Los nombres de las tablas del núcleo."""
        return self.regiones[0].tablas

    @property
    def fecha_corte(self) -> date:
        """La fecha de corte del programa."""
        return self.programa.fecha_corte

    def tabla(self, nombre: str, *tipos: str) -> pd.DataFrame:
        """Una tabla de todas las regiones, en su orden, y al final lo común, cada fila una vez."""
        reunida = pd.concat([e.tabla(nombre, *tipos) for e in self.regiones], ignore_index=True)
        comun = ~reunida["ambito"].isin(list(self._por_clave))
        ordenada = pd.concat([reunida[~comun], reunida[comun].sort_values("fila", kind="stable")])
        return ordenada.drop_duplicates(["archivo", "hoja", "fila"]).reset_index(drop=True)

    @property
    def cifras(self) -> pd.DataFrame:
        """La tabla única de cifras del programa; ``ambito`` dice de qué región es cada una."""
        return self.tabla("cifras")

    def texto_de(self, fila: dict, campo: str) -> Markup:
        """Un campo de una fila, con las cifras de la región de que es."""
        return self.de(fila["ambito"]).texto(fila[campo])

    def nombre_de(self, clave: str) -> str:
        """El nombre de una región, o vacío si la clave es la de lo común."""
        return self._por_clave[clave].region.nombre if clave in self._por_clave else ""

    def alcance(self, fila: dict) -> str:
        """A qué regiones alcanza un enunciado: la suya, las que nombra o todas."""
        if fila["ambito"] in self._por_clave:
            return self.nombre_de(fila["ambito"])
        claves = [r for r in fila["regiones"].split(";") if r]
        nombres = [e.region.nombre for e in self.regiones if e.region.clave in claves]
        return formato.lista(nombres) if nombres else "Comunes a todas las regiones"

    def tablas_reconstruidas(self) -> list[dict[str, object]]:
        """Nombre y número de filas de cada tabla con datos reconstruidos, sumadas las regiones."""
        conteos = {n: int((self.tabla(n)["origen"] == "reconstruido").sum()) for n in self.tablas}
        return [{"nombre": nombre, "filas": n} for nombre, n in conteos.items() if n]
