"""What a visitor did, in the vocabulary that every channel translates to."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True)
class VisitorInput:
    """One message of a visitor as the engine reads it.

    Attributes:
        text: Always there: the typed words, the title of the picked button, or what was sent in
            words.
        choice: The id of the picked button, or None for typed text.
        values: What was filled into a form, by field; a place as ``latitude`` and ``longitude``.
        attachment: A sent file: ``id``, ``name``, ``media_type`` and ``bytes``.
    """

    text: str
    choice: str | None = None
    values: Mapping[str, JsonValue] | None = None
    attachment: Mapping[str, JsonValue] | None = None
