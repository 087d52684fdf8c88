"""Máquinas de mentira en una sola: espacios de red unidos por un puente, para probar lo que cruza una red."""

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

RED = "10.213.7"


def se_puede() -> bool:
    """Si aquí se pueden crear espacios de red: Linux, root e iproute2."""
    if shutil.which("ip") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    prueba = f"sisp{os.getpid()}"
    creado = subprocess.run(["ip", "netns", "add", prueba], capture_output=True, check=False).returncode == 0
    subprocess.run(["ip", "netns", "delete", prueba], capture_output=True, check=False)
    return creado


class Red:
    """Un puente, en su propio espacio, y las máquinas que se le agregan, cada una con su dirección."""

    def __init__(self) -> None:
        self.prefijo = f"sis{os.getpid()}"
        self.espacios: list[str] = []
        self.procesos: list[subprocess.Popen[bytes]] = []
        self.puente = self._espacio("p")
        _ip("-n", self.puente, "link", "add", "puente", "type", "bridge")
        _ip("-n", self.puente, "link", "set", "puente", "up")

    def maquina(self) -> tuple[str, str]:
        """Una máquina nueva: su espacio y su dirección."""
        n = len(self.espacios)
        espacio, cable = self._espacio(str(n)), f"c{n}"
        _ip("-n", espacio, "link", "add", "eth0", "type", "veth", "peer", "name", cable, "netns", self.puente)
        _ip("-n", self.puente, "link", "set", cable, "master", "puente", "up")
        _ip("-n", espacio, "addr", "add", f"{RED}.{n}/24", "dev", "eth0")
        _ip("-n", espacio, "link", "set", "eth0", "up")
        return espacio, f"{RED}.{n}"

    def correr(self, espacio: str, orden: Sequence[str], registro: Path, *, sin_ver: Path | None = None, **variables: str) -> subprocess.Popen[bytes]:
        """Empieza una orden en una máquina; ``sin_ver`` es una carpeta que desde ella se ve vacía."""
        completa = ["ip", "netns", "exec", espacio, *orden]
        if sin_ver is not None:
            tapar = f'mount -t tmpfs tapado "{sin_ver}" && exec "$@"'
            completa = ["ip", "netns", "exec", espacio, "unshare", "-m", "sh", "-c", tapar, "sh", *orden]
        with registro.open("wb") as salida:
            proceso = subprocess.Popen(completa, stdout=salida, stderr=salida, env={**os.environ, **variables}, cwd="/")
        self.procesos.append(proceso)
        return proceso

    def cerrar(self) -> None:
        """Termina todo y deshace la red."""
        for proceso in self.procesos:
            proceso.kill()
            proceso.wait()
        for espacio in self.espacios:
            subprocess.run(["ip", "netns", "delete", espacio], capture_output=True, check=False)

    def _espacio(self, sufijo: str) -> str:
        espacio = f"{self.prefijo}{sufijo}"
        _ip("netns", "add", espacio)
        self.espacios.append(espacio)
        _ip("-n", espacio, "link", "set", "lo", "up")
        return espacio


def esperar(condicion, segundos: float = 60.0):
    """El primer valor verdadero de ``condicion()``; falla si no llega."""
    limite = time.monotonic() + segundos
    while time.monotonic() < limite:
        if valor := condicion():
            return valor
        time.sleep(0.1)
    raise AssertionError(f"no ocurrió en {segundos:.0f} segundos: {condicion}")


def _ip(*argumentos: str) -> None:
    subprocess.run(["ip", *argumentos], check=True, capture_output=True)
