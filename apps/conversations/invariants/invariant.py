"""What an invariant is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Invariant:
    """One promise, and the query for (conversation id, row id) where it is broken.

    The conversation id is null where a row has none.
    """

    name: str
    promise: str
    query: str
