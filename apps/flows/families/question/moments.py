"""Reading a day, a time or both, and saying them in a language."""

from datetime import datetime
from typing import Literal

from babel.dates import format_date, format_time

from apps.flows.families.question.days import find_day
from apps.flows.families.question.locales import locale_of
from apps.flows.families.question.times import find_time

Wanted = Literal["date", "time", "datetime"]

NOW = frozenset({"now", "jetzt"})
MOST_CHARACTERS = 1_000
"""Of an answer; a moment that stands further back is not looked for."""


def read_moment(words: str, wanted: Wanted, language: str, now: datetime) -> str | None:
    """Find what is wanted, as ``2026-11-22``, ``09:30`` or ``2026-11-22T09:30``.

    None where it is not there, or where two differ.
    """
    words = words[:MOST_CHARACTERS]
    if words.strip().casefold() in NOW:
        return _spelled(now, wanted)
    if wanted == "time":
        clock = find_time(words)
        return clock.isoformat("minutes") if clock else None
    found = find_day(words, language, now.date())
    if found is None or wanted == "date":
        return found.day.isoformat() if found else None
    clock = find_time(found.rest)
    return f"{found.day.isoformat()}T{clock.isoformat('minutes')}" if clock else None


def in_local_words(moment: datetime, wanted: Wanted, language: str) -> str:
    """Say a moment as people of a language write it."""
    locale = locale_of(language)
    parts = []
    if wanted != "time":
        parts.append(format_date(moment, "medium", locale))
    if wanted != "date":
        parts.append(format_time(moment, "short", locale=locale))
    return " ".join(parts).replace("\u202f", " ")


def _spelled(moment: datetime, wanted: Wanted) -> str:
    if wanted == "date":
        return moment.date().isoformat()
    local = moment.replace(tzinfo=None).isoformat(timespec="minutes")
    return local if wanted == "datetime" else local.partition("T")[2]
