"""Shows that the bot is typing."""

from typing import Annotated

from pydantic import Field

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk


class TypingPauseConfig(NodeConfig):
    """How long."""

    seconds: Annotated[int, Field(ge=1, le=10), Setting("Seconds", widget="number")] = 2


class TypingPause(NodeComponent[TypingPauseConfig]):
    """Let the next message wait behind the typing sign. The turn itself does not wait."""

    def visit(self, walk: Walk) -> Move:
        walk.pause(self.config.seconds * 1_000)
        return Leave("next", {"seconds": self.config.seconds})
