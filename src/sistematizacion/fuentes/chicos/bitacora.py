"""Lo que un lector va anotando de un archivo: lo entendido, lo supuesto, lo que conviene revisar y los errores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sistematizacion.errores import ErrorDeEntrada, Gravedad, Problema


def segun(cuantos: int, uno: str, varios: str) -> str:
    """Una cuenta y lo que se dice de ella, en singular o en plural.

    >>> segun(1, "fila repite", "filas repiten"), segun(48, "fila repite", "filas repiten")
    ('1 fila repite', '48 filas repiten')
    """
    return f"{cuantos} {uno if cuantos == 1 else varios}"


@dataclass
class Bitacora:
    """``entendido`` son oraciones para quien dio el archivo; los errores se levantan juntos en ``cerrar``."""

    archivo: str
    entendido: list[str] = field(default_factory=list)
    hallazgos: list[Problema] = field(default_factory=list)
    errores: list[Problema] = field(default_factory=list)

    def entender(self, oracion: str) -> None:
        """Anota una oración, una sola vez."""
        if oracion not in self.entendido:
            self.entendido.append(oracion)

    def suponer(self, regla: str, remedio: str = "", lugar: Mapping[str, Any] | None = None) -> None:
        """Algo que se dio por entendido al leer."""
        self._anotar(self.hallazgos, "supuesto", regla, remedio, lugar)

    def advertir(self, regla: str, remedio: str = "", lugar: Mapping[str, Any] | None = None) -> None:
        """Algo que conviene revisar."""
        self._anotar(self.hallazgos, "advertencia", regla, remedio, lugar)

    def fallar(self, regla: str, remedio: str = "", lugar: Mapping[str, Any] | None = None) -> None:
        """Algo que impide usar el archivo; se sigue leyendo, para decir todos los errores de una vez."""
        self._anotar(self.errores, "error", regla, remedio, lugar)

    def _anotar(
        self, donde: list[Problema], gravedad: Gravedad, regla: str, remedio: str, lugar: Mapping[str, Any] | None
    ) -> None:
        problema = Problema(self.archivo, regla, remedio, gravedad=gravedad, **(lugar or {}))
        if problema not in donde[-1:]:
            donde.append(problema)

    def cerrar(self) -> None:
        """Levanta los errores, si los hay.

        Raises:
            ErrorDeEntrada: con todos los del archivo.
        """
        if self.errores:
            raise ErrorDeEntrada(self.errores)
