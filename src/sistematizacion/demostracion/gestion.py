"""Lo que el equipo inventado hizo: actividades y capacitaciones."""

from datetime import date, timedelta
from typing import Any

from sistematizacion.demostracion.azar import Azar, habil

INICIO, PRIMERAS, FIN = date(2025, 6, 9), date(2025, 6, 13), date(2025, 12, 19)
MODALIDADES = ("presencial", "presencial", "virtual", "virtual", "mixta")
EN_CAMPO = ("visita", "comite_de_seguimiento")  # lo que no se hace a distancia
UNA_VEZ = "otra"  # la presentación del plan y la de sus resultados
Filas = list[dict[str, str]]


def tablas(region: str, textos: dict[str, Any], vocabulario: dict[str, Any]) -> dict[str, Filas]:
    """``actividades`` y ``capacitaciones`` de una región."""
    return {"actividades": _actividades(region, textos, vocabulario), "capacitaciones": _capacitaciones(textos)}


def _actividades(region: str, textos: dict[str, Any], vocabulario: dict[str, Any]) -> Filas:
    """Una fila por actividad, por fecha; cada tipo lleva su propia numeración."""
    azar = Azar(f"{region}/actividades")
    obras = [i["nombre"] for i in textos["inversiones"] if "inicio" in i]
    filas: Filas = []
    for tipo, cuantas in textos["actividades"].items():
        de_clase = cuantas if isinstance(cuantas, dict) else {"": cuantas}
        fechas = sorted((dia, clase) for clase, n in de_clase.items() for dia in _fechas(azar, tipo, clase, n))
        for n, (dia, clase) in enumerate(fechas, 1):
            filas.append(_actividad(azar, tipo, clase, dia, n, vocabulario[tipo], textos["areas"], obras))
    return sorted(filas, key=lambda f: f["fecha"])


def _fechas(azar: Azar, tipo: str, clase: str, cuantas: int) -> list[date]:
    """Los comités ordinarios van a intervalos iguales; lo demás, cuando toca, después del primero."""
    if tipo == UNA_VEZ:
        return [INICIO, FIN]
    if clase == "ordinario":
        paso = (FIN - INICIO).days // cuantas
        return [habil(INICIO + timedelta(paso * n + 2), FIN) for n in range(cuantas)]
    return [azar.dia_habil(PRIMERAS, FIN) for _ in range(cuantas)]


def _actividad(
    azar: Azar, tipo: str, clase: str, dia: date, n: int, voces: dict[str, Any], areas: list[str], obras: list[str]
) -> dict[str, str]:
    obra = azar.elegir(obras)
    return {
        "fecha": dia.isoformat(),
        "tipo": tipo,
        "clase": clase,
        "tema": (voces["temas"][n - 1] if tipo == UNA_VEZ else azar.elegir(voces["temas"])).format(obra=obra),
        "area": azar.elegir(areas),
        "modalidad": "presencial" if tipo in EN_CAMPO else azar.elegir(MODALIDADES),
        "acuerdo": azar.elegir(voces["acuerdos"]),
        "evidencia": voces["evidencia"].format(n=n),
    }


def _capacitaciones(textos: dict[str, Any]) -> Filas:
    return [
        {
            "fecha": str(fecha), "nombre": nombre, "categoria": categoria, "sesiones": str(sesiones), "horas": horas,
            "participantes": str(mujeres + hombres), "mujeres": str(mujeres), "hombres": str(hombres),
            "certificados": str(certificados),
        }
        for fecha, nombre, categoria, sesiones, horas, mujeres, hombres, certificados in sorted(textos["capacitaciones"])
    ]  # fmt: skip
