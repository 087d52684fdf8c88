"""Cuadros de lo que hizo el acompañamiento: mecanismos, asistencia y formación."""

from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cifra import Cifra
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.cuadros.notas import notas_de
from sistematizacion.presentacion.expediente import Expediente, SinDatos
from sistematizacion.presentacion.origen import rotulo_de_total, segun_origen

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

SIN_SEXO = "Los datos no distinguen a mujeres de hombres."


def actividades(expediente: Expediente) -> Cuadro:
    """Cada actividad contada, por grupo; su desagregación al lado, si alguna la tiene."""
    grupos = {
        rotulo: [
            clave
            for clave, ficha in expediente.catalogo.indicadores.items()
            if ficha.grupo == grupo and _va(expediente, clave)
        ]
        for grupo, rotulo in GRUPOS.items()
    }
    partes = {
        c: [expediente.cifra(c, k) for k in expediente.categorias(c)] for claves in grupos.values() for c in claves
    }
    if not partes:
        raise SinDatos("no se registraron actividades en «cifras».")
    desagregadas = any(partes.values())
    filas: list[Fila] = []
    for rotulo, claves in grupos.items():
        filas += [Fila((rotulo,), "grupo")] if claves else []
        for clave in claves:
            nombre = expediente.catalogo.indicadores[clave].nombre
            detalle = (_desagregado(expediente, partes[clave]),) if desagregadas else ()
            filas.append(Fila((nombre, _si_hay(expediente, clave), *detalle)))
    usadas = [c for f in filas for c in f.celdas if isinstance(c, Cifra)] + [
        c for todas in partes.values() for c in todas
    ]
    columna = (Columna("Desagregación", ancho=2),) if desagregadas else ()
    return Cuadro(
        "actividades",
        f"Actividades del acompañamiento en {expediente.region.nombre}",
        (Columna("Actividad", ancho=3), Columna("Cantidad", "num", 1), *columna),
        tuple(filas),
        expediente.fuente_de(*usadas),
        (*notas_de(usadas), *((_sin_partes(usadas),) if desagregadas else ())),
    )


def formacion(expediente: Expediente) -> Cuadro:
    """Participantes, horas y certificados por tema, solo lo que la región tenga; el total solo si lo hay."""
    temas = list(dict.fromkeys(t for i in DE_FORMACION for t in expediente.categorias(i)))
    if not temas:
        raise SinDatos("no se registraron participantes de actividades formativas.")
    medidas = [i for i in DE_FORMACION if expediente.hay(i) or expediente.categorias(i)]
    sexos = list(dict.fromkeys(s for i in DE_FORMACION for s in expediente.categorias(i, por_sexo=True)))
    filas = [
        Fila((formato.frase(expediente.rotulo(c)), *(_si_hay(expediente, i, c) for i in medidas)))
        for c in (*temas, *sexos)
    ]
    if expediente.hay("participantes"):
        totales = [_si_hay(expediente, i) for i in medidas]
        filas.append(Fila((rotulo_de_total(c.origen for c in totales if c), *totales), "total"))
    usadas = [c for f in filas for c in f.celdas if isinstance(c, Cifra)]
    rotulos = [DE_FORMACION[i] for i in medidas]
    return Cuadro(
        "formacion",
        f"{formato.frase(formato.lista([r.lower() for r in rotulos]))} de las actividades formativas",
        (Columna("Tema", ancho=3), *(Columna(r, "num") for r in rotulos)),
        tuple(filas),
        expediente.fuente_de(*usadas),
        (
            *notas_de(usadas),
            "Una persona puede haber participado en más de una actividad.",
            *(() if sexos else (SIN_SEXO,)),
        ),
    )


def _sin_partes(cifras: list[Cifra]) -> str:
    hizo = segun_origen((c.origen for c in cifras), "publicó", "registró")
    return f"Sin desagregación: la actividad no se {hizo} por partes."


def _va(expediente: Expediente, indicador: str) -> bool:
    """Si el indicador es de la región y no va en el cuadro de formación."""
    propio = bool((expediente.cifras_de(indicador)["ambito"] == expediente.region.clave).any())
    return propio and indicador not in DE_FORMACION


def _si_hay(expediente: Expediente, indicador: str, categoria: str = "") -> Cifra | None:
    return expediente.cifra(indicador, categoria) if expediente.hay(indicador, categoria) else None


def _desagregado(expediente: Expediente, partes: list[Cifra]) -> str:
    return "; ".join(f"{p.en_cuadro} {expediente.rotulo(p.clave.partition('/')[2], p.valor)}" for p in partes)
