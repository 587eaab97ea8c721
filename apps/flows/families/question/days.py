"""Reading a day out of what somebody wrote: ISO, local spellings, names, and days from today."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.dates import get_date_format, get_day_names, get_month_names

from apps.flows.families.question.locales import FALLBACK, locale_of

FROM_TODAY = {"today": 0, "tomorrow": 1, "day after tomorrow": 2, "yesterday": -1}
FROM_TODAY |= {"heute": 0, "morgen": 1, "übermorgen": 2, "gestern": -1}
DAYS_OF_UNIT = {"day": 1, "days": 1, "week": 7, "weeks": 7}
DAYS_OF_UNIT |= {"tag": 1, "tagen": 1, "woche": 7, "wochen": 7}
YEARS_AHEAD = 20
"""How far from now a year of two digits may lie; beyond, it is of the century before."""
YEARS_TO_A_LEAP_DAY = 8

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(
    r"(?<![\d.])(\d{1,2})(?:[./-] ?(\d{1,2})[./-] ?(\d{4}|\d{2})|\. ?(\d{1,2})\.|/(\d{1,2}))(?!\d)"
)
_ORDINAL = r"(?:st|nd|rd|th|º|\.)?"
_YEAR = r"(?:,?\s+(?:de\s+)?(\d{4})(?!\d))?"


@dataclass(frozen=True)
class Found:
    """A day, and what is left of the words without it."""

    day: date
    rest: str


Read = Callable[[re.Match[str], date], date | None]
Way = tuple[re.Pattern[str], Read]


def find_day(words: str, language: str, today: date) -> Found | None:
    """Find the one day; None where there is none, or where several differ.

    Dates count before words such as *tomorrow*, and these before names of weekdays. A day without
    its year is the next one. English is understood beside the language.
    """
    words = words.casefold().strip()
    for ways in _ways(language):
        found = [
            Found(day, words[: one.start()] + " " + words[one.end() :])
            for pattern, read in ways
            for one in pattern.finditer(words)
            if (day := read(one, today)) is not None
        ]
        if found:
            return found[0] if len({one.day for one in found}) == 1 else None
    return None


@lru_cache(maxsize=64)
def _ways(language: str) -> tuple[tuple[Way, ...], ...]:
    """Give the ways to read a day, the surest first; those side by side are equally sure."""
    locales = dict.fromkeys((locale_of(language), FALLBACK))
    return (
        ((_ISO, _by_iso),),
        ((_NUMERIC, _by_numbers(_begins_with_day(locale_of(language)))), *_by_months(locales)),
        (_by_distance(), _by_unit()),
        _by_weekdays(locales),
    )


def _by_iso(one: re.Match[str], today: date) -> date | None:
    return _day(int(one[1]), int(one[2]), int(one[3]))


def _by_numbers(day_first: bool) -> Read:
    """Read ``3/4/2026`` in the order of a language; in the other one where that is no day."""

    def read(one: re.Match[str], today: date) -> date | None:
        pair = int(one[1]), int(one[2] or one[4] or one[5])
        day, month = pair if day_first else pair[::-1]
        return _in_year(one[3], month, day, today) or _in_year(one[3], day, month, today)

    return read


def _by_months(locales: Iterable[Locale]) -> tuple[Way, Way]:
    names = {
        name.casefold().rstrip("."): number
        for locale in locales
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
    month = rf"(?<!\w)({_any(names)})\b\.?"
    day_first = rf"(?<![\d.])(\d{{1,2}}){_ORDINAL}\s*(?:of\s+|de\s+)?{month}{_YEAR}"
    month_first = rf"{month}\s+(\d{{1,2}})(?!\d){_ORDINAL}{_YEAR}"
    return (
        (
            re.compile(day_first),
            lambda one, today: _in_year(one[3], names[one[2]], int(one[1]), today),
        ),
        (
            re.compile(month_first),
            lambda one, today: _in_year(one[3], names[one[1]], int(one[2]), today),
        ),
    )


def _by_distance() -> Way:
    pattern = re.compile(rf"(?<!\w)({_any(FROM_TODAY)})(?!\w)")
    return pattern, lambda one, today: today + timedelta(FROM_TODAY[one[1]])


def _by_unit() -> Way:
    pattern = re.compile(rf"(?<!\w)in (\d{{1,3}}) ({_any(DAYS_OF_UNIT)})(?!\w)")
    return pattern, lambda one, today: today + timedelta(int(one[1]) * DAYS_OF_UNIT[one[2]])


def _by_weekdays(locales: Iterable[Locale]) -> tuple[Way, Way]:
    """Read full names anywhere; short ones only alone, for ``so`` and ``sat`` are words too."""

    def way(width: Literal["wide", "abbreviated"], form: str) -> Way:
        names = {
            name.casefold().rstrip("."): number
            for locale in locales
            for number, name in get_day_names(width, locale=locale).items()
        }
        pattern = re.compile(form.format(_any(names)))
        return pattern, lambda one, today: _next_weekday(names[one[1]], today)

    return way("wide", r"(?<!\w)({})(?!\w)"), way("abbreviated", r"^({})\.?$")


def _begins_with_day(locale: Locale) -> bool:
    pattern = get_date_format("short", locale).pattern
    return pattern.find("d") < pattern.find("M")


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _next_weekday(weekday: int, today: date) -> date:
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _in_year(year: str | None, month: int, day: int, today: date) -> date | None:
    if year is not None:
        return _day(_whole_year(year, today), month, day)
    years = range(today.year, today.year + YEARS_TO_A_LEAP_DAY + 1)
    days = (_day(one, month, day) for one in years)
    return next((one for one in days if one is not None and one >= today), None)


def _whole_year(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    whole = today.year // 100 * 100 + int(year)
    return whole if whole <= today.year + YEARS_AHEAD else whole - 100


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
