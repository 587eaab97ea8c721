"""The Is somebody online block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.agent_online.component import AWAY, ONLINE, AgentOnline, AgentOnlineConfig


def _explain(step: TraceStep) -> str:
    team = f" of {step.detail['team']}" if step.detail["team"] else ""
    return f"Somebody{team} is online." if step.exit == ONLINE else f"Nobody{team} is online."


definition = NodeKind(
    kind="agent_online",
    label="Is somebody online",
    help="Takes a path by whether a person could answer now.",
    group="Logic",
    icon="person_search",
    search=("agent online", "available", "team", "human", "presence", "away", "staff"),
    config=AgentOnlineConfig,
    default=AgentOnlineConfig(),
    component=AgentOnline,
    exits=lambda config: (Exit(ONLINE, "Online"), Exit(AWAY, "Nobody")),
    summary=lambda config: config.team or "Anybody",
    explain=_explain,
)
