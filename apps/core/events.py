"""What a visitor did, in the vocabulary that every channel translates to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class VisitorInput:
    """One message of a visitor as the engine reads it.

    ``choice`` is the id of the picked button, or None for typed text. ``text`` is always there:
    the typed words, or the title of the picked button.
    """

    text: str
    choice: str | None = None
