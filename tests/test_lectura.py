"""El lector perdona lo que no es ambiguo y lo dice; lo ambiguo lo pregunta, con su archivo, hoja, fila y columna."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sistematizacion.catalogo import cargar_catalogo
from sistematizacion.nucleo.corte import Corte
from sistematizacion.nucleo.esquemas import esquemas
from sistematizacion.nucleo.lectura import DEL_ARCHIVO, Lectura, leer_archivo, libro_abierto
from sistematizacion.rutas import rutas

ESQUEMAS = esquemas(cargar_catalogo(rutas()))
INVERSIONES = "cui,nombre,unidad_ejecutora,modalidad,costo,pia,pim_inicial,pim,devengado"
AVANCES = "cui,mes,fisico_programado,fisico_ejecutado,financiero_programado,financiero_ejecutado"
CAPACITACIONES = "fecha,nombre,categoria,sesiones,horas,participantes,mujeres,hombres,certificados"
CIERRES = "cui,ruta,estado,fecha_cierre"


def leer_csv(carpeta: Path, contenido: str | bytes, tabla: str = "inversiones") -> Lectura:
    ruta = carpeta / f"{tabla}.csv"
    ruta.write_bytes(contenido.encode() if isinstance(contenido, str) else contenido)
    return leer_archivo(ruta, f"{tabla}.csv", ESQUEMAS)[tabla]


def inversion(**celdas: str) -> str:
    """Una fila de inversiones en CSV con tabulador, para no pelear con las comas."""
    valores = {"cui": "2345678", "nombre": "Agua potable"} | celdas
    return "\t".join(valores.get(c, "") for c in INVERSIONES.split(","))


def inversiones(carpeta: Path, *filas: str) -> Lectura:
    return leer_csv(carpeta, "\n".join([INVERSIONES.replace(",", "\t"), *filas]))


def montos(carpeta: Path, *valores: str, columna: str = "costo") -> Lectura:
    return inversiones(carpeta, *(inversion(cui=f"{2345600 + n}", **{columna: v}) for n, v in enumerate(valores)))


def cierres(carpeta: Path, *fechas: str) -> Lectura:
    filas = (f"{2345600 + n}\tregular\tcerrada\t{f}" for n, f in enumerate(fechas))
    return leer_csv(carpeta, "\n".join([CIERRES.replace(",", "\t"), *filas]), "cierres")


def libro(carpeta: Path, filas: list[list[object]], hoja: str = "inversiones", formatos: dict | None = None) -> Path:
    documento = openpyxl.Workbook()
    documento.active.title = hoja
    for fila in filas:
        documento.active.append(fila)
    for celda, formato in (formatos or {}).items():
        documento.active[celda].number_format = formato
    documento.save(carpeta / "registro.xlsx")
    return carpeta / "registro.xlsx"


def leer_libro(
    carpeta: Path, filas: list[list[object]], hoja: str = "inversiones", formatos: dict | None = None
) -> Lectura:
    return leer_archivo(libro(carpeta, filas, hoja, formatos), "registro.xlsx", ESQUEMAS)[hoja]


def errores(lectura: Lectura) -> list[str]:
    return [str(p) for p in lectura.errores]


def supuestos(lectura: Lectura) -> str:
    return "\n".join(str(p) for p in lectura.hallazgos if p.gravedad == "supuesto")


def advertencias(lectura: Lectura) -> str:
    return "\n".join(str(p) for p in lectura.hallazgos if p.gravedad == "advertencia")


@pytest.mark.parametrize(
    ("escrito", "valor", "supuesto"),
    [
        ("1038.50", "1038.50", ""),
        ("-3", "-3", "no puede ser menor"),
        ("1038,5", "1038.5", "1 valor con coma decimal («1038,5» se leyó 1038.5)"),
        ("0,834", "0.834", "con coma decimal"),
        ("0.834", "0.834", ""),
        ("1,234.50", "1234.50", "con separador de millares"),
        ("1.234,50", "1234.50", "con coma decimal"),
        ("1'234,567.89", "1234567.89", "con separador de millares"),
        ("1.234.567", "1234567", "con separador de millares"),
        ("1 234 567,8", "1234567.8", "con coma decimal"),
        ("1\u00a0234", "1234", "con separador de millares"),
        ("S/ 1,234.50", "1234.50", "con «S/»"),
        ("S/. 1200", "1200", "con «S/»"),
        ("1200 soles", "1200", "con «S/»"),
        ("\u200b1200 ", "1200", ""),
        (".5", "0.5", "separador"),
    ],
)
def test_un_monto_se_lee_como_la_persona_lo_escribe(tmp_path, escrito, valor, supuesto):
    lectura = montos(tmp_path, escrito)
    if "menor" in supuesto:
        assert supuesto in errores(lectura)[0]
        return
    assert errores(lectura) == []
    assert str(lectura.tabla["costo"][0]) == valor
    assert (supuesto in supuestos(lectura)) or escrito == ".5"


@pytest.mark.parametrize(
    ("escrito", "esperado"),
    [
        ("1.234", "«1.234»: se puede leer de dos maneras. ¿Es 1234 o 1 con 234 milésimas? Escriba 1234 o 1.2340"),
        ("1,234", "«1,234»: se puede leer de dos maneras"),
        ("1'234,567", "¿Es 1234567 o 1234 con 567 milésimas?"),
        ("(1200)", "va entre paréntesis. ¿Es negativo? Escriba -1200; si no, 1200."),
        ("1.2E+06", "notación científica"),
        ("12 %", "lleva «%» y la columna va en S/"),
        ("mil", "no es un número (por ejemplo 1038.5)"),
        ("31.12.2025", "no es un número"),
        ("12 5", "no es un número"),
        ("58.1%%", "no es un número (por ejemplo 1038.5). Escriba solo el número, sin palabras."),
        ("1,2,3", "no es un número"),
        ("#REF!", "es el error de una fórmula"),
        ("#¡DIV/0!", "es el error de una fórmula"),
    ],
)
def test_un_monto_que_no_se_entiende_se_pregunta_con_su_celda(tmp_path, escrito, esperado):
    lectura = montos(tmp_path, escrito)
    [hallado] = errores(lectura)
    assert f"inversiones.csv, fila 2, columna costo: «{escrito}»:" in hallado
    assert esperado in hallado
    assert lectura.tabla["costo"][0] is None
    assert lectura.tabla["danadas"][0] == {"costo"}
    assert lectura.tabla["nombre"][0] == "Agua potable"


@pytest.mark.parametrize(("remedio", "valor"), [("1234", "1234"), ("1.2340", "1.2340")])
def test_lo_que_el_remedio_manda_escribir_se_acepta(tmp_path, remedio, valor):
    lectura = montos(tmp_path, remedio)
    assert errores(lectura) == []
    assert str(lectura.tabla["costo"][0]) == valor


@pytest.mark.parametrize(
    ("dudoso", "otra", "valor"),
    [
        ("1,234", "96.06", "1234"),
        ("1.234", "96,06", "1234"),
    ],
)
def test_otra_celda_de_la_columna_decide_el_estilo(tmp_path, dudoso, otra, valor):
    lectura = montos(tmp_path, dudoso, otra)
    assert errores(lectura) == []
    assert lectura.tabla["costo"][0] == Decimal(valor)


@pytest.mark.parametrize(("dudoso", "otra"), [("1.234", "96.06"), ("1,234", "1.234,5")])
def test_un_monto_con_tres_decimales_se_pregunta_aunque_la_columna_lo_permita(tmp_path, dudoso, otra):
    [hallado] = errores(montos(tmp_path, dudoso, otra))
    assert f"columna costo: «{dudoso}»: se puede leer de dos maneras. ¿Es 1234 o 1 con 234 milésimas?" in hallado


def test_dos_estilos_en_la_columna_no_deciden_nada(tmp_path):
    [hallado] = errores(montos(tmp_path, "96.06", "1.234", "96,06"))
    assert "fila 3" in hallado
    assert "dos maneras" in hallado


def test_en_una_columna_de_enteros_el_separador_solo_puede_ser_de_millares(tmp_path):
    fila = "2025-05-01;Taller;oxi;12.0;2,5;1.234;;;"
    lectura = leer_csv(tmp_path, f"{CAPACITACIONES.replace(',', ';')}\n{fila}\n", "capacitaciones")
    assert errores(lectura) == []
    assert (lectura.tabla["participantes"][0], lectura.tabla["sesiones"][0]) == (1234, 12)
    assert isinstance(lectura.tabla["sesiones"][0], int)
    assert lectura.tabla["mujeres"][0] is None
    assert "columna participantes: 1 valor con separador de millares" in supuestos(lectura)


def test_el_rango_de_la_columna_tambien_decide(tmp_path):
    lectura = leer_csv(tmp_path, f"{AVANCES}\n2345678,2025-05,1.234,,,\n", "avances")
    assert errores(lectura) == []
    assert lectura.tabla["fisico_programado"][0] == Decimal("1.234")


@pytest.mark.parametrize(
    ("escrita", "canonica"),
    [
        ("2025-12-31", "2025-12-31"),
        ("31/12/2025", "2025-12-31"),
        ("31-12-2025", "2025-12-31"),
        ("31.12.2025", "2025-12-31"),
        ("05/05/2025", "2025-05-05"),
        ("2025/3/5", "2025-03-05"),
        ("2025-12-31 00:00:00", "2025-12-31"),
        ("2025-12-31T00:00:00.000Z", "2025-12-31"),
        ("15 de marzo de 2025", "2025-03-15"),
        ("15 de Setiembre del 2025", "2025-09-15"),
        ("lunes, 15 de septiembre de 2025", "2025-09-15"),
        ("15-mar-2025", "2025-03-15"),
        ("45992", "2025-12-01"),
    ],
)
def test_un_dia_se_lee_como_la_persona_lo_escribe(tmp_path, escrita, canonica):
    lectura = cierres(tmp_path, escrita)
    assert errores(lectura) == []
    assert lectura.tabla["fecha_cierre"][0] == Corte.de_texto(canonica)
    assert (escrita in supuestos(lectura)) == (escrita != canonica)


@pytest.mark.parametrize(
    ("escrita", "esperado"),
    [
        ("03/04/2025", "¿Es el 3 de abril de 2025 o el 4 de marzo de 2025? Escriba 2025-04-03 o 2025-03-04."),
        ("15/03/25", "el año tiene dos cifras. ¿Es 1925 o 2025?"),
        ("15-mar-25", "el año tiene dos cifras"),
        ("31/02/2025", "no es un día que exista"),
        ("13/13/2025", "no es un día que exista"),
        ("2025-03", "no es un día que exista"),
        ("mar-2025", "no es un día que exista"),
        ("2025-05-00", "no es un día que exista"),
        ("0/5/2025", "no es un día que exista"),
        ("pronto", "no es un día que exista"),
    ],
)
def test_un_dia_que_no_se_entiende_se_pregunta(tmp_path, escrita, esperado):
    [hallado] = errores(cierres(tmp_path, escrita))
    assert f"cierres.csv, fila 2, columna fecha_cierre: «{escrita}»:" in hallado
    assert esperado in hallado


def test_otra_fecha_de_la_columna_decide_si_va_antes_el_dia(tmp_path):
    lectura = cierres(tmp_path, "03/04/2025", "15/04/2025")
    assert lectura.tabla["fecha_cierre"][0] == date(2025, 4, 3)
    assert "2 valores como día/mes/año («03/04/2025» se leyó 2025-04-03)" in supuestos(lectura)
    assert cierres(tmp_path, "03/04/2025", "04/15/2025").tabla["fecha_cierre"][0] == date(2025, 3, 4)


def test_dos_ordenes_de_fecha_en_una_columna_son_una_contradiccion(tmp_path):
    hallados = errores(cierres(tmp_path, "15/04/2025", "03/04/2025", "04/16/2025"))
    assert [h.split(":")[0].split(", ")[1] for h in hallados] == ["fila 3", "fila 4"]
    assert all("Hay 15/04/2025 (día/mes) y 04/16/2025 (mes/día)" in h for h in hallados)


@pytest.mark.parametrize(
    "escrito", ["2025-12", "12/2025", "dic-2025", "diciembre 2025", "Diciembre de 2025", "31/12/2025", "46000"]
)
def test_un_mes_se_lee_como_la_persona_lo_escribe(tmp_path, escrito):
    lectura = leer_csv(tmp_path, f"{AVANCES}\n2345678,{escrito},62.5,58.1,,\n", "avances")
    assert errores(lectura) == []
    assert lectura.tabla["mes"][0] == Corte.de_texto("2025-12")
    assert lectura.tabla["mes"][0].precision == "mes"


@pytest.mark.parametrize(
    ("escrito", "clave"),
    [("Formato 09-D", "formato_09d"), ("DE OFICIO", "de_oficio"), ("De oficio", "de_oficio"), (" regular ", "regular")],
)
def test_una_opcion_se_reconoce_con_mayusculas_acentos_y_espacios(tmp_path, escrito, clave):
    lectura = leer_csv(tmp_path, f"{CIERRES}\n2345678,{escrito},cerrada,2025-12-31\n", "cierres")
    assert errores(lectura) == []
    assert lectura.tabla["ruta"][0] == clave


def test_si_y_no_se_leen_con_cualquier_escritura_pero_una_equis_no(tmp_path):
    contenido = "area,pregunta,comentario,publicable\nUEI,,Bien,SÍ\nUEI,,Bien,Si\nUEI,,Bien,NO\nUEI,,Bien,x\n"
    lectura = leer_csv(tmp_path, contenido, "comentarios")
    assert list(lectura.tabla["publicable"]) == ["sí", "si", "no", None]
    [hallado] = errores(lectura)
    assert "fila 5, columna publicable: «x»: no es uno de los permitidos" in hallado


@pytest.mark.parametrize(
    ("codigo", "esperado"),
    [
        ("345678", "Si es 0345678 y Excel le quitó los ceros, dé a la columna formato Texto y escríbalo completo"),
        ("2.34568E+06", "Excel lo convirtió en número y perdió cifras"),
        ("CUI 2345678", "no tiene la forma de un código: siete cifras"),
        ("s/d", "es «sin dato» y la columna es obligatoria"),
        ("", "está vacío y es obligatorio"),
    ],
)
def test_un_codigo_nunca_se_adivina(tmp_path, codigo, esperado):
    [hallado] = errores(inversiones(tmp_path, inversion(cui=codigo)))
    assert "fila 2, columna cui:" in hallado
    assert esperado in hallado


@pytest.mark.parametrize("marca", ["-", "—", "s/d", "S/D", "n.d.", "N/A"])
def test_una_marca_de_sin_dato_es_un_vacio_donde_se_admite(tmp_path, marca):
    lectura = montos(tmp_path, marca)
    assert errores(lectura) == []
    assert lectura.tabla["costo"][0] is None
    assert lectura.tabla["danadas"][0] == frozenset()
    assert "sin dato" in supuestos(lectura)


def test_una_busqueda_que_no_hallo_nada_es_un_error_y_no_un_vacio(tmp_path):
    [hallado] = errores(montos(tmp_path, "#N/A"))
    assert "columna costo: «#N/A»" in hallado


@pytest.mark.parametrize(
    ("codificar", "supuesto"),
    [
        (lambda t: t.encode(), ""),
        (lambda t: t.encode("utf-8-sig"), ""),
        (lambda t: t.encode("utf-16"), "UTF-16"),
        (lambda t: t.encode("cp1252"), "Windows-1252"),
    ],
)
@pytest.mark.parametrize(
    ("separador", "nombre"), [(",", ""), (";", "punto y coma"), ("\t", "tabulador"), ("|", "barras")]
)
def test_la_codificacion_y_el_separador_se_reconocen(tmp_path, codificar, supuesto, separador, nombre):
    contenido = f"{INVERSIONES}\n2345678,Drenaje en Ñuñoa,,,,,,,\n".replace(",", separador)
    lectura = leer_csv(tmp_path, codificar(contenido))
    assert lectura.tabla["nombre"][0] == "Drenaje en Ñuñoa"
    assert supuesto in supuestos(lectura)
    assert nombre in supuestos(lectura)
    assert bool(lectura.hallazgos) == bool(supuesto or nombre)


@pytest.mark.parametrize(
    ("contenido", "esperado"),
    [
        (
            f'{INVERSIONES}\n2345678,"Agua,,,,,,,\n2345679,Riego,,,,,,,\n'.encode(),
            "fila 2, línea 2: hay comillas sin cerrar",
        ),
        (b"", "falta el encabezado"),
        (b"2345678,Agua,,,,,,,\n", "falta el encabezado"),
        (b"PK\x03\x04algo", "es un libro de Excel con nombre de CSV"),
        ("cui,nombre\n1,Ñuñoa\n2,".encode() + b"\xf1", "ni en Windows-1252, o mezcla los dos"),
        (b"\x00\x01\x02", "no se entiende como CSV"),
    ],
)
def test_un_csv_que_no_se_puede_abrir_dice_por_que(tmp_path, contenido, esperado):
    (tmp_path / "inversiones.csv").write_bytes(contenido)
    [lectura] = leer_archivo(tmp_path / "inversiones.csv", "inversiones.csv", ESQUEMAS).values()
    assert esperado in errores(lectura)[0]
    assert lectura.tabla.empty


def test_los_encabezados_se_reconocen_por_clave_titulo_o_alias(tmp_path):
    titulos = [
        "CÓDIGO  ÚNICO",
        " nombre de la\ninversión *",
        "UEI",
        "Modalidad",
        "Costo actualizado (S/)",
        "Pia",
        "PIM inicial S/",
        "pim",
        "Devengado",
    ]
    lectura = leer_libro(tmp_path, [titulos, ["2345678", "Agua", "GRI", "contrata", 5, 1, 2, 3, 4]])
    assert errores(lectura) == []
    assert lectura.tabla.loc[0, ["cui", "unidad_ejecutora", "costo", "pim_inicial"]].tolist() == [
        "2345678",
        "GRI",
        Decimal(5),
        Decimal(2),
    ]


@pytest.mark.parametrize(
    ("viejo", "nuevo", "esperado"),
    [
        ("devengado", "devengdo", "«devengdo»: columna desconocida. ¿Quiso decir devengado?"),
        (",devengado", "", "columna devengado: falta esta columna. Agréguela."),
        (
            "pia,",
            "Nombre,",
            "columna nombre: «Nombre»: columna repetida. ¿Cuál es nombre: «nombre» (la 2.ª) o «Nombre» (la 6.ª)?",
        ),
    ],
)
def test_un_encabezado_que_no_cuadra_se_pregunta(tmp_path, viejo, nuevo, esperado):
    lectura = leer_csv(tmp_path, INVERSIONES.replace(viejo, nuevo) + "\n2345678,Agua" + "," * 6 + "\n")
    assert any(esperado in h for h in errores(lectura)), errores(lectura)


def test_una_columna_de_mas_se_nombra_y_no_se_usa(tmp_path):
    lectura = leer_csv(tmp_path, f"{INVERSIONES},Teléfono\n2345678,Agua,,,,,,,,999\n")
    assert errores(lectura) == []
    assert "«Teléfono»: columna desconocida: no se usa" in advertencias(lectura)


def test_los_titulos_de_encima_y_los_totales_de_abajo_se_quitan_y_se_dicen(tmp_path):
    filas = [
        ["CARTERA SELECCIONADA DE PROYECTOS"], [], INVERSIONES.split(","),
        ["2345678", "Agua", "", "", 100], [], ["2345679", "Riego", "", "", 50],
        ["", "TOTAL GENERAL", "", "", 150], ["Fuente: Consulta Amigable"],
    ]  # fmt: skip
    lectura = leer_libro(tmp_path, filas)
    assert errores(lectura) == []
    assert list(lectura.tabla["fila"]) == [4, 6]
    assert "fila 1: «CARTERA SELECCIONADA DE PROYECTOS»: lo que hay encima del encabezado (fila 3)" in supuestos(
        lectura
    )
    assert "fila 7: «TOTAL GENERAL»: es la fila de totales y no se lee" in supuestos(lectura)
    assert "fila 8: «Fuente: Consulta Amigable»: es una nota al pie" in supuestos(lectura)


def test_un_total_en_medio_se_pregunta_una_sola_vez(tmp_path):
    lectura = inversiones(
        tmp_path, inversion(), inversion(cui="", nombre="Subtotal", costo="cien"), inversion(cui="2345679")
    )
    [hallado] = errores(lectura)
    assert "fila 3: «Subtotal»: parece un total en medio de los datos" in hallado
    assert len(lectura.tabla) == 3
    assert lectura.tabla["danadas"][1] >= {"cui", "costo"}


def test_una_fila_de_csv_con_celdas_de_mas_es_un_error_y_las_que_faltan_vacias_no(tmp_path):
    lectura = leer_csv(tmp_path, f"{INVERSIONES}\n2345678,Agua, luz y desague,,,,,,,5\n2345679,Riego\n,,\n")
    [hallado] = errores(lectura)
    assert "fila 2: tiene 10 celdas y el encabezado 9" in hallado
    assert "menos celdas que el encabezado" in supuestos(lectura)
    assert list(lectura.tabla["cui"]) == [None, "2345679"]


def test_datos_en_una_columna_sin_encabezado_son_un_error(tmp_path):
    lectura = leer_libro(tmp_path, [INVERSIONES.split(","), ["2345678", "Agua", *[""] * 7, "", "nota suelta"]])
    [hallado] = errores(lectura)
    assert "hoja inversiones, fila 2, columna K: «nota suelta»: hay datos en una columna sin encabezado" in hallado


def test_una_llave_repetida_se_dice_una_vez_con_sus_filas(tmp_path):
    lectura = inversiones(tmp_path, inversion(), inversion(cui="2345679"), inversion())
    [hallado] = errores(lectura)
    assert "fila 2, columna cui: «2345678»: está repetido en las filas 2 y 4. Cada cui va una sola vez." in hallado
    assert list(lectura.tabla["cui"]) == ["2345678", "2345679", "2345678"]


def test_todos_los_errores_de_un_archivo_salen_juntos_y_uno_por_celda(tmp_path):
    lectura = inversiones(
        tmp_path,
        inversion(cui="x", costo="1.234"),
        inversion(cui="2345679", modalidad="contrta", pim="-5"),
        inversion(pia="dos"),
    )
    lugares = [(p.fila, p.columna) for p in lectura.errores]
    assert lugares == [(2, "cui"), (2, "costo"), (3, "modalidad"), (3, "pim"), (4, "pia")]
    assert "¿Quiso decir contrata?" in errores(lectura)[2]


def test_el_origen_vacio_es_registrado_salvo_que_haya_fuente(tmp_path):
    contenido = f"{CIERRES},origen,fuente,seccion\n2345678,,cerrada,,,,\n2345679,,cerrada,,,informe,4.2\n"
    lectura = leer_csv(tmp_path, contenido, "cierres")
    assert list(lectura.tabla["origen"]) == ["registrado", None]
    [hallado] = errores(lectura)
    assert (
        "fila 3, columna origen: está vacío y la fila tiene fuente «informe». ¿Es publicado o reconstruido?" in hallado
    )


def test_lo_que_excel_muestra_es_lo_que_se_lee(tmp_path):
    filas = [
        AVANCES.split(","),
        [2345678.0, datetime(2025, 12, 1), 0.9606, 0.1 + 0.2, 58, "62,5 %"],
        [345678, date(2025, 11, 1), 1, 100, 58, 12.0],
    ]
    lectura = leer_libro(tmp_path, filas, "avances", {"C2": "0.00%", "C3": "0%", "A3": "0000000", "B2": "yyyy-mm"})
    assert errores(lectura) == []
    assert [str(v) for v in lectura.tabla.iloc[0, 2:6]] == ["96.06", "0.3", "58", "62.5"]
    assert [str(v) for v in lectura.tabla.iloc[1, 2:6]] == ["100", "100", "58", "12"]
    assert list(lectura.tabla["cui"]) == ["2345678", "0345678"]
    assert list(lectura.tabla["mes"]) == [Corte.de_texto("2025-12"), Corte.de_texto("2025-11")]
    assert "columna C (fisico_programado): 2 valores con formato de porcentaje" in supuestos(lectura)


def test_un_codigo_que_excel_guardo_sin_ceros_se_explica_con_su_letra(tmp_path):
    [hallado] = errores(leer_libro(tmp_path, [INVERSIONES.split(","), [345678, "Agua"]]))
    assert "registro.xlsx, hoja inversiones, fila 2, columna A (cui): «345678»:" in hallado
    assert "Si es 0345678" in hallado


def test_una_fecha_donde_va_un_numero_se_explica(tmp_path):
    [hallado] = errores(leer_libro(tmp_path, [INVERSIONES.split(","), ["2345678", "Agua", "", "", date(2025, 4, 3)]]))
    assert "columna E (costo): «03/04/2025»: Excel lo convirtió en fecha y aquí va un número" in hallado


def test_las_fechas_de_excel_valen_por_lo_que_muestran(tmp_path):
    filas = [
        CIERRES.split(","),
        ["2345678", "regular", "cerrada", datetime(2025, 12, 1)],
        ["2345679", "regular", "cerrada", 45992],
    ]
    lectura = leer_libro(tmp_path, filas, "cierres", {"D2": "mmm-yy"})
    assert "fila 2, columna D (fecha_cierre): «12/2025»: la celda muestra solo el mes" in errores(lectura)[0]
    assert lectura.tabla["fecha_cierre"][1] == date(2025, 12, 1)


def test_una_formula_sin_resultado_es_un_error_y_con_resultado_no(tmp_path):
    ruta = libro(tmp_path, [INVERSIONES.split(","), ["2345678", "Agua", "", "", "=1+1", "=2+2", "=3+3"]])
    _reescribir(
        ruta, b"<f>2+2</f><v></v>", b"<f>2+2</f><v>4</v>", b'<c r="G2"><f>3+3</f>', b'<c r="G2" t="str"><f>""</f>',
    )  # fmt: skip
    lectura = leer_archivo(ruta, "registro.xlsx", ESQUEMAS)["inversiones"]
    assert lectura.tabla["pia"][0] == 4
    assert lectura.tabla["pim_inicial"][0] is None
    [hallado] = errores(lectura)
    assert "columna E (costo): «fórmula»: es una fórmula sin resultado guardado" in hallado


def _reescribir(ruta: Path, *pares: bytes) -> None:
    entrada = zipfile.ZipFile(io.BytesIO(ruta.read_bytes()))
    with zipfile.ZipFile(ruta, "w") as salida:
        for nombre in entrada.namelist():
            contenido = entrada.read(nombre)
            for viejo, nuevo in zip(pares[::2], pares[1::2], strict=True):
                contenido = contenido.replace(viejo, nuevo)
            salida.writestr(nombre, contenido)


def test_cada_hoja_del_libro_es_su_tabla_y_las_demas_se_dicen(tmp_path):
    documento = openpyxl.Workbook()
    documento.active.title = "Léame"
    documento.active.append(["Cómo se llena"])
    for nombre, filas in {
        "Inversiones": [INVERSIONES.split(","), ["2345678", "Agua"]],
        "Avances mensuales": [AVANCES.split(",")],
        "Listas": [["a"]],
        "Hoja1": [["apuntes"]],
        "cierre": [["apuntes"]],
        "oxi": [["cui"], ["2345678"]],
        "encuesta": [],
    }.items():
        hoja = documento.create_sheet(nombre)
        for fila in filas:
            hoja.append(fila)
    documento["oxi"].sheet_state = "hidden"
    documento.save(tmp_path / "registro.xlsx")
    lecturas = leer_archivo(tmp_path / "registro.xlsx", "registro.xlsx", ESQUEMAS)
    assert {t: len(lectura.tabla) for t, lectura in lecturas.items() if t} == {
        "inversiones": 1,
        "avances": 0,
        "encuesta": 0,
    }
    dichas = advertencias(lecturas[DEL_ARCHIVO]).splitlines()
    assert [d.split(":")[0] for d in dichas] == [
        "registro.xlsx, hoja Hoja1",
        "registro.xlsx, hoja cierre",
        "registro.xlsx, hoja oxi",
    ]
    assert "¿Quiso decir cierres?" in dichas[1]
    assert "está oculta y no se lee" in dichas[2]


@pytest.mark.parametrize(
    ("nombre", "contenido", "esperado"),
    [
        ("leciones.csv", b"id\n1\n", "no es una tabla del núcleo mínimo. ¿Quiso decir lecciones?"),
        ("registro.xls", b"", "los archivos .xls no se leen. Ábralo y guárdelo como Libro de Excel"),
        ("registro.ods", b"", "los archivos .ods no se leen"),
        ("notas.docx", b"", "no es un CSV ni un libro de Excel y no se lee"),
        ("registro.xlsx", b"PK\x03\x04 a medio guardar", "Ciérrelo y guárdelo de nuevo"),
        ("registro.xlsx", b"", "Ciérrelo y guárdelo de nuevo"),
        (
            "registro.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "tiene contraseña",
        ),
        ("registro.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "es un libro de Excel antiguo (.xls)"),
    ],
)
def test_un_archivo_que_no_es_una_tabla_dice_que_hacer(tmp_path, nombre, contenido, esperado):
    (tmp_path / nombre).write_bytes(contenido)
    lecturas = leer_archivo(tmp_path / nombre, nombre, ESQUEMAS)
    assert list(lecturas) == [DEL_ARCHIVO]
    [hallado] = errores(lecturas[DEL_ARCHIVO])
    assert hallado.startswith(f"{nombre}: ")
    assert esperado in hallado


def test_un_archivo_bloqueado_dice_quien_lo_tiene(tmp_path, monkeypatch):
    ruta = libro(tmp_path, [["cui"]])
    monkeypatch.setattr(Path, "read_bytes", lambda _: (_ for _ in ()).throw(PermissionError()))
    [lectura] = leer_archivo(ruta, "registro.xlsx", ESQUEMAS).values()
    assert "está bloqueado y no se puede leer. Ciérrelo" in errores(lectura)[0]


@pytest.mark.parametrize("rastro", ["~$registro.xlsx", ".~lock.registro.xlsx#"])
def test_un_libro_abierto_en_excel_se_lee_igual_y_se_dice(tmp_path, rastro):
    ruta = libro(tmp_path, [INVERSIONES.split(","), ["2345678", "Agua"]])
    assert libro_abierto(ruta, "registro.xlsx") is None
    (tmp_path / rastro).touch()
    assert len(leer_archivo(ruta, "registro.xlsx", ESQUEMAS)["inversiones"].tabla) == 1
    assert "se leyó lo último guardado" in str(libro_abierto(ruta, "registro.xlsx"))


def test_una_hoja_de_cincuenta_columnas_con_una_celda_mala_da_un_problema_con_su_letra(tmp_path):
    propias = INVERSIONES.split(",")
    titulos = [f"Campo {n}" for n in range(41)] + propias
    filas = [[*["x"] * 41, f"{2345600 + n}", "Agua", *[""] * 6, 10 * n] for n in range(20)]
    filas[7][49] = "12O"
    lectura = leer_libro(tmp_path, [titulos, *filas])
    [hallado] = errores(lectura)
    assert "fila 9, columna AX (devengado): «12O»: no es un número" in hallado


def test_una_celda_combinada_que_tapa_a_otra_se_explica(tmp_path):
    documento = openpyxl.Workbook()
    documento.active.title = "avances"
    for fila in [AVANCES.split(","), ["2345678", "2025-05", 1.5], [None, "2025-06", 2]]:
        documento.active.append(fila)
    documento.active.merge_cells("A2:A3")
    documento.save(tmp_path / "registro.xlsx")
    [hallado] = errores(leer_archivo(tmp_path / "registro.xlsx", "registro.xlsx", ESQUEMAS)["avances"])
    assert "fila 3, columna A (cui): está vacío y es obligatorio. La celda está combinada (A2:A3)" in hallado


def test_un_encabezado_en_millones_no_se_pasa_por_alto(tmp_path):
    titulos = INVERSIONES.replace("costo", "Costo actualizado (millones de S/)").split(",")
    [hallado] = errores(leer_libro(tmp_path, [titulos, ["2345678", "Agua", "", "", 12.5]]))
    assert (
        "columna E (costo): «Costo actualizado (millones de S/)»: la columna va en S/ y el encabezado dice" in hallado
    )


def test_un_dato_encima_del_encabezado_no_se_pierde(tmp_path):
    lectura = leer_libro(tmp_path, [["2345678", "Agua", "GRI", "contrata", 5, 6], INVERSIONES.split(",")])
    assert "fila 1: «2345678 Agua GRI contrata 5 6»: parece un dato y está encima del encabezado" in errores(lectura)[0]


def test_un_encabezado_repetido_a_media_hoja_se_quita_y_se_dice(tmp_path):
    filas = [INVERSIONES.split(","), ["2345678", "Agua"], INVERSIONES.split(","), ["2345679", "Riego"]]
    lectura = leer_libro(tmp_path, filas)
    assert list(lectura.tabla["fila"]) == [2, 4]
    assert "fila 3: repite el encabezado" in supuestos(lectura)


def test_una_columna_que_parece_tener_proporciones_se_advierte(tmp_path):
    lectura = leer_csv(tmp_path, f"{AVANCES}\n2345678,2025-05,0.25,,,\n2345678,2025-06,0.5,,,\n", "avances")
    assert "columna fisico_programado: ningún valor pasa de 1 y la columna va en %" in advertencias(lectura)


def test_unas_fechas_con_el_dia_y_el_mes_cambiados_por_excel_se_advierten(tmp_path):
    filas = [["2345678", "", "cerrada", date(2025, 4, 3)], ["2345679", "", "cerrada", "15/04/2025"]]
    lectura = leer_libro(tmp_path, [CIERRES.split(","), *filas], "cierres")
    assert "Revise que Excel no haya cambiado el día por el mes" in advertencias(lectura)


@pytest.mark.parametrize(
    ("escrito", "leido"), [("2345678.0", "2345678"), ("'0345678", "0345678"), ('"=""0345678"""', "0345678")]
)
def test_un_codigo_con_los_adornos_de_excel_se_lee(tmp_path, escrito, leido):
    lectura = leer_csv(tmp_path, f"{INVERSIONES}\n{escrito},Agua,,,,,,,\n")
    assert errores(lectura) == []
    assert list(lectura.tabla["cui"]) == [leido]


def test_el_separador_que_excel_anuncia_no_cuenta_como_fila(tmp_path):
    lectura = leer_csv(tmp_path, f"sep=;\r\n{INVERSIONES}\r\n2345678,Agua,,,,,,,\r\n".replace(",", ";"))
    assert list(lectura.tabla["fila"]) == [2]


def test_las_tildes_de_ms_dos_se_leen_y_las_ya_danadas_se_advierten(tmp_path):
    contenido = f"{INVERSIONES}\n2345678,Riego en Junín,,,,,,,\n"
    lectura = leer_csv(tmp_path, contenido.encode("cp850"))
    assert lectura.tabla["nombre"][0] == "Riego en Junín"
    assert "MS-DOS" in supuestos(lectura)
    danado = contenido.encode().decode("cp1252")
    assert "hay letras dañadas" in advertencias(leer_csv(tmp_path, danado))


def test_una_fecha_de_corte_en_anio_no_es_un_numero_de_serie(tmp_path):
    titulos = ["id", "convenio", "proceso", "criterio", "nivel", "tramo", "estado", "fecha", "evidencia"]
    lectura = leer_libro(tmp_path, [titulos, ["c-1", "cap-1", "", "Padrón", 1, "Fijo", "", 2015]], "compromisos")
    assert lectura.hallazgos == ()
    assert lectura.tabla["fecha"][0].precision == "anio"


def test_los_encabezados_con_otro_nombre_se_dicen_en_un_solo_supuesto(tmp_path):
    lectura = leer_csv(tmp_path, INVERSIONES.replace("cui", "Código único").replace("unidad_ejecutora", "UEI") + "\n")
    assert "fila 1: encabezados con otro nombre: «Código único» es cui; «UEI» es unidad_ejecutora" in supuestos(lectura)


def test_una_fila_corrida_es_un_error_aunque_sobre_solo_un_vacio(tmp_path):
    filas = ["2345678,Agua,,,,,,,", "2345679,Riego, drenaje,,,,,,,"]
    [hallado] = errores(leer_csv(tmp_path, "\n".join([INVERSIONES, *filas])))
    assert "fila 3: tiene 10 celdas y el encabezado 9" in hallado


def test_los_datos_del_programa_se_leen_sin_suponer_nada():
    carpeta = rutas().data / "acompanamiento-2025"
    for ruta in carpeta.rglob("*.csv"):
        for lectura in leer_archivo(ruta, ruta.name, ESQUEMAS).values():
            assert lectura.hallazgos == ()
            assert not lectura.tabla.empty
