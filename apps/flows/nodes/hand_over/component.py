"""Hands the conversation from the bot to a person."""

from pydantic import Field

from apps.flows.engine.component import Leave, Move, PortComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.turn import HandOver as HandOverEffect
from apps.flows.engine.walk import Walk
from apps.flows.graph import PlainText, Text

NOBODY, RETURNED = "nobody", "returned"


class HandOverConfig(NodeConfig):
    """What the visitor reads, and which team is asked (any, when it is empty)."""

    message: Text | None = Field(
        default=None, title="Message", json_schema_extra={"ui": {"widget": "text"}}
    )
    team: PlainText | None = Field(
        default=None, title="Team", json_schema_extra={"ui": {"widget": "team"}}
    )


class HandOver(PortComponent[HandOverConfig]):
    """Wait for a person; go on when the conversation comes back to the bot."""

    async def visit_async(self, walk: Walk) -> Move:
        team = self.config.team or None
        if walk.resumed:
            return Leave(RETURNED)
        if not await walk.ports.people.anyone(team) and NOBODY in self.place.connected:
            return Leave(NOBODY, {"team": team})
        if self.config.message is not None:
            walk.say(walk.render(self.config.message))
        walk.add(HandOverEffect(team))
        return Stop("handed_over", {"team": team})
