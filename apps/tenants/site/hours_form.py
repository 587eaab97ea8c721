"""The page of business hours: what it shows, and how what it sends is read.

Each weekday sends as many pairs of times as it has, each holiday a day and a name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import ValidationError

from apps.core.opening_hours import MAX_HOLIDAYS, WEEKDAYS, OpeningHours

MIDNIGHT, END_OF_DAY = "00:00", "24:00"
"""A field for a time shows the end of a day as its beginning."""


@dataclass(frozen=True)
class Day:
    """One weekday as the page shows it; ``error`` says what is wrong with its times."""

    key: str
    name: str | Promise
    spans: list[Mapping[str, str]]
    error: str = ""


@dataclass(frozen=True)
class HoursForm:
    """Hours as a person writes them, valid or not."""

    days: Mapping[str, list[Mapping[str, str]]]
    holidays: list[Mapping[str, str]]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, hours: OpeningHours) -> "HoursForm":
        """Show what is kept."""
        kept = hours.model_dump(mode="json")
        return cls(kept["days"], sorted(kept["holidays"], key=lambda one: one["day"]))

    @classmethod
    def sent(cls, data: QueryDict) -> "HoursForm":
        """Read what somebody sent; rows that were left empty are none."""
        days = {day: _spans(data, day) for day in WEEKDAYS}
        return cls({day: spans for day, spans in days.items() if spans}, _holidays(data))

    def hours(self) -> OpeningHours | None:
        """Give the hours; None when something is wrong, which `errors` tells then."""
        try:
            return OpeningHours.model_validate({"days": self.days, "holidays": self.holidays})
        except ValidationError as problem:
            self.errors.update(dict(_errors(problem)))
            return None

    def rows(self) -> list[Day]:
        """Give the week from Monday to Sunday."""
        return [
            Day(
                day,
                DAY_NAMES[number],
                [_shown(span) for span in self.days.get(day, [])],
                self.errors.get(day, ""),
            )
            for number, day in enumerate(WEEKDAYS)
        ]


def _spans(data: QueryDict, day: str) -> list[Mapping[str, str]]:
    pairs = zip(data.getlist(f"{day}_opens"), data.getlist(f"{day}_closes"), strict=False)
    return [
        {"opens": opens, "closes": END_OF_DAY if closes == MIDNIGHT else closes}
        for opens, closes in pairs
        if opens or closes
    ]


def _holidays(data: QueryDict) -> list[Mapping[str, str]]:
    pairs = zip(data.getlist("holiday_day"), data.getlist("holiday_name"), strict=False)
    return [{"day": day, "name": name.strip()} for day, name in pairs if day]


def _shown(span: Mapping[str, str]) -> Mapping[str, str]:
    return {**span, "closes": MIDNIGHT if span["closes"] == END_OF_DAY else span["closes"]}


def _errors(problem: ValidationError) -> Iterator[tuple[str, str]]:
    for one in problem.errors(include_url=False, include_input=False):
        place: tuple[Any, ...] = one["loc"]
        if place[0] == "holidays":
            yield "holidays", _("Give each holiday a date, %d at most.") % MAX_HOLIDAYS
        elif "overlap" in one["msg"]:
            yield str(place[1]), _("Two of these times overlap.")
        else:
            yield str(place[1]), _("Give a beginning and a later end.")
