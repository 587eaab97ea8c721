"""Takes a path by whether a person could answer now."""

from typing import Annotated

from apps.flows.engine.component import Leave, Move, PortComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import PlainText

ONLINE, AWAY = "online", "away"


class AgentOnlineConfig(NodeConfig):
    """Whose people are meant: a team's, or (when it is empty) all."""

    team: Annotated[PlainText | None, Setting("Team", widget="team")] = None


class AgentOnline(PortComponent[AgentOnlineConfig]):
    """Look into the console."""

    async def visit_async(self, walk: Walk) -> Move:
        team = self.config.team or None
        there = await walk.ports.people.anyone(team)
        return Leave(ONLINE if there else AWAY, {"team": team})
