"""Un cuadro que cruza áreas y respuestas no deja saber qué respondió una persona ni un grupo pequeño."""

from itertools import product
from random import Random

import lxml.html
import pandas as pd
import pytest
from conftest import PROGRAMA

from sistematizacion import abrir
from sistematizacion.analisis.privacidad import areas_por_juntar, con_base, por_juntar, suprimir
from sistematizacion.analisis.supresion import NoSePuedeProteger


def posibles(visible: list[list[int | None]], filas: list[int], columnas: list[int]):
    """Toda tabla de conteos con esos totales y con lo que se ve: lo que sabe quien lee el cuadro."""
    lugares = [(i, j) for i, fila in enumerate(visible) for j, v in enumerate(fila) if v is None]

    def llenar(tabla, restan_f, restan_c, n):
        if n == len(lugares):
            if not any(restan_f) and not any(restan_c):
                yield tabla
            return
        i, j = lugares[n]
        for v in range(min(restan_f[i], restan_c[j]) + 1):
            f, c = restan_f.copy(), restan_c.copy()
            f[i], c[j] = f[i] - v, c[j] - v
            yield from llenar({**tabla, (i, j): v}, f, c, n + 1)

    vistas_f = [t - sum(v or 0 for v in fila) for t, fila in zip(filas, visible, strict=True)]
    vistas_c = [t - sum(fila[j] or 0 for fila in visible) for j, t in enumerate(columnas)]
    yield from llenar({}, vistas_f, vistas_c, 0)


def revisar(valores: list[list[int]], minimo: int) -> int:
    """Comprueba la protección de una tabla y da cuántas celdas omite."""
    try:
        hecha = suprimir(pd.DataFrame(valores), minimo).to_numpy(dtype=object).tolist()
    except NoSePuedeProteger:
        todo = list(posibles([[None] * len(f) for f in valores], *totales(valores)))
        pequenas = [(i, j) for i, f in enumerate(valores) for j, v in enumerate(f) if 0 < v < minimo]
        assert any(len({t[c] for t in todo}) == 1 for c in pequenas)  # de verdad no se podía
        return -1
    ocultas = [(i, j) for i, f in enumerate(hecha) for j, v in enumerate(f) if v is None]
    assert all(hecha[i][j] in (None, v) for i, f in enumerate(valores) for j, v in enumerate(f))
    assert all(hecha[i][j] is None for i, f in enumerate(valores) for j, v in enumerate(f) if 0 < v < minimo)
    if sum(map(sum, valores)) >= minimo:
        de_filas, de_columnas = totales(valores)
        if len(ocultas) == len(de_filas) * len(de_columnas):  # entera: basta que cada celda pueda dar o recibir una
            hallados = {(i, j): {0, 1} if puede_cambiar(valores, i, j) else {0} for i, j in ocultas}
        else:
            tablas = list(posibles(hecha, de_filas, de_columnas))
            hallados = {celda: {t[celda] for t in tablas} for celda in ocultas}
        con_alguien = [(i, j) for i, j in ocultas if de_filas[i] and de_columnas[j]]
        assert all(len(hallados[celda]) > 1 for celda in con_alguien), (valores, hecha)
    return len(ocultas)


def puede_cambiar(valores: list[list[int]], i: int, j: int) -> bool:
    """Si hay otra tabla con los mismos totales y un valor distinto ahí: por un circuito de cuatro celdas."""
    return any(
        (valores[i][j] and valores[k][m]) or (valores[i][m] and valores[k][j])
        for k in range(len(valores))
        for m in range(len(valores[0]))
        if k != i and m != j
    )


def totales(valores: list[list[int]]) -> tuple[list[int], list[int]]:
    return [sum(f) for f in valores], [sum(c) for c in zip(*valores, strict=True)]


@pytest.mark.parametrize("forma", [(2, 2), (1, 3), (3, 1), (2, 3)])
def test_ninguna_celda_omitida_se_deduce_en_todas_las_tablas_pequenas(forma):
    for celdas in product([0, 1, 2, 3, 4] if forma != (2, 3) else [0, 1, 4], repeat=forma[0] * forma[1]):
        revisar([list(celdas[i * forma[1] : (i + 1) * forma[1]]) for i in range(forma[0])], 3)


def test_ninguna_celda_omitida_se_deduce_en_tablas_al_azar_de_cinco_por_cuatro():
    azar = Random(7)
    omitidas = [
        revisar([[azar.choice([0, 0, 0, 1, 3, 6, 7]) for _ in range(4)] for _ in range(azar.randint(2, 5))], 3)
        for _ in range(60)
    ]
    assert max(omitidas) > 4


def con_esos_totales(filas: tuple[int, ...], columnas: tuple[int, ...]):
    """Toda tabla con esos totales."""
    if not filas:
        if not any(columnas):
            yield ()
        return
    for fila in product(*(range(min(filas[0], c) + 1) for c in columnas)):
        if sum(fila) == filas[0]:
            for resto in con_esos_totales(filas[1:], tuple(c - v for c, v in zip(columnas, fila, strict=True))):
                yield (fila, *resto)


def test_conociendo_el_metodo_tampoco_se_deduce_ninguna_celda():
    """El lector prueba todas las tablas con esos totales, les aplica el método y deja las que dan el mismo cuadro."""
    azar, minimo = Random(3), 5
    for _ in range(25):
        personas = [azar.choice([5, 5, 6, 7]) for _ in range(azar.choice([2, 2, 3]))]
        pesos = [azar.random() ** 3 + 0.001 for _ in range(2 if len(personas) > 2 else 3)]
        dadas = [azar.choices(range(len(pesos)), pesos, k=n) for n in personas]
        verdadera = tuple(tuple(map(fila.count, range(len(pesos)))) for fila in dadas)
        todas = list(con_esos_totales(tuple(personas), tuple(map(sum, zip(*verdadera, strict=True)))))
        vistas = {t: publicado(t, minimo) for t in todas}
        iguales = [t for t in todas if vistas[t] == vistas[verdadera]]
        for i, fila in enumerate(vistas[verdadera]):
            for j, v in enumerate(fila):
                de_todas = {t[i][j] for t in todas}
                assert v is not None or len(de_todas) == 1 or len({t[i][j] for t in iguales}) > 1, verdadera


def publicado(tabla: tuple[tuple[int, ...], ...], minimo: int) -> list[list[int | None]]:
    return suprimir(pd.DataFrame(tabla), minimo).to_numpy(dtype=object).tolist()


def test_la_tabla_cuyo_patron_la_delata_se_omite_entera():
    """Solo con el 1 en la segunda fila se omitirían esas cuatro celdas: con lo demás a la vista, se sabría dónde está."""
    assert suprimir(pd.DataFrame([[9, 0], [8, 1], [6, 0]]), 5).isna().all(axis=None)


def test_dos_circuitos_unidos_por_una_celda_no_bastan():
    """Las seis filas y columnas con omitidas tienen dos o más, y aun así el 2 del medio se calcularía restando."""
    valores = [[1, 1, 9, 9], [1, 1, 2, 9], [9, 9, 1, 1], [9, 9, 1, 1]]
    hecha = suprimir(pd.DataFrame(valores), 3)
    assert hecha.isna().to_numpy().sum() > 9
    revisar(valores, 3)


def test_una_tabla_sin_celdas_pequenas_se_muestra_entera():
    tabla = pd.DataFrame([[5, 0, 8], [0, 6, 7]])
    assert (suprimir(tabla, 5) == tabla).all(axis=None)


def test_con_menos_personas_que_el_minimo_no_se_muestra_nada():
    assert suprimir(pd.DataFrame([[3, 0], [0, 1]]), 5).isna().all(axis=None)


def test_se_omiten_las_celdas_que_menos_personas_ocultan():
    tabla = pd.DataFrame([[2, 30, 8], [9, 40, 7], [20, 6, 50]])
    assert suprimir(tabla, 5).isna().to_numpy().tolist() == [[True, False, True], [True, False, True], [False] * 3]


@pytest.mark.parametrize(
    ("personas", "juntas"),
    [
        ({"a": 9, "b": 5}, ""),
        ({"a": 9, "b": 4, "c": 6}, "bc"),  # una sola se hallaría restando
        ({"a": 9, "b": 1, "c": 2, "d": 6}, "bcd"),  # entre dos son tres personas, menos que el mínimo
        ({"a": 9, "b": 3, "c": 2}, "bc"),
        ({"a": 9, "b": 1}, "ab"),
        ({}, ""),
    ],
)
def test_los_grupos_pequenos_se_juntan_hasta_llegar_al_minimo(personas, juntas):
    hecho = por_juntar(pd.Series(personas, dtype=int), 5)
    assert "".join(hecho[hecho].index) == juntas


def test_las_mismas_areas_se_juntan_en_todas_las_preguntas():
    filas = [(f"r{n}", "a" if n < 6 else "b", p) for n in range(14) for p in ("uno", "dos") if n or p == "uno"]
    encuesta = pd.DataFrame(filas, columns=["respondente", "area", "pregunta"])
    assert not areas_por_juntar(encuesta, 5).any()  # de «a», cinco respondieron la segunda pregunta
    assert areas_por_juntar(encuesta, 6).all()


def test_solo_lo_no_publicado_de_muy_pocas_personas_deja_de_mostrarse():
    encuesta = pd.DataFrame({"respondente": list("abc"), "pregunta": "uno", "fuente": ""})
    assert con_base(encuesta, 5).empty and len(con_base(encuesta, 3)) == 3
    assert len(con_base(encuesta.assign(fuente="informe"), 5)) == 3


DE_OBRAS = ["muy_satisfecho"] * 9 + ["satisfecho"] * 2 + ["nada_satisfecho"]
DE_OPMI = ["muy_satisfecho"] * 6 + ["satisfecho"] * 5
POCOS = ["satisfecho"] * 3


@pytest.fixture
def con_encuesta(proyecto):
    """Cambia la encuesta de Junín por la de esas áreas y la abre."""

    def abrir_con(**areas: list[str]):
        filas = [(area.replace("_", " "), r) for area, dadas in areas.items() for r in dadas]
        texto = "respondente,area,pregunta,respuesta\n"
        texto += "".join(f"r{n:02},{area},satisfaccion,{r}\n" for n, (area, r) in enumerate(filas))
        (proyecto.data / PROGRAMA / "junin" / "encuesta.csv").write_text(texto, encoding="utf-8")
        return abrir(PROGRAMA, "junin")

    return abrir_con


def leido(pieza) -> list[list[str]]:
    tabla = lxml.html.fromstring(f"<div>{pieza.html()}</div>")
    return [[c.text_content().strip() for c in fila.iter("th", "td")] for fila in tabla.iter("tr")]


def test_el_cuadro_por_area_omite_lo_que_delataria_y_lo_explica(con_encuesta):
    pieza = con_encuesta(Obras=DE_OBRAS, OPMI=DE_OPMI, Archivo=POCOS, Imagen=POCOS).cuadro("satisfaccion_por_area")
    filas = {fila[0]: fila[1:] for fila in leido(pieza) if len(fila) > 1}
    assert filas["Opción"] == ["Obras", "OPMI", "Otras áreas", "Todas"]
    assert filas["Total (n)"] == ["12", "11", "6", "29"]
    assert filas["Muy satisfecho"] == ["9", "6", "0", "15"]
    assert filas["Satisfecho"] == ["—a", "—a", "6", "13"]
    assert filas["Nada satisfecho"] == ["—a", "—a", "0", "1"]
    texto = lxml.html.fromstring(pieza.html()).text_content()
    assert "(a) Menos de 5 personas, o una celda con la que se calcularían" in texto
    assert "«Otras áreas» junta a dos áreas: por separado, alguna tiene menos de cinco personas" in texto


def test_sin_areas_o_con_una_sola_no_hay_cuadro_por_area(con_encuesta):
    assert "no se anotó de qué área" in abrir(PROGRAMA, "junin").cuadro("satisfaccion_por_area").html()
    assert "una sola área" in con_encuesta(Obras=DE_OBRAS).cuadro("satisfaccion_por_area").html()
    assert (
        "menos de cinco personas" in con_encuesta(Obras=DE_OBRAS, Imagen=POCOS).cuadro("satisfaccion_por_area").html()
    )
    assert "en el informe de cada región" in abrir(PROGRAMA).cuadro("satisfaccion_por_area").html()


def test_el_cuadro_de_areas_no_cuenta_las_pequenas(con_encuesta):
    texto = con_encuesta(Obras=DE_OBRAS, OPMI=DE_OPMI, Archivo=POCOS, Imagen=POCOS).cuadro("areas").html()
    assert "Obras: 12; OPMI: 11; dos áreas, juntas: 6" in texto and "Archivo: " not in texto
    assert "Las áreas con menos de cinco personas se cuentan juntas" in texto
    assert leido(con_encuesta(Obras=DE_OBRAS, Imagen=POCOS).cuadro("areas"))[1][2] == "Dos áreas"


def test_una_encuesta_registrada_de_muy_pocas_personas_no_se_muestra(con_encuesta):
    informe = con_encuesta(Obras=POCOS)
    for pieza in (informe.cuadro("satisfaccion"), informe.grafico("satisfaccion")):
        assert "Respondieron la encuesta menos de cinco personas" in pieza.html()
    comparada = abrir(PROGRAMA).cuadro("satisfaccion").html()
    assert "Junín: Respondieron menos de cinco personas: no se muestra." in comparada
