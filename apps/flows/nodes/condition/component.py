"""Takes one of two paths, by rows that compare values."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.comparison import ChosenOperator, ComparedWith, check_comparison, compare
from apps.flows.graph.schema import FieldPath

MAX_ROWS = 50


class Row(NodeConfig):
    """One comparison."""

    field: Annotated[FieldPath, Setting("Value", widget="variable")]
    operator: ChosenOperator
    value: ComparedWith = None

    @model_validator(mode="after")
    def _value_fits(self) -> Self:
        check_comparison(self.operator, self.value)
        return self


class ConditionConfig(NodeConfig):
    """The rows, and whether all of them must be true or any."""

    match: Annotated[
        Literal["all", "any"],
        Setting(
            "True when", widget="select", options={"all": "All are true", "any": "Any is true"}
        ),
    ] = "all"
    rows: Annotated[
        tuple[Row, ...], Field(min_length=1, max_length=MAX_ROWS), Setting("Rows", widget="rows")
    ]


class Condition(NodeComponent[ConditionConfig]):
    """Evaluate every row, each with a sentence that says why, and leave by yes or no."""

    def visit(self, walk: Walk) -> Move:
        evaluated = [compare(walk, row.field, row.operator, row.value) for row in self.config.rows]
        holds = all if self.config.match == "all" else any
        exit_id = "yes" if holds(true for true, _ in evaluated) else "no"
        return Leave(exit_id, {"because": [sentence for _, sentence in evaluated]})
