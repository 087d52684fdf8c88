"""Cuadro del anexo con lo que la validación de los datos advirtió sin impedir el informe."""

from sistematizacion.errores import Problema, abreviar
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.presentacion import formato
from sistematizacion.presentacion.cuadro import Columna, Cuadro, Fila
from sistematizacion.presentacion.expediente import Expediente, NoAplica
from sistematizacion.presentacion.hallazgos import contar, donde, regla_de, visible
from sistematizacion.presentacion.programa import ExpedienteDelPrograma

MAXIMO = 100  # más filas no las lee nadie en un impreso; «make validate» las trae todas
Alguno = Expediente | ExpedienteDelPrograma


def advertencias(expediente: Alguno) -> Cuadro:
    """Una fila por advertencia: el dato, su valor y qué se advierte; las de las tablas comunes, una vez."""
    regiones = expediente.regiones if isinstance(expediente, ExpedienteDelPrograma) else (expediente,)
    halladas = list(dict.fromkeys(a for region in regiones for a in region.nucleo.advertencias))
    if not halladas:
        raise NoAplica("La validación no dejó advertencias.")
    definidos = esquemas(expediente.catalogo)
    filas = [_fila(advertencia, definidos) for advertencia in halladas[:MAXIMO]]
    resto = len(halladas) - len(filas)
    todas = (
        f"Son {contar(len(halladas), 'advertencia')}; aquí van las primeras {MAXIMO}. «make validate» las trae todas."
    )
    return Cuadro(
        "advertencias",
        "Advertencias de la validación de los datos",
        (Columna("Dato", ancho=1.6), Columna("Valor"), Columna("Qué se advierte", ancho=2)),
        tuple(filas),
        "validación de las tablas de datos del programa.",
        (todas,) if resto else (),
    )


def _fila(advertencia: Problema, definidos: dict) -> Fila:
    hoja = f"hoja {advertencia.hoja}" if advertencia.hoja else ""
    partes = [visible(advertencia.archivo), visible(hoja), formato.minuscula(donde(advertencia, definidos))]
    valor = "" if advertencia.valor is None else abreviar(visible(advertencia.valor))
    return Fila((", ".join(filter(None, partes)), valor, regla_de(advertencia)))
