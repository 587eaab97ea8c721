"""Ends the conversation and marks it as done."""

from typing import Annotated

from apps.flows.engine.component import Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.turn import CloseConversation
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Text


class CloseConfig(NodeConfig):
    """What the visitor reads last."""

    message: Annotated[Text | None, Setting("Message", widget="text")] = None


class Close(NodeComponent[CloseConfig]):
    """Say goodbye; end the run, also of the flows that called this one."""

    def visit(self, walk: Walk) -> Move:
        if self.config.message is not None:
            walk.say(walk.render(self.config.message))
        walk.add(CloseConversation())
        return Stop("ended", whole_run=True)
