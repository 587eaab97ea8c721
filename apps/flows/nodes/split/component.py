"""Sends visitors different ways, by chance."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.items import refuse_doubled
from apps.flows.graph.schema import Identifier, PlainText

MAX_BRANCHES = 20


class Branch(NodeConfig):
    """One path and its share."""

    id: Identifier
    title: Annotated[PlainText, Setting("Name", widget="words")] = ""
    weight: Annotated[int, Field(ge=0, le=1_000), Setting("Share", widget="number")] = 50


class SplitConfig(NodeConfig):
    """The branches, and whether a visitor stays on theirs."""

    branches: Annotated[
        tuple[Branch, ...],
        Field(min_length=1, max_length=MAX_BRANCHES),
        Setting("Paths", widget="rows"),
    ]
    sticky: Annotated[bool, Setting("A visitor always takes the same path", widget="switch")] = True

    @model_validator(mode="after")
    def _can_draw(self) -> Self:
        refuse_doubled(self.branches)
        if not any(branch.weight for branch in self.branches):
            raise ValueError("every share is 0")
        return self


class Split(NodeComponent[SplitConfig]):
    """Draw a branch by weight."""

    def visit(self, walk: Walk) -> Move:
        branches = self.config.branches
        drawn = branches[walk.draw(self._what(walk), [branch.weight for branch in branches])]
        return Leave(drawn.id, {"title": self.setup.exits[drawn.id]})

    def _what(self, walk: Walk) -> str:
        """Name the draw: the same name gives the same branch to the same visitor."""
        if self.config.sticky:
            return self.setup.node
        return f"{self.setup.node} {walk.turn.at} {len(walk.visited)}"
