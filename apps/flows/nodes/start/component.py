"""Where a run begins."""

from typing import Annotated, Literal

from apps.flows.engine.component import Leave, Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk


class StartConfig(NodeConfig):
    """When the bot speaks first: as soon as the chat opens, or after the first message."""

    when: Annotated[
        Literal["opened", "first_message"],
        Setting(
            "Begins",
            widget="select",
            options={
                "opened": "When the chat is opened",
                "first_message": "With the first message",
            },
        ),
    ] = "opened"


class Start(NodeComponent[StartConfig]):
    """Leave by next, unless the chat was only opened and the visitor shall speak first."""

    def visit(self, walk: Walk) -> Move:
        begins = not walk.visited and not walk.turn.inputs
        patient = self.config.when == "first_message"
        if begins and patient and walk.turn.cause in ("opened", "returned"):
            return Stop("waiting")
        return Leave("next")
