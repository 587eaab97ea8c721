"""Goes through another flow and comes back with what it found out."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, FiniteFloat

from apps.flows.engine.component import Call, Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Identifier, PlainText, VariableName

RETURNED = "returned"
MAX_ROWS = 50


class Given(NodeConfig):
    """A value that the other flow begins with: words are a template."""

    variable: Annotated[VariableName, Setting("Value there", widget="name")]
    value: Annotated[
        PlainText | bool | int | FiniteFloat | None, Setting("Becomes", widget="text")
    ] = None


class Taken(NodeConfig):
    """A value of this flow, and the one of the other flow that it becomes at the end."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)

    variable: Annotated[VariableName, Setting("Value here", widget="variable")]
    source: Annotated[VariableName, Field(alias="from"), Setting("Value there", widget="name")]


class CallFlowConfig(NodeConfig):
    """The flow by its id, what it is given and what is taken from it."""

    flow: Annotated[Identifier | Literal[""], Setting("Flow", widget="flow")] = ""
    give: Annotated[
        tuple[Given, ...], Field(max_length=MAX_ROWS), Setting("Give it", widget="rows")
    ] = ()
    take: Annotated[
        tuple[Taken, ...], Field(max_length=MAX_ROWS), Setting("Take from it", widget="rows")
    ] = ()


class CallFlow(NodeComponent[CallFlowConfig]):
    """Go in with the values given, and come out with those taken."""

    def visit(self, walk: Walk) -> Move:
        if walk.returned is None and self.config.flow:
            given = {row.variable: _rendered(row.value, walk) for row in self.config.give}
            return Call(self.config.flow, given)
        for row in self.config.take:
            walk.set(row.variable, (walk.returned or {}).get(row.source))
        return Leave(RETURNED)


def _rendered(value: PlainText | bool | int | float | None, walk: Walk) -> str | float | None:
    return walk.render(value) if isinstance(value, str) else value
