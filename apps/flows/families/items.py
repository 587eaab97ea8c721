"""Items of a config that each have a path of their own."""

from collections.abc import Iterable
from typing import Protocol

from apps.flows.engine.sentences import Unusable


class Item(Protocol):
    """What has an id that names its exit."""

    @property
    def id(self) -> str: ...


def refuse_doubled(items: Iterable[Item], taken: str | None = None) -> None:
    """Refuse two items with one id, and an item with the id of another path.

    Raises:
        ValueError: the message names the id.
    """
    seen = {taken}
    for item in items:
        if item.id in seen:
            raise Unusable("there are two paths with the id “%(id)s”", id=item.id)
        seen.add(item.id)
