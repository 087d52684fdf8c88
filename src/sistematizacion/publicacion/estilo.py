"""El CSS de una página: las letras y los colores de la marca, y después lo que vale para todas."""

from collections.abc import Mapping

from sistematizacion.presentacion.marca import Marca
from sistematizacion.publicacion.fuentes import css_de_fuentes
from sistematizacion.rutas import Rutas

SERIFA, PALO = 'Georgia, "Times New Roman", serif', '"Segoe UI", "Helvetica Neue", Arial, sans-serif'
FIJOS = ("papel", "tinta", "acento")  # también en claro cuando lo demás va en oscuro: los gráficos y la franja de aviso


def estilo(marca: Marca, lugares: Rutas, *hojas: str) -> str:
    """El CSS completo; ``hojas`` son las que se agregan, por su ruta en ``templates``.

    Raises:
        ErrorDeDocumento: una letra no se puede leer o le falta algún signo del español.
    """
    textos = [(lugares.templates / hoja).read_text(encoding="utf-8") for hoja in ("informe/pantalla.css", *hojas)]
    return "\n".join([css_de_fuentes(marca, lugares.cache / "fuentes"), css_de_marca(marca), *textos])


def css_de_marca(marca: Marca) -> str:
    """Los colores y las familias de la marca como variables: en claro, y en oscuro si el lector o su sistema lo piden."""
    fijos = "".join(f" --{papel}-claro: {marca.claros[papel]};" for papel in FIJOS)
    oscuros = _variables(marca.oscuros) + " --sombra: #000000B3;"
    return (
        f":root {{{_variables(marca.claros)} --sombra: {marca.claros['tinta']}33;{fijos}\n"
        f'  --serif: "{marca.texto.nombre}", {SERIFA}; --sans: "{marca.titulos.nombre}", {PALO}; }}\n'
        f'@media screen and (prefers-color-scheme: dark) {{ :root:not([data-tema="claro"]) {{{oscuros} }} }}\n'
        f'@media screen {{ :root[data-tema="oscuro"] {{{oscuros} }} }}\n'
        f'@page {{ @bottom-right {{ content: "Página " counter(page) " de " counter(pages); '
        f'font: 8pt "{marca.titulos.nombre}", {PALO}; color: {marca.claros["gris"]}; }} }}\n'
    )


def _variables(colores: Mapping[str, str]) -> str:
    return "".join(f" --{papel.replace('_', '-')}: {color};" for papel, color in colores.items())
