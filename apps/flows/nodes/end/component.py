"""Ends the run."""

from typing import Annotated

from apps.flows.engine.component import Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Text


class EndConfig(NodeConfig):
    """A last message, if there is one."""

    message: Annotated[Text | None, Setting("Last message", widget="text")] = None


class End(NodeComponent[EndConfig]):
    """Say the last message; the visitor's next one begins a new run."""

    def visit(self, walk: Walk) -> Move:
        if self.config.message is not None:
            walk.say(walk.render(self.config.message))
        return Stop("ended")
