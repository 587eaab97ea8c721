"""Takes one of many paths, by what one value is."""

from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.comparison import ChosenOperator, ComparedWith, check_comparison, compare
from apps.flows.families.items import refuse_doubled
from apps.flows.graph.schema import FieldPath, Identifier, PlainText

MAX_CASES = 50
OTHER = "other"


class Case(NodeConfig):
    """One path and what the value must be for it."""

    id: Identifier
    title: Annotated[PlainText, Setting("Name", widget="words")] = ""
    operator: ChosenOperator = "equals"
    value: ComparedWith = None

    @model_validator(mode="after")
    def _value_fits(self) -> Self:
        check_comparison(self.operator, self.value)
        return self


class SwitchConfig(NodeConfig):
    """The value, and the cases from the first to the last."""

    field: Annotated[FieldPath, Setting("Value", widget="variable")]
    cases: Annotated[
        tuple[Case, ...], Field(min_length=1, max_length=MAX_CASES), Setting("Cases", widget="rows")
    ]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        refuse_doubled(self.cases, taken=OTHER)
        return self


class Switch(NodeComponent[SwitchConfig]):
    """Leave by the first case that is true, else by the path for all others."""

    def visit(self, walk: Walk) -> Move:
        because: list[JsonValue] = []
        for case in self.config.cases:
            true, sentence = compare(walk, self.config.field, case.operator, case.value)
            because.append(sentence)
            if true:
                return Leave(case.id, {"title": self.setup.exits[case.id], "because": because[-1:]})
        return Leave(OTHER, {"title": self.setup.exits[OTHER], "because": because})
