"""Los bytes de un archivo de Office, que es un ZIP: los mismos siempre, sin la hora ni la máquina en que se escribió."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def con_fecha(crudo: BytesIO, fecha: date) -> bytes:
    """El mismo ZIP con ``fecha`` en cada entrada y en un orden fijo, que empieza por el índice de tipos."""
    salida = BytesIO()
    with ZipFile(crudo) as origen, ZipFile(salida, "w") as destino:
        for nombre in sorted(origen.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entrada = ZipInfo(nombre, (max(fecha.year, 1980), fecha.month, fecha.day, 0, 0, 0))
            entrada.create_system, entrada.compress_type = 3, ZIP_DEFLATED
            destino.writestr(entrada, origen.read(nombre), ZIP_DEFLATED, 9)
    return salida.getvalue()
