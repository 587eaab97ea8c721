"""One way in for built-ins and plug-ins: a registry of definitions by kind.

A package outside this repository adds its own through a Python entry point of the registry's
group; the entry point loads to one definition.
"""

from collections.abc import Iterator, Mapping
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, Protocol, Self, TypeVar


class HasKind(Protocol):
    """What a registry can hold."""

    @property
    def kind(self) -> str: ...


class DuplicateKind(Exception):
    """Two definitions claim one kind; the program must not start with either."""


Definition = TypeVar("Definition", bound=HasKind)


class Registry(Generic[Definition]):
    """Definitions by kind; a duplicate kind raises instead of replacing silently."""

    def __init__(self, group: str) -> None:
        self.group = group
        self._definitions: dict[str, Definition] = {}

    def register(self, definition: Definition) -> Definition:
        """Add a definition.

        Raises:
            DuplicateKind: another definition holds this kind already.
        """
        registered = self._definitions.get(definition.kind)
        if registered is not None and registered is not definition:
            raise DuplicateKind(
                f"Two definitions claim the kind '{definition.kind}' in '{self.group}': "
                f"{registered!r} and {definition!r}. Rename one of them."
            )
        self._definitions[definition.kind] = definition
        return definition

    def load(self, built_in: Mapping[str, str]) -> Self:
        """Register what is built in and what installed packages offer, in the same way.

        ``built_in`` is what a package's metadata would hold under the entry point group.

        Raises:
            DuplicateKind: two of them claim one name.
        """
        ours = [EntryPoint(name, target, self.group) for name, target in built_in.items()]
        for entry_point in (*ours, *entry_points(group=self.group)):
            self.register(entry_point.load())
        return self

    def get(self, kind: str) -> Definition | None:
        """Give the definition of a kind, or None when nobody registered it."""
        return self._definitions.get(kind)

    def __iter__(self) -> Iterator[Definition]:
        return iter(self._definitions.values())
