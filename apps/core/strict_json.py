"""Reading JSON that strangers send: what the database cannot hold is refused where it comes in."""

import json
import re
from math import isfinite
from typing import Any, NoReturn

from apps.core.errors import Invalid, TooLarge

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 64

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def read_json(body: bytes) -> Any:
    """Read one JSON value.

    Raises:
        TooLarge: over 2 MiB.
        Invalid: no JSON (RFC 8259: no NaN), nested deeper than 64, or holding text that no
            database stores: NUL or half a surrogate pair.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge("This is larger than 2 MiB. Send less at once.")
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Invalid("This is no valid JSON.", code="invalid_json") from error
    check_storable(value)
    return value


def check_storable(value: Any, depth: int = MAX_DEPTH) -> None:
    """Look through a JSON value for what no database stores.

    Raises:
        Invalid: NUL, half a surrogate pair, an endless number, or nested deeper than ``depth``.
    """
    if depth < 0:
        raise Invalid(f"This is nested deeper than {MAX_DEPTH} levels.", code="invalid_json")
    if isinstance(value, str) and _UNSTORABLE.search(value):
        raise Invalid("A text holds a character that cannot be stored.", code="invalid_json")
    if isinstance(value, float) and not isfinite(value):
        raise Invalid("A number is too large.", code="invalid_json")
    children = [*value, *value.values()] if isinstance(value, dict) else value
    if isinstance(children, list):
        for child in children:
            check_storable(child, depth - 1)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")
