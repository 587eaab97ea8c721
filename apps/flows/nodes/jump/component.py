"""Goes on at another block of the flow, without a wire across the canvas."""

from typing import Annotated, Literal

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Identifier


class JumpConfig(NodeConfig):
    """Where it goes; nowhere yet, when it is empty."""

    block: Annotated[Identifier | Literal[""], Setting("Go to", widget="block")] = ""


class Jump(NodeComponent[JumpConfig]):
    """Go there."""

    def visit(self, walk: Walk) -> Move:
        return Leave("next")
