"""Reading a time of day out of what somebody wrote."""

import re
from collections.abc import Iterator
from datetime import time

_CLOCK = re.compile(
    r"(?<![\d:.])([01]?\d|2[0-3])[:.h]([0-5]\d)(?::[0-5]\d)?(?!\d)\s*(?:(am|a\.m\.|pm|p\.m\.)(?!\w))?"
)
_HOUR = re.compile(
    r"(?<![\d:.])(\d{1,2})\s*(?:(am|a\.m\.|pm|p\.m\.)|uhr|h|o['\u2019]clock)(?!\w)(?!\s*\d)"
)
_ALONE = re.compile(r"\s*(\d{1,2})\s*")
NAMED = {"noon": time(12), "midday": time(12), "midnight": time(0)}
NAMED |= {"mittag": time(12), "mittags": time(12), "mitternacht": time(0)}
_NAMED = re.compile(rf"(?<!\w)({'|'.join(NAMED)})(?!\w)")


def find_time(words: str) -> time | None:
    """Find the one time; None where there is none, or where several differ."""
    found = {one for one in _found(words.casefold()) if one is not None}
    return found.pop() if len(found) == 1 else None


def _found(words: str) -> Iterator[time | None]:
    for one in _CLOCK.finditer(words):
        yield _time(int(one[1]), int(one[2]), one[3])
    for one in _HOUR.finditer(words):
        yield _time(int(one[1]), 0, one[2])
    for one in _NAMED.finditer(words):
        yield NAMED[one[1]]
    alone = _ALONE.fullmatch(words)
    if alone:
        yield _time(int(alone[1]), 0, None)


def _time(hour: int, minute: int, half: str | None) -> time | None:
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif half or hour > 23:
        return None
    return time(hour, minute)
