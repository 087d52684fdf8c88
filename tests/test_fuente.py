"""La revisión de copias ve la que hay y deja pasar un nombre."""

from fuente import copiadas

FUENTE = "El comité regional se reúne cada mes para acordar los tur-\nnos de riego de la cuenca."
DICHO = [("a.csv:2 enunciado", "Allí, el Comité Regional se reúne cada mes, para acordar los turnos.")]


def test_ocho_palabras_seguidas_son_copia_aunque_la_fuente_las_parta():
    halladas = copiadas(DICHO, FUENTE, [])
    assert halladas[0] == "a.csv:2 enunciado: el comité regional se reúne cada mes para" and len(halladas) == 4


def test_un_nombre_y_otras_palabras_no_lo_son():
    assert copiadas(DICHO, FUENTE, ["el comité regional se reúne cada mes para acordar los turnos"]) == []
    assert copiadas([("x", "Los turnos de riego se acuerdan en el comité.")], FUENTE, []) == []
    assert copiadas([("x", "el comité regional se reúne; cada mes para acordar los turnos")], FUENTE, [], "; ") == []
