"""A block that greets by the hour of the workspace."""

from typing import Annotated

from xin_sdk.nodes import (
    NEXT,
    Leave,
    NodeComponent,
    NodeConfig,
    NodeKind,
    Setting,
    Text,
    Uses,
    Walk,
    Words,
    first_words,
)

NOON = 12


class GreetByHourConfig(NodeConfig):
    """What is said before noon, and what after."""

    morning: Annotated[Text, Setting("Before noon", widget="text")]
    later: Annotated[Text, Setting("After noon", widget="text")]


class GreetByHour(NodeComponent[GreetByHourConfig]):
    """Say one of two texts. The clock is part of the turn, so that a replay says the same."""

    def visit(self, walk: Walk) -> Leave:
        early = walk.turn.now.hour < NOON
        walk.say(walk.render(self.config.morning if early else self.config.later))
        return Leave("next", {"early": early})


definition = NodeKind(
    kind="greet_by_hour",
    label="Greet by the hour",
    help="Says one thing before noon and another after.",
    group="Messages",
    icon="wb_twilight",
    search=("hello", "morning", "time"),
    config=GreetByHourConfig,
    default=GreetByHourConfig(morning="Good morning.", later="Hello."),
    component=GreetByHour,
    exits=lambda config: (NEXT,),
    summary=lambda config: first_words(config.morning),
    explain=lambda step: "It was before noon." if step.detail["early"] else "It was after noon.",
    uses=lambda config: Uses(
        texts=(Words("morning", config.morning), Words("later", config.later))
    ),
)
