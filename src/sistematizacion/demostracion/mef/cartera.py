"""Las inversiones de un pliego inventado: las de su registro y otras, con lo que cada archivo del MEF dirá de ellas."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sistematizacion.demostracion.azar import Azar
from sistematizacion.demostracion.generador import generar
from sistematizacion.demostracion.lectura import leer

PLIEGOS = {"altamar": ("998", "98"), "valleverde": ("999", "99")}  # pliego y ubigeo
ANIO = 2025
PRIMERA_DE_OTRAS = 4000  # a cuánto de la serie empiezan los CUI de las que no están en el registro
DISTINTAS = 3  # las primeras de la cartera, en que el MEF no dice lo mismo que el registro
MAS_PIM, MAS_DEVENGADO = Decimal("1.02"), Decimal("12345.67")
TEMPORADA = (2, 4, 6, 7, 8, 9, 8, 8, 9, 10, 11, 18)  # cuánto se devenga cada mes: poco en enero, mucho en diciembre
OBRAS = ("Mejoramiento", "Ampliación", "Creación", "Recuperación", "Reparación")
SERVICIOS = (  # qué, sector y función
    ("del servicio educativo", "EDUCACION", "EDUCACION"), ("del servicio de agua potable", "VIVIENDA", "SANEAMIENTO"),
    ("del camino vecinal", "TRANSPORTES", "TRANSPORTE"), ("del centro de salud", "SALUD", "SALUD"),
    ("del sistema de riego", "AGRICULTURA", "AGROPECUARIA"), ("de la electrificación rural", "ENERGIA Y MINAS", "ENERGIA"),
    ("de la losa deportiva", "EDUCACION", "CULTURA Y DEPORTE"), ("de la defensa ribereña", "AMBIENTE", "AMBIENTE"),
)  # fmt: skip
EJECUTORAS = ("SEDE CENTRAL", "TRANSPORTES", "AGRICULTURA", "EDUCACION", "SALUD", "HOSPITAL PRINCIPAL", "EDUCACION NORTE",
              "EDUCACION SUR", "SALUD NORTE", "SALUD SUR", "PROYECTO ESPECIAL", "PRODUCCION")  # fmt: skip


@dataclass(frozen=True)
class Inversion:
    """Una inversión con sus montos del año y del anterior; ``meses`` son los devengados de enero a diciembre."""

    cui: str
    nombre: str
    sector: str
    funcion: str
    ejecutora: int
    costo: Decimal
    pia: Decimal
    pim: Decimal
    meses: tuple[Decimal, ...]
    del_anterior: tuple[Decimal, ...]
    avance_fisico: str
    fecha_f12b: str
    problema: str = ""
    en_dos: bool = False  # la ejecutan dos ejecutoras
    lugares: int = 1

    @property
    def devengado(self) -> Decimal:
        """El del año."""
        return sum(self.meses, Decimal(0))

    @property
    def anterior(self) -> Decimal:
        """El de los años anteriores, que todo ocurrió en el último."""
        return sum(self.del_anterior, Decimal(0))


def inversiones(region: str, otras: int) -> list[Inversion]:
    """Las de la cartera de la región, primero, y ``otras`` más."""
    del_registro = generar()[region]["inversiones"].to_dict("records")
    serie, lugares = leer(region)["serie_de_cui"], leer(region)["lugares"]
    propias = [_del_registro(region, n, fila) for n, fila in enumerate(del_registro)]
    return [*propias, *(_otra(region, str(serie + PRIMERA_DE_OTRAS + n), lugares) for n in range(otras))]


def repartir(total: Decimal, azar: Azar) -> tuple[Decimal, ...]:
    """El total en doce meses que suman exactamente lo mismo, con algún mes en cero."""
    pesos = [Decimal(str(round(t * azar.real(0.4, 1.6), 3))) for t in TEMPORADA]
    pesos = [Decimal(0) if azar.entre(1, 9) == 1 else p for p in pesos[:-1]] + pesos[-1:]
    partes = [centimos(total * p / sum(pesos)) for p in pesos]
    return (*partes[:-1], total - sum(partes[:-1], Decimal(0)))


def centimos(valor: Decimal) -> Decimal:
    """El valor con dos decimales."""
    return valor.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _del_registro(region: str, n: int, fila: dict[str, Any]) -> Inversion:
    azar = Azar(f"{region}/mef/{fila['cui']}")
    distinta = n < DISTINTAS
    pim, devengado = Decimal(fila["pim"]), Decimal(fila["devengado"])
    anterior = Decimal(fila["devengado_acumulado"]) - devengado
    if distinta:
        pim, devengado = (pim * MAS_PIM).to_integral_value(), devengado + MAS_DEVENGADO
    return Inversion(
        fila["cui"], fila["nombre"], fila["sector"].upper(), fila["funcion"].upper(), n % len(EJECUTORAS), Decimal(fila["costo"]),
        Decimal(fila["pia"]), pim, repartir(devengado, azar), repartir(anterior, azar), f"{azar.real(40, 100):.1f}",
        fila["fecha_f12b"], en_dos=n == 1, lugares=1 + (n == 2),
        problema="Falta la libre disponibilidad,\ny el contratista no repone personal" if n == 0 else "",
    )  # fmt: skip


def _otra(region: str, cui: str, lugares: list[str]) -> Inversion:
    azar = Azar(f"{region}/mef/{cui}")
    servicio, sector, funcion = azar.elegir(SERVICIOS)
    costo = Decimal(10 ** azar.real(4.8, 7.9)).quantize(Decimal(1))
    pim = (costo * Decimal(str(round(azar.real(0.05, 0.7), 3)))).quantize(Decimal(1))
    devengado = centimos(pim * Decimal(str(round(min(1.0, azar.real(0.2, 1.15)), 4))))
    anterior = centimos(costo * Decimal(str(round(azar.real(0, 0.3), 4)))) if azar.entre(1, 3) > 1 else Decimal(0)
    return Inversion(
        cui, f"{azar.elegir(OBRAS)} {servicio} de {azar.elegir(lugares)}, sector {azar.entre(1, 40)}", sector, funcion,
        azar.entre(0, len(EJECUTORAS) - 1), costo, pim * azar.entre(0, 9) // 10, pim, repartir(devengado, azar),
        repartir(anterior, azar), "" if azar.entre(1, 3) == 1 else f"{azar.real(0, 104):.2f}",
        f"2025-{azar.entre(6, 12):02}-{azar.entre(1, 28):02}", lugares=1 + (azar.entre(1, 40) == 1),
    )  # fmt: skip
