"""Hands the conversation from the bot to a person."""

from typing import Annotated

from pydantic import Field

from apps.flows.engine.component import Leave, Move, PortComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.texts import in_language
from apps.flows.engine.turn import HandOver as HandOverEffect
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import PlainText, Text

NOBODY, RETURNED = "nobody", "returned"
MAX_MINUTES = 600

_PROMISE = {
    "en": "A person answers within {} minutes.",
    "de": "Ein Mensch antwortet innerhalb von {} Minuten.",
}


class HandOverConfig(NodeConfig):
    """What the visitor reads, and which team is asked (any, when it is empty)."""

    message: Annotated[Text | None, Setting("Message", widget="text")] = None
    team: Annotated[PlainText | None, Setting("Team", widget="team")] = None
    answer_within: Annotated[
        Annotated[int, Field(ge=1, le=MAX_MINUTES)] | None,
        Setting(
            "Promised minutes",
            description="The visitor reads that a person answers within this time.",
            widget="number",
            advanced=True,
        ),
    ] = None


class HandOver(PortComponent[HandOverConfig]):
    """Wait for a person; go on when the conversation comes back to the bot."""

    async def visit_async(self, walk: Walk) -> Move:
        team = self.config.team or None
        if walk.resumed:
            return Leave(RETURNED)
        if not await walk.ports.people.anyone(team) and NOBODY in self.setup.connected:
            return Leave(NOBODY, {"team": team})
        walk.say(self._waiting_words(walk))
        walk.add(HandOverEffect(team))
        return Stop("handed_over", {"team": team})

    def _waiting_words(self, walk: Walk) -> str:
        """Give the message, and below it the promise if there is one."""
        words = walk.render(self.config.message or "")
        if self.config.answer_within is None:
            return words
        promise = in_language(_PROMISE, walk.turn.language).format(self.config.answer_within)
        return f"{words}\n{promise}" if words.strip() else promise
