"""A console in which people are there or not, and the other ports behind it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pydantic import JsonValue

from apps.flows.engine import Ports
from apps.flows.testing.model import Scripted, ScriptedHistory, ScriptedKnowledge, ScriptedModel

PAGE = {"title": "Returns", "url": None, "text": "Within 30 days.", "score": 0.9}


class Desk:
    """The people port of a test; it keeps which teams were asked for.

    Args:
        teams: The teams somebody of is there.
    """

    def __init__(self, teams: Collection[str | None]) -> None:
        self.asked: list[str | None] = []
        self._teams = teams

    async def anyone(self, team: str | None) -> bool:
        """Say whether somebody is there; an unnamed team is anybody."""
        self.asked.append(team)
        return team in self._teams if team else bool(self._teams)


def desk(*teams: str | None) -> Ports:
    """Give ports behind which these teams are there; ``desk()`` is an office where nobody is.

    A model answers whatever fits, from one page of knowledge.
    """
    return replace(ports_with(passages=[PAGE], said=[("visitor", "Hello")]), people=Desk(teams))


def ports_with(
    *answers: Scripted,
    model: ScriptedModel | None = None,
    passages: Sequence[Mapping[str, JsonValue]] = (),
    said: Sequence[tuple[str, str]] = (),
) -> Ports:
    """Give ports of an empty office with a model that answers these."""
    return Ports(
        people=Desk(()),
        model=model or ScriptedModel(*answers),
        knowledge=ScriptedKnowledge(*passages),
        history=ScriptedHistory(*said),
    )
