"""Filling values into what other machines read: each value in the spelling of its place.

A value can then never become more than a value: no other path, no second parameter, no further
field of a JSON text.
"""

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import quote

from pydantic import JsonValue

from apps.flows.engine.texts import render

_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_WHOLE = re.compile(r"\s*\{\{\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}\}\s*")

Spelling = Callable[[str], str]


def for_address(value: str) -> str:
    """Spell a value as a part of a web address; dots alone would climb to another folder."""
    return "" if value in (".", "..") else quote(value, safe="")


def for_json(value: str) -> str:
    """Spell a value as a part of a text in JSON."""
    return json.dumps(value, ensure_ascii=False)[1:-1]


def as_it_is(value: str) -> str:
    """Leave a value alone."""
    return value


SPELLINGS: Mapping[str, Spelling] = {
    "application/json": for_json,
    "application/x-www-form-urlencoded": for_address,
    "application/xml": escape,
    "text/plain": as_it_is,
}
"""How values stand in a text, by its media type."""


def fill(template: str, values: Mapping[str, JsonValue], spelling: Spelling) -> str:
    """Fill in the values of a template, each in its spelling."""
    return _VALUE.sub(lambda found: spelling(render(found.group(), values)), template)


def whole_value(template: str) -> str | None:
    """Give the name of the value that a template is and nothing else; None for other texts."""
    found = _WHOLE.fullmatch(template)
    return found.group(1) if found else None
