"""Lets a part of the flow run again, so many times and no more."""

from typing import Annotated

from pydantic import Field

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk

AGAIN, ENOUGH = "again", "enough"
MAX_TIMES = 100


class RepeatConfig(NodeConfig):
    """How often."""

    times: Annotated[int, Field(ge=1, le=MAX_TIMES), Setting("How many times", widget="number")] = 2


class Repeat(NodeComponent[RepeatConfig]):
    """Count; when it is enough, the next count begins anew."""

    def visit(self, walk: Walk) -> Move:
        count = walk.count(self.setup.node)
        detail = {"count": count, "times": self.config.times}
        if count <= self.config.times:
            return Leave(AGAIN, detail)
        del walk.counters[self.setup.node]
        return Leave(ENOUGH, detail)
