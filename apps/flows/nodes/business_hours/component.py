"""Takes a path by whether the workspace is open now."""

from typing import Annotated

from pydantic import JsonValue

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import VariableName

OPEN, CLOSED = "open", "closed"


class BusinessHoursConfig(NodeConfig):
    """The hours are those of the workspace's settings."""

    save_opening_as: Annotated[
        VariableName | None, Setting("Save the next opening as", widget="variable", advanced=True)
    ] = None


class BusinessHours(NodeComponent[BusinessHoursConfig]):
    """Look at the clock and the calendar."""

    def visit(self, walk: Walk) -> Move:
        now, hours = walk.turn.now, walk.turn.opening_hours
        if self.config.save_opening_as:
            opens = hours.opens_after(now)
            shown = opens.strftime("%Y-%m-%d %H:%M") if opens else None
            walk.set(self.config.save_opening_as, shown)
        holiday = hours.holiday_on(now.date())
        detail: dict[str, JsonValue] = {
            "clock": f"{now:%A, %H:%M}",
            "always": hours.always,
            "holiday": (holiday.name or "a holiday") if holiday else None,
        }
        return Leave(OPEN if hours.are_open(now) else CLOSED, detail)
