"""What can be worked out from values: rows of data, no code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow

from pydantic import JsonValue

from apps.flows.engine.turn import Turn
from apps.flows.families.operators import as_number, spelled
from apps.flows.graph.schema import MAX_INTEGER, MAX_TEXT

MAX_DAYS = 100_000


class NoResult(Exception):
    """These values give none: no number, no date, nothing to divide by."""


@dataclass(frozen=True)
class Operation:
    """One way to work out a value.

    Attributes:
        label: Its name in a list.
        shown: How a card shows it; ``{0}`` and ``{1}`` stand for what it takes.
        work_out: From what stands left and right; what an operation does not take is empty.
    """

    label: str
    shown: str
    work_out: Callable[[JsonValue, JsonValue, Turn], JsonValue]

    @property
    def takes(self) -> int:
        """How many values it takes."""
        return self.shown.count("{")

    def in_words(self, left: str, right: str) -> str:
        """Show it with its values."""
        return self.shown.replace("{0}", left).replace("{1}", right)


def _number(value: JsonValue) -> Decimal:
    found = as_number(value)
    if found is None:
        raise NoResult
    return found


def _plain(number: Decimal) -> JsonValue:
    """Give a number as JSON holds it: whole where it is whole."""
    if not number.is_finite() or abs(number) > MAX_INTEGER:
        raise NoResult
    return int(number) if number == number.to_integral_value() else float(number)


def _arithmetic(work: Callable[[Decimal, Decimal], Decimal]) -> Callable[..., JsonValue]:
    def worked_out(left: JsonValue, right: JsonValue, turn: Turn) -> JsonValue:
        try:
            return _plain(work(_number(left), _number(right)))
        except (DivisionByZero, InvalidOperation, Overflow) as error:
            raise NoResult from error

    return worked_out


def _round(left: JsonValue, right: JsonValue, turn: Turn) -> JsonValue:
    places = int(as_number(right) or 0)
    if not 0 <= places <= 10:
        raise NoResult
    return _plain(round(_number(left), places))


def _day(value: JsonValue) -> date:
    try:
        return date.fromisoformat(spelled(value).strip()[:10])
    except ValueError as error:
        raise NoResult from error


def _add_days(left: JsonValue, right: JsonValue, turn: Turn) -> JsonValue:
    days = _number(right)
    if abs(days) > MAX_DAYS:
        raise NoResult
    try:
        return (_day(left) + timedelta(days=int(days))).isoformat()
    except OverflowError as error:
        raise NoResult from error


def _text(change: Callable[[str], JsonValue]) -> Callable[..., JsonValue]:
    return lambda left, right, turn: change(spelled(left))


_sum = _arithmetic(lambda one, other: one + other)

OPERATIONS: Mapping[str, Operation] = {
    "set": Operation("is", "{0}", lambda left, right, turn: left),
    "count_up": Operation("goes up by", "itself + {0}", _sum),
    "add": Operation("is a sum", "{0} + {1}", _sum),
    "subtract": Operation(
        "is a difference", "{0} - {1}", _arithmetic(lambda one, other: one - other)
    ),
    "multiply": Operation("is a product", "{0} * {1}", _arithmetic(lambda one, other: one * other)),
    "divide": Operation("is a quotient", "{0} / {1}", _arithmetic(lambda one, other: one / other)),
    "round": Operation("is rounded to places", "{0}, {1} places", _round),
    "append": Operation(
        "is joined",
        "{0}{1}",
        lambda left, right, turn: (spelled(left) + spelled(right))[:MAX_TEXT],
    ),
    "upper": Operation("is in capitals", "{0} in capitals", _text(str.upper)),
    "lower": Operation("is in small letters", "{0} in small letters", _text(str.lower)),
    "trim": Operation("is without outer blanks", "{0} without blanks", _text(str.strip)),
    "length": Operation("is a length", "length of {0}", _text(len)),
    "now": Operation(
        "is the time", "the time", lambda left, right, turn: turn.now.strftime("%Y-%m-%d %H:%M")
    ),
    "today": Operation("is today", "today", lambda left, right, turn: turn.now.date().isoformat()),
    "add_days": Operation("is a date plus days", "{0} + {1} days", _add_days),
    "days_between": Operation(
        "is the days between",
        "days from {0} to {1}",
        lambda left, right, turn: (_day(right) - _day(left)).days,
    ),
}


def work_out(operation: str, left: JsonValue, right: JsonValue, turn: Turn) -> JsonValue:
    """Give the result; nothing where the values give none."""
    try:
        return OPERATIONS[operation].work_out(left, right, turn)
    except NoResult:
        return None
