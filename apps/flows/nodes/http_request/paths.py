"""Finding a part of a JSON value by a path such as ``order.items[0].status``."""

import re
from typing import Annotated

from pydantic import JsonValue, StringConstraints

AnswerPath = Annotated[
    str,
    StringConstraints(
        pattern=r"^(([^.\[\]\s]+|\[\d{1,4}\])((\.[^.\[\]\s]+)|(\[\d{1,4}\]))*)?$", max_length=200
    ),
]
"""Names between dots, places in lists in brackets; empty is the whole value."""

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def find(value: JsonValue, path: str) -> JsonValue:
    """Give the part; None where there is none."""
    for place, name in _STEP.findall(path):
        if place:
            found = isinstance(value, list) and int(place) < len(value)
            value = value[int(place)] if found and isinstance(value, list) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value
