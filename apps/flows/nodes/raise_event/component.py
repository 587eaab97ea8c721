"""Raises an event that others may listen for."""

from typing import Annotated

from pydantic import Field, StringConstraints

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.turn import RaiseEvent as RaiseEventEffect
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import PlainText

MAX_VALUES = 20
LONGEST_VALUE = 1_000
MOST_IN_A_TURN = 20
"""Events of one turn; a loop must not fill the log of the workspace."""

EventName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.]{0,64}$")]
ValueName = Annotated[str, StringConstraints(pattern=r"^([A-Za-z_][A-Za-z0-9_]{0,63})?$")]


class SentValue(NodeConfig):
    """One value that goes along."""

    name: Annotated[ValueName, Setting("Value", widget="name")]
    value: Annotated[PlainText, Setting("Becomes", widget="words")] = ""


class RaiseEventConfig(NodeConfig):
    """What the event is called, and what goes along with it."""

    name: Annotated[
        EventName,
        Setting(
            "Name of the event",
            description="Letters, digits, dots and underscores, such as order.asked.",
            widget="name",
        ),
    ]
    values: Annotated[
        tuple[SentValue, ...],
        Field(max_length=MAX_VALUES),
        Setting("Values to send along", widget="rows"),
    ] = ()


class RaiseEvent(NodeComponent[RaiseEventConfig]):
    """Have it written down with the commit, unless this turn has raised enough."""

    def visit(self, walk: Walk) -> Move:
        raised = walk.visited.count(self.setup.kind)
        if raised >= MOST_IN_A_TURN:
            return Leave("next", {"name": None})
        values = {
            one.name: walk.render(one.value).replace("\0", "")[:LONGEST_VALUE]
            for one in self.config.values
            if one.name
        }
        walk.add(RaiseEventEffect(self.config.name, values))
        return Leave("next", {"name": self.config.name})
