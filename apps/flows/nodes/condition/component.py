"""Takes one of two paths, by rows that compare values."""

from typing import Annotated, Literal, Self, cast

from pydantic import Field, FiniteFloat, JsonValue, model_validator

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.walk import Walk
from apps.flows.graph import FieldPath, PlainText
from apps.flows.nodes.condition.operators import OPERATORS, compile_pattern, spelled

MAX_ROWS = 50

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


class Row(NodeConfig):
    """One comparison. A value of words is a template, except for a pattern."""

    field: FieldPath = Field(title="Value", json_schema_extra={"ui": {"widget": "variable"}})
    operator: OperatorName = Field(
        json_schema_extra={"ui": {"labels": {name: one.label for name, one in OPERATORS.items()}}}
    )
    value: Scalar | Annotated[tuple[Scalar, ...], Field(max_length=200)] | None = Field(
        default=None,
        json_schema_extra={
            "ui": {
                "widget": "words",
                "only_with": {
                    "operator": [name for name, one in OPERATORS.items() if one.takes_value]
                },
            }
        },
    )

    @model_validator(mode="after")
    def _value_fits(self) -> Self:
        if OPERATORS[self.operator].takes_value and self.value is None:
            raise ValueError(f"“{OPERATORS[self.operator].label}” needs a value to compare with")
        if self.operator == "matches":
            compile_pattern(spelled(cast(JsonValue, self.value)))
        if isinstance(self.value, tuple) and self.operator != "one_of":
            raise ValueError("only “is one of” compares with a list")
        return self


class ConditionConfig(NodeConfig):
    """The rows, and whether all of them must be true or any."""

    match: Literal["all", "any"] = Field(
        default="all",
        title="True when",
        json_schema_extra={
            "ui": {"widget": "select", "options": {"all": "All are true", "any": "Any is true"}}
        },
    )
    rows: Annotated[tuple[Row, ...], Field(min_length=1, max_length=MAX_ROWS)] = Field(
        title="Rows", json_schema_extra={"ui": {"widget": "rows"}}
    )


class Condition(NodeComponent[ConditionConfig]):
    """Evaluate every row, each with a sentence that says why, and leave by yes or no."""

    def visit(self, walk: Walk) -> Move:
        evaluated = [evaluate(row, walk) for row in self.config.rows]
        holds = all if self.config.match == "all" else any
        exit_id = "yes" if holds(true for true, _ in evaluated) else "no"
        return Leave(exit_id, {"because": [sentence for _, sentence in evaluated]})


def evaluate(row: Row, walk: Walk) -> tuple[bool, str]:
    """Give a row's truth and why: ``order_number is "1042", so "is 1042" is true``."""
    operator = OPERATORS[row.operator]
    left, right = walk.value(row.field), _expected(row, walk)
    true = operator.compare(left, right)
    shown = f'is "{spelled(walk.shown(row.field))}"' if spelled(left) else "is empty"
    test = operator.label
    if operator.takes_value:
        test += f" {_listed(walk.mask(right))}"
    return true, f'{row.field} {shown}, so "{test}" is {spelled(true)}'


def _expected(row: Row, walk: Walk) -> JsonValue:
    if row.operator == "matches" or row.value is None:
        return row.value if not isinstance(row.value, tuple) else None
    if isinstance(row.value, tuple):
        return [walk.render(part) if isinstance(part, str) else part for part in row.value]
    return walk.render(row.value) if isinstance(row.value, str) else row.value


def _listed(value: JsonValue) -> str:
    return ", ".join(map(spelled, value)) if isinstance(value, list) else spelled(value)
