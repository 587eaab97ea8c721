"""Calls upwards: a layer declares a hook, the layers above register functions with it."""

from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

T = TypeVar("T", bound=Callable[..., Any])


class Hook(Generic[T]):
    """Functions of the type ``T``, in the order in which they were registered.

    They are registered while the process starts, by ``hook.register(function)`` or with
    ``@hook.register`` above a function. A function that is registered twice is called once.
    """

    def __init__(self) -> None:
        self._functions: list[T] = []

    def register(self, function: T) -> T:
        """Add a function, and give it back."""
        if function not in self._functions:
            self._functions.append(function)
        return function

    def __iter__(self) -> Iterator[T]:
        return iter(self._functions)
