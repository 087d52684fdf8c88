"""Pone en español lo que Typer dice por su cuenta: los rótulos de la ayuda y los errores de uso."""

import gettext
import re

MENSAJES = {
    "Options": "Opciones",
    "Arguments": "Argumentos",
    "Commands": "Órdenes",
    "(deprecated) ": "(en desuso) ",
    "[default: {}]": "[por defecto: {}]",
    "[required]": "[obligatorio]",
    "Missing command.": "Falta la orden.",
    "No such command {name!r}.": "No existe la orden {name!r}.",
}
ERRORES = (
    (r"No such option: (\S+)", r"No existe la opción \1"),
    (r"Did you mean (.+?)\?", r"¿Quiso decir \1?"),
    (r"\(Possible options: (.+)\)", r"Parecidas: \1"),
    (r"Option '(.+)' requires an argument\.?", r"La opción \1 necesita un valor."),
    (r"Option '(.+)' does not take a value\.?", r"La opción \1 no lleva valor."),
    (r"Got unexpected extra argument(?:\(s\)|s)? \((.+)\)", r"Sobra en la orden: \1"),
    (r"Missing (?:argument|parameter|option) '(.+?)'\.?", r"Falta \1."),
    (r"Invalid value for (.+?): ", r"Valor no válido para \1: "),
    (r"Input should be a valid integer.*", r"se espera un número entero."),
    (r"Input should be greater than or equal to (\S+)", r"se espera \1 o más."),
)
AYUDA = "Muestra esta ayuda y termina."


def poner_en_espanol() -> None:
    """Traduce los rótulos que Typer pide a ``gettext``; se llama antes de importarlo, para no depender del sistema."""
    gettext.gettext = lambda mensaje: MENSAJES.get(mensaje, mensaje)


def traducir_error(mensaje: str) -> str:
    """El error de uso en español; lo que no se reconoce queda como está.

    >>> traducir_error("No such option: --regon Did you mean --region?")
    'No existe la opción --regon ¿Quiso decir --region?'
    """
    for patron, reemplazo in ERRORES:
        mensaje = re.sub(patron, reemplazo, mensaje)
    return mensaje
