"""Goes on at another block of the flow, without a wire across the canvas."""

from typing import Literal

from pydantic import Field

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Identifier


class JumpConfig(NodeConfig):
    """Where it goes; nowhere yet, when it is empty."""

    block: Identifier | Literal[""] = Field(
        default="", title="Go to", json_schema_extra={"ui": {"widget": "block"}}
    )


class Jump(NodeComponent[JumpConfig]):
    """Go there."""

    def visit(self, walk: Walk) -> Move:
        return Leave("next")
