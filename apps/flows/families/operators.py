"""The comparisons there are. Each takes two plain values and never fails."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pydantic import JsonValue

from apps.flows.engine.patterns import MAX_MATCHED, compile_pattern

_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")


@dataclass(frozen=True)
class Operator:
    """One comparison; ``label`` reads between the field and the value."""

    label: str
    compare: Callable[[JsonValue, JsonValue], bool]
    takes_value: bool = True


def as_text(value: JsonValue) -> str:
    """Spell a value for a comparison: trimmed, without regard to case."""
    return spelled(value).strip().casefold()


def spelled(value: JsonValue) -> str:
    """Spell a value as a person would write it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def options_of(value: JsonValue) -> list[JsonValue]:
    """Give the values that *is one of* means: a list, or words between commas."""
    if isinstance(value, list):
        return value
    return [part for part in spelled(value).split(",") if part.strip()]


def as_number(value: JsonValue) -> Decimal | None:
    """Read a value as a number; None when it is none."""
    text = as_text(value)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _equals(left: JsonValue, right: JsonValue) -> bool:
    numbers = as_number(left), as_number(right)
    return numbers[0] == numbers[1] if None not in numbers else as_text(left) == as_text(right)


def _order(left: JsonValue, right: JsonValue) -> int | None:
    """Give -1, 0 or 1; None when one of the two is empty and there is no order."""
    if not as_text(left) or not as_text(right):
        return None
    one, other = as_number(left), as_number(right)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    return (as_text(left) > as_text(right)) - (as_text(left) < as_text(right))


def _matches(left: JsonValue, right: JsonValue) -> bool:
    return bool(compile_pattern(spelled(right)).search(spelled(left).strip()[:MAX_MATCHED]))


OPERATORS = {
    "equals": Operator("is", _equals),
    "not_equals": Operator("is not", lambda left, right: not _equals(left, right)),
    "contains": Operator("contains", lambda left, right: as_text(right) in as_text(left)),
    "not_contains": Operator(
        "does not contain", lambda left, right: as_text(right) not in as_text(left)
    ),
    "starts_with": Operator(
        "starts with", lambda left, right: as_text(left).startswith(as_text(right))
    ),
    "ends_with": Operator("ends with", lambda left, right: as_text(left).endswith(as_text(right))),
    "greater_than": Operator("is greater than", lambda left, right: _order(left, right) == 1),
    "less_than": Operator("is less than", lambda left, right: _order(left, right) == -1),
    "at_least": Operator("is at least", lambda left, right: _order(left, right) in (0, 1)),
    "at_most": Operator("is at most", lambda left, right: _order(left, right) in (0, -1)),
    "is_set": Operator("is set", lambda left, _: as_text(left) != "", takes_value=False),
    "is_not_set": Operator("is not set", lambda left, _: as_text(left) == "", takes_value=False),
    "one_of": Operator(
        "is one of",
        lambda left, right: any(_equals(left, option) for option in options_of(right)),
    ),
    "matches": Operator("matches", _matches),
}
