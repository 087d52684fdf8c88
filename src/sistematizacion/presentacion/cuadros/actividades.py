"""Cuadros de lo que hizo el acompañamiento: mecanismos, asistencia y formación."""

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadros.notas import notas_de
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.piezas import Columna, Cuadro, Fila

GRUPOS = {
    "articulacion": "Articulación y seguimiento",
    "asistencia": "Asistencia técnica",
    "capacitacion": "Desarrollo de capacidades",
}
DE_FORMACION = {  # indicadores que van en el cuadro «formacion», con el rótulo de su columna
    "participantes": "Participantes",
    "horas_capacitacion": "Horas",
    "certificados": "Certificados",
}


def actividades(expediente: Expediente) -> Cuadro:
    """Cada actividad contada, con su desagregación debajo."""
    cuerpo: list[Fila] = []
    usadas: list[Cifra] = []
    for grupo, rotulo in GRUPOS.items():
        indicadores = [
            clave
            for clave, ficha in expediente.catalogo.indicadores.items()
            if ficha.grupo == grupo and clave not in DE_FORMACION and _de_la_region(expediente, clave)
        ]
        cuerpo += [Fila((rotulo,), "grupo")] if indicadores else []
        for clave in indicadores:
            partes = [expediente.cifra(clave, c) for c in expediente.categorias(clave)]
            total = expediente.cifra(clave) if expediente.hay(clave) else None
            nombre = expediente.catalogo.indicadores[clave].nombre
            cuerpo.append(Fila((nombre, total, _desagregado(expediente, partes))))
            usadas += [*([total] if total else []), *partes]
    if not usadas:
        raise SinDatos("no se registraron actividades en «cifras».")
    return Cuadro(
        "actividades",
        f"Actividades del acompañamiento en {expediente.region.nombre}",
        (Columna("Actividad", ancho=3), Columna("Cantidad", "num", 1), Columna("Desagregación", ancho=2)),
        tuple(cuerpo),
        expediente.fuente_de(*usadas),
        (*notas_de(usadas), "La desagregación queda en blanco cuando la actividad no se publicó por partes."),
    )


def formacion(expediente: Expediente) -> Cuadro:
    """Participantes, horas y certificados por tema, solo lo que la región tenga; el total solo si se publicó."""
    temas = list(dict.fromkeys(t for i in DE_FORMACION for t in expediente.categorias(i)))
    if not temas:
        raise SinDatos("no se registraron participantes de actividades formativas.")
    medidas = [i for i in DE_FORMACION if expediente.hay(i) or expediente.categorias(i)]
    filas = [Fila((formato.frase(expediente.rotulo(t)), *(_si_hay(expediente, i, t) for i in medidas))) for t in temas]
    if expediente.hay("participantes"):
        filas.append(Fila(("Total publicado", *(_si_hay(expediente, i) for i in medidas)), "total"))
    usadas = [c for f in filas for c in f.celdas if isinstance(c, Cifra)]
    rotulos = [DE_FORMACION[i] for i in medidas]
    return Cuadro(
        "formacion",
        f"{formato.frase(formato.lista([r.lower() for r in rotulos]))} de las actividades formativas",
        (Columna("Tema", ancho=3), *(Columna(r, "num") for r in rotulos)),
        tuple(filas),
        expediente.fuente_de(*usadas),
        (*notas_de(usadas), "Una persona puede haber participado en más de una actividad."),
    )


def _de_la_region(expediente: Expediente, indicador: str) -> bool:
    cifras = expediente.cifras
    return bool(((cifras["indicador"] == indicador) & (cifras["ambito"] == expediente.region.clave)).any())


def _si_hay(expediente: Expediente, indicador: str, categoria: str = "") -> Cifra | None:
    return expediente.cifra(indicador, categoria) if expediente.hay(indicador, categoria) else None


def _desagregado(expediente: Expediente, partes: list[Cifra]) -> str:
    return "; ".join(f"{p.en_cuadro} {expediente.rotulo(p.clave.partition('/')[2])}" for p in partes)
