"""Los archivos públicos grandes del MEF: qué columnas los distinguen y cómo se llama cada una en cada versión.

Todo se busca por nombre, nunca por posición. Los nombres van en su forma normal (``muestra.normal``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sistematizacion.fuentes.clases import CLASES, GASTO, MESES
from sistematizacion.fuentes.muestra import Muestra

EN_TRES_LETRAS = ("ENE", "FEB", "MAR", "ABR", "MAY", "JUN", "JUL", "AGO", "SET", "OCT", "NOV", "DIC")
EN_PALABRAS = ("ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO", "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE",
               "NOVIEMBRE", "DICIEMBRE")  # fmt: skip
Alias = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class FormatoGrande:
    """Un CSV que se ingresa por trozos. ``exige`` son las columnas sin las cuales no es él; ``fijas``, valores de todas sus filas."""

    clave: str
    titulo: str
    clase: str
    exige: frozenset[str]
    alias: Alias
    fijas: Mapping[str, str] = field(default_factory=dict)
    mensual: bool = False  # trae una columna por mes, y se despliega a una fila por mes

    def reconoce(self, muestra: Muestra) -> bool:
        """Si el encabezado tiene todo lo que exige."""
        return self.exige <= muestra.normal

    def de_donde(self, encabezado: tuple[str, ...], normales: tuple[str, ...]) -> dict[str, str]:
        """De qué columna del archivo sale cada columna de la clase; la que no está no aparece."""
        por_normal = dict(zip(reversed(normales), reversed(encabezado), strict=True))  # de las repetidas, la primera
        halladas = {}
        for columna in CLASES[self.clase]:
            nombres = (*self.alias.get(columna, ()), columna.upper())
            if nombre := next((n for n in nombres if n in por_normal), None):
                halladas[columna] = por_normal[nombre]
        return halladas


_DE_GASTO: dict[str, tuple[str, ...]] = {c: () for c in GASTO} | {
    "nivel_gobierno": ("TIPO_GOBIERNO",),
    "nivel_gobierno_nombre": ("TIPO_GOBIERNO_NOMBRE",),
    "fuente_financiamiento": ("FUENTE_FINANC",),
    "fuente_financiamiento_nombre": ("FUENTE_FINANC_NOMBRE",),
    "categoria_gasto": ("CATEG_GASTO",),
    "categoria_gasto_nombre": ("CATEG_GASTO_NOMBRE",),
    "monto_certificado": ("MONTO_CERTIFICADO_ANUAL",),
    "monto_girado": ("MONTO_GIRADO_ANUAL",),
}
_DEL_BANCO: dict[str, tuple[str, ...]] = {
    "cui": ("CODIGO_UNICO", "COD_UNICO"),
    "snip": ("CODIGO_SNIP", "COD_SNIP"),
    "nombre": ("NOMBRE_INVERSION",),
    "opmi": ("NOMBRE_OPMI", "NOM_OPMI"),
    "uf": ("NOMBRE_UF", "NOM_UF"),
    "uei": ("NOMBRE_UEI", "NOM_UEI", "UNIDAD_UEI_EJE"),
    "uep": ("NOMBRE_UEP", "NOM_UEP"),
    "subprograma": ("SUBPROGRAM",),
    "modalidad": ("DES_MODALIDAD",),
    "tipologia": ("DES_TIPOLOGIA",),
    "costo": ("COSTO_ACTUALIZADO", "MONTO_ACTUALIZADO"),
    "control_concurrente": ("CTRL_CONCURR", "CONTROL_CONCURR"),
    "controversias": ("MONTO_LAUDO",),
    "carta_fianza": ("MONTO_FIANZA",),
    "pia": ("PIA_ANIO_ACTUAL",),
    "pim": ("PIM_ANIO_ACTUAL",),
    "certificado": ("CERTIF_ANIO_ACTUAL",),
    "compromiso_anual": ("COMPROM_ANUAL_ANIO_ACTUAL",),
    "devengado_anio": ("DEV_ANIO_ACTUAL",),
    "devengado_anterior": ("DEVEN_ACUMUL_ANIO_ANT",),
    "devengado_acumulado": ("DEVEN_ACUMULADO", "DEVENGADO_ACUMULADO"),
    "saldo_por_ejecutar": ("SALDO_EJECUTAR",),
    "fecha_f9": ("FEC_REG_F9",),
    "fecha_cierre": ("FEC_CIERRE",),
    "fecha_declaracion": ("ULT_FEC_DECLA_ESTIM",),
    "inicio_ejecucion": ("FEC_INI_EJECUCION",),
    "fin_ejecucion": ("FEC_FIN_EJECUCION",),
    "inicio_fisico": ("FEC_INI_EJEC_FISICA", "INICIO_EJEC_FISICA"),
    "fin_fisico": ("FEC_FIN_EJEC_FISICA", "CULMINA_EJEC_FISICA"),
    "motivo_cierre": ("DES_CIERRE",),
    "tiene_avance_fisico": ("TIENE_AVAN_FISICO", "TIENE_AVAN_FIS"),
    "avance_fisico": ("AVAN_FISICO_F12B",),
    "avance_ejecucion": ("AVAN_EJECUC",),
    "beneficiarios": ("NUM_HABITANTES_BENEF", "BENEFICIARIO"),
    "anio_proceso": ("ANIO_PROC",),
}
_DEL_F12B: dict[str, tuple[str, ...]] = {
    "cui": ("CODIGO_UNICO", "COD_UNICO"),
    "nombre": ("NOMBRE_INVERSION",),
    "fecha_f12b": ("FECHA_ULT_ACT_F12B",),
    "periodo_f12b": ("ULT_PERIODO_REG_F12B",),
    "estado_situacional": ("ULT_ESTADO_SITUACIONAL",),
    "problema": ("ULT_PROBLEMA",),
    "accion": ("ACC_PROBLEMA",),
    "fecha_declaracion": ("ULT_FEC_DECLA_ESTIM",),
    "devengado_anio": ("DEV_ANO_ACTUAL",),
    "pim": ("PIM_ANO_ACTUAL",),
    "inicio_fisico": ("INICIO_EJEC_FISICA",),
    "fin_fisico": ("CULMINA_EJEC_FISICA",),
    **{f"programado_{m}": (f"MONTO_PROGRAMADO_{int(m)}",) for m in MESES},
    **{f"actualizado_{m}": (f"MONTO_ACTUALIZADO_{int(m)}",) for m in MESES},
    **{f"devengado_{m}": (f"DEV_{t}_ANO_VIG",) for m, t in zip(MESES, EN_TRES_LETRAS, strict=True)},
}
_MENSUAL_DEL_F12B: dict[str, tuple[str, ...]] = {
    "cui": ("COD_UNICO", "CODIGO_UNICO"),
    "mes": ("PERIODO",),
    "programado": ("MONTO_PROGRAMADO_FINANCIERO",),
    "actualizado": ("MONTO_ACTUALIZADO_FINANCIERO",),
    "fisico_programado": ("MONTO_PROGRAMADO_FISICO",),
    "fisico_actualizado": ("MONTO_ACTUALIZADO_FISICO",),
    "fisico_ejecutado": ("MONTO_EJECUTADO_FISICO",),
}
_DE_SITUACION: dict[str, tuple[str, ...]] = {
    "cui": ("CODIGO_UNICO", "COD_UNICO"),
    "mes": ("PERIODO",),
    "descripcion": ("SITUACION",),
    "tipo": ("TIP_REGISTRO", "FACTOR"),
    "acciones": ("ACCIONES",),
}
_DE_SEGUIMIENTO_PI: dict[str, tuple[str, ...]] = {
    "anio": ("ANO_EJE",),
    "codigo": ("PRODUCTO_PROYECTO",),
    "nombre": ("PRODUCTO_PROYECTO_NOMBRE",),
    "cui": ("PRODUCTO_PROYECTO",),
    "pliego_nombre": ("PLIEGO_NOMBRE",),
    "pia": ("MONTO_PIA",),
    "pim": ("MONTO_PIM",),
    "devengado": ("MONTO_DEVENGADO_ANO_EJE",),
}
_CADENA = {"ANO_EJE", "SEC_EJEC", "PRODUCTO_PROYECTO", "MONTO_PIA", "MONTO_PIM"}

# El orden importa: el primero que reconoce al archivo es el suyo
GRANDES = (
    FormatoGrande("gasto_devengado", "Gasto, devengado por mes (73 columnas)", "gasto",
                  frozenset(_CADENA | {"MONTO_DEVENGADO_ENERO", "MONTO_DEVENGADO_ANUAL"}), _DE_GASTO, mensual=True),
    FormatoGrande("gasto_mensual", "Gasto mensual (63 columnas, o las 62 de antes)", "gasto",
                  frozenset(_CADENA | {"MES_EJE", "MONTO_DEVENGADO"}), _DE_GASTO),
    FormatoGrande("seguimiento_pi", "Seguimiento de proyectos de inversión", "ejecucion",
                  frozenset({"ANO_EJE", "PRODUCTO_PROYECTO", "MONTO_DEVENGADO_ANO_EJE", "MONTO_EJECUCION_TOTAL"}),
                  _DE_SEGUIMIENTO_PI, {"que": "inversion"}),
    FormatoGrande("f12b", "Formato 12-B", "seguimiento",
                  frozenset({"CODIGO_UNICO", "FECHA_ULT_ACT_F12B", "MONTO_PROGRAMADO_1", "DEV_ENE_ANO_VIG"}), _DEL_F12B),
    FormatoGrande("f12b_mensual", "Formato 12-B, una fila por mes (2024)", "seguimiento_mes",
                  frozenset({"PERIODO", "MONTO_PROGRAMADO_FINANCIERO", "MONTO_EJECUTADO_FISICO"}), _MENSUAL_DEL_F12B),
    FormatoGrande("estado_situacional", "Estado situacional", "situacion",
                  frozenset({"CODIGO_UNICO", "PERIODO", "DESCRIPCION", "TIP_REGISTRO"}), _DE_SITUACION),
    FormatoGrande("estado_situacional_2024", "Estado situacional (2024)", "situacion",
                  frozenset({"COD_UNICO", "PERIODO", "SITUACION", "ACCIONES"}), _DE_SITUACION),
    FormatoGrande("cierre_inversiones", "Banco de Inversiones, cerradas", "inversiones",
                  frozenset({"CODIGO_UNICO", "NOMBRE_INVERSION", "FEC_CIERRE", "DES_CIERRE"}), _DEL_BANCO, {"clase": "cerrada"}),
    FormatoGrande("detalle_inversiones", "Banco de Inversiones, activas", "inversiones",
                  frozenset({"CODIGO_UNICO", "NOMBRE_INVERSION", "DEV_ANIO_ACTUAL", "PIM_ANIO_ACTUAL"}), _DEL_BANCO,
                  {"clase": "activa"}),
    FormatoGrande("inversiones_desactivadas", "Banco de Inversiones, desactivadas", "inversiones",
                  frozenset({"CODIGO_UNICO", "NOMBRE_INVERSION", "RESPONSABLE_OPMI", "DEVENGADO_ACUMULADO"}), _DEL_BANCO,
                  {"clase": "desactivada"}),
)  # fmt: skip
