"""Comparing a value with what a row of data says: shared by the blocks that branch by values."""

from typing import Annotated, Literal, cast

from pydantic import Field, FiniteFloat, JsonValue

from apps.flows.engine.patterns import compile_pattern
from apps.flows.engine.sentences import Sentence, Unusable
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.operators import OPERATORS, spelled
from apps.flows.graph.schema import PlainText

OperatorName = Literal[
    "equals",
    "not_equals",
    "contains",
    "not_contains",
    "starts_with",
    "ends_with",
    "greater_than",
    "less_than",
    "at_least",
    "at_most",
    "is_set",
    "is_not_set",
    "one_of",
    "matches",
]
Scalar = PlainText | bool | int | FiniteFloat

ChosenOperator = Annotated[
    OperatorName,
    Setting(labels={name: one.label for name, one in OPERATORS.items()}),
]

ComparedWith = Annotated[
    Scalar | Annotated[tuple[Scalar, ...], Field(max_length=200)] | None,
    Setting(
        widget="words",
        only_with={"operator": [name for name, one in OPERATORS.items() if one.takes_value]},
    ),
]
"""Words are a template, except for a pattern."""


def check_comparison(operator: OperatorName, value: ComparedWith) -> None:
    """Refuse a value that its operator cannot compare with.

    Raises:
        ValueError: the message says what is wrong.
    """
    if OPERATORS[operator].takes_value and value is None:
        raise Unusable(
            "“%(operator)s” needs a value to compare with",
            operator=Sentence(OPERATORS[operator].label),
        )
    if operator == "matches":
        compile_pattern(spelled(cast(JsonValue, value)))
    if isinstance(value, tuple) and operator != "one_of":
        raise ValueError("only “is one of” compares with a list")


def in_words(operator: OperatorName, value: ComparedWith) -> str:
    """Give a comparison as a card shows it: ``is at least 18``."""
    listed = ", ".join(map(str, value)) if isinstance(value, tuple) else value
    label = OPERATORS[operator].label
    return f"{label} {listed}" if OPERATORS[operator].takes_value else label


def templates_in(operator: OperatorName, value: ComparedWith) -> tuple[str, ...]:
    """Give the words that are filled in before they are compared."""
    if operator == "matches":
        return ()
    parts = value if isinstance(value, tuple) else (value,)
    return tuple(part for part in parts if isinstance(part, str))


def compare(
    walk: Walk, field: str, operator: OperatorName, value: ComparedWith
) -> tuple[bool, str]:
    """Give the truth and why: ``order_number is "1042", so "is 1042" is true``."""
    left, right = walk.value(field), _expected(walk, operator, value)
    true = OPERATORS[operator].compare(left, right)
    shown = f'is "{spelled(walk.shown(field))}"' if spelled(left) else "is empty"
    test = OPERATORS[operator].label
    if OPERATORS[operator].takes_value:
        test += f" {_listed(walk.mask(right))}"
    return true, f'{field} {shown}, so "{test}" is {spelled(true)}'


def _expected(walk: Walk, operator: OperatorName, value: ComparedWith) -> JsonValue:
    if operator == "matches" or value is None:
        return value if not isinstance(value, tuple) else None
    if isinstance(value, tuple):
        return [walk.render(part) if isinstance(part, str) else part for part in value]
    return walk.render(value) if isinstance(value, str) else value


def _listed(value: JsonValue) -> str:
    return ", ".join(map(spelled, value)) if isinstance(value, list) else spelled(value)
