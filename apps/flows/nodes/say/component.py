"""Sends messages."""

from typing import Annotated, Literal

from pydantic import Field

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Text

MAX_MESSAGES = 20


class SayConfig(NodeConfig):
    """The messages: all in the order they are sent, or variants of which one is drawn."""

    texts: Annotated[
        tuple[Annotated[Text, Field(title="Message")], ...],
        Field(min_length=1, max_length=MAX_MESSAGES),
        Setting("Messages", widget="texts"),
    ]
    pick: Annotated[
        Literal["all", "one"],
        Setting(
            "Send",
            widget="select",
            advanced=True,
            options={
                "all": "All of them, one after the other",
                "one": "One of them, by chance",
            },
        ),
    ] = "all"


class Say(NodeComponent[SayConfig]):
    """Reply with each text as a message of its own, or with one that chance picks."""

    def visit(self, walk: Walk) -> Move:
        texts = self.config.texts
        if self.config.pick == "one" and len(texts) > 1:
            return self._say_one(walk)
        for text in texts:
            walk.say(walk.render(text))
        return Leave("next", {"messages": len(texts)})

    def _say_one(self, walk: Walk) -> Move:
        texts = self.config.texts
        visit = walk.count(self.setup.node)
        drawn = walk.draw(f"{self.setup.node} {visit}", [1.0] * len(texts))
        walk.say(walk.render(texts[drawn]))
        return Leave("next", {"messages": len(texts), "drawn": drawn + 1})
