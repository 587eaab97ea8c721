"""Ends the run."""

from pydantic import Field

from apps.flows.engine.component import Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Text


class EndConfig(NodeConfig):
    """A last message, if there is one."""

    message: Text | None = Field(
        default=None, title="Last message", json_schema_extra={"ui": {"widget": "text"}}
    )


class End(NodeComponent[EndConfig]):
    """Say the last message; the visitor's next one begins a new run."""

    def visit(self, walk: Walk) -> Move:
        if self.config.message is not None:
            walk.say(walk.render(self.config.message))
        return Stop("ended")
