"""Sends messages."""

from typing import Annotated

from pydantic import Field

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.walk import Walk
from apps.flows.graph import Text

MAX_MESSAGES = 20


class SayConfig(NodeConfig):
    """The messages, in the order they are sent."""

    texts: Annotated[tuple[Text, ...], Field(min_length=1, max_length=MAX_MESSAGES)] = Field(
        title="Messages", json_schema_extra={"ui": {"widget": "texts"}}
    )


class Say(NodeComponent[SayConfig]):
    """Reply with each text as a message of its own."""

    def visit(self, walk: Walk) -> Move:
        for text in self.config.texts:
            walk.say(walk.render(text))
        return Leave("next", {"messages": len(self.config.texts)})
