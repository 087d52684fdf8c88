"""Recordar lo que ya se hizo con los mismos objetos, cuando son muy grandes para compararlos por su contenido."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

T = TypeVar("T")


class Mismo:
    """Un objeto como clave: vale por cuál es y no por lo que contiene, así que no debe cambiar."""

    __slots__ = ("objeto",)

    def __init__(self, objeto: Any) -> None:
        """Lo guarda: mientras la clave exista, ningún otro objeto puede ocupar su lugar."""
        self.objeto = objeto

    def __hash__(self) -> int:
        """El de su lugar en la memoria."""
        return id(self.objeto)

    def __eq__(self, otro: object) -> bool:
        """Solo si es el mismo objeto."""
        return isinstance(otro, Mismo) and self.objeto is otro.objeto


def por_identidad(cuantos: int) -> Callable[[Callable[..., T]], Callable[..., T]]:
    """Un decorador que recuerda los últimos ``cuantos`` resultados de una función; quien los recibe no los cambia."""

    def decorar(funcion: Callable[..., T]) -> Callable[..., T]:
        @lru_cache(cuantos)
        def con_claves(*claves: Mismo) -> T:
            return funcion(*(clave.objeto for clave in claves))

        @wraps(funcion)
        def recordada(*objetos: Any) -> T:
            return con_claves(*map(Mismo, objetos))

        return recordada

    return decorar
