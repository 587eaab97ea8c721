"""Ends the conversation and marks it as done."""

from pydantic import Field

from apps.flows.engine.component import Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.turn import CloseConversation
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Text


class CloseConfig(NodeConfig):
    """What the visitor reads last."""

    message: Text | None = Field(
        default=None, title="Message", json_schema_extra={"ui": {"widget": "text"}}
    )


class Close(NodeComponent[CloseConfig]):
    """Say goodbye; end the run, also of the flows that called this one."""

    def visit(self, walk: Walk) -> Move:
        if self.config.message is not None:
            walk.say(walk.render(self.config.message))
        walk.add(CloseConversation())
        return Stop("ended", whole_run=True)
