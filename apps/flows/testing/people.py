"""A console in which people are there or not."""

from collections.abc import Collection

from apps.flows.engine import Ports


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
    """Give ports behind which these teams are there; ``desk()`` is an empty room."""
    return Ports(people=Desk(teams))
