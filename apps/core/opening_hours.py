"""When a workspace is open: spans of each weekday, and days on which it is closed.

Times are those of the workspace's clock, so every question takes a `datetime` with its zone.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)

ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of the day, as in ``09:30``."""


MAX_SPANS = 8
MAX_HOLIDAYS = 400
DAYS_AHEAD = 400
"""How far `OpeningHours.opens_after` looks: past the longest holidays anybody has."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Part):
    """From one time of a day to a later one."""

    opens: ClockTime
    closes: ClockTime | Literal["24:00"]

    @model_validator(mode="after")
    def _ends_later(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("the end lies before the beginning")
        return self


def _in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ordered = tuple(sorted(spans, key=lambda span: span.opens))
    for earlier, later in pairwise(ordered):
        if later.opens < earlier.closes:
            raise ValueError("two of the times overlap")
    return ordered


Spans = Annotated[tuple[Span, ...], Field(max_length=MAX_SPANS), AfterValidator(_in_order)]


class Holiday(_Part):
    """A day on which nobody works, and what it is called."""

    day: date
    name: Annotated[str, Field(max_length=80)] = ""


class OpeningHours(_Part):
    """The hours of a workspace. Without any it is always open."""

    days: dict[Weekday, Spans] = {}
    holidays: Annotated[tuple[Holiday, ...], Field(max_length=MAX_HOLIDAYS)] = ()

    @property
    def always(self) -> bool:
        """Say whether no hours are set."""
        return not any(self.days.values())

    def holiday_on(self, day: date) -> Holiday | None:
        """Give the holiday on a day, if there is one."""
        return next((holiday for holiday in self.holidays if holiday.day == day), None)

    def are_open(self, now: datetime) -> bool:
        """Say whether somebody works at this time."""
        if self.holiday_on(now.date()):
            return False
        clock = now.strftime("%H:%M")
        return self.always or any(
            span.opens <= clock < span.closes for span in self.days.get(WEEKDAYS[now.weekday()], ())
        )

    def opens_after(self, now: datetime) -> datetime | None:
        """Give the next time at which work begins; None when it never does."""
        return next((opening for opening in self._openings(now) if opening > now), None)

    def _openings(self, now: datetime) -> Iterator[datetime]:
        for ahead in range(DAYS_AHEAD):
            day = now.date() + timedelta(days=ahead)
            if self.holiday_on(day):
                continue
            spans = self.days.get(WEEKDAYS[day.weekday()], ())
            for opens in ["00:00"] if self.always else [span.opens for span in spans]:
                yield datetime.combine(day, time.fromisoformat(opens), now.tzinfo)
