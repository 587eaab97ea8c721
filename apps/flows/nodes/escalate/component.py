"""Calls a person, whatever the flow would have done."""

from pydantic import Field

from apps.flows.engine.component import Move, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.subject import Escalate as Escalated
from apps.flows.engine.subject import Subject
from apps.flows.engine.walk import Walk
from apps.flows.families.judging import JudgingComponent
from apps.flows.graph.schema import PlainText, Text


class EscalateConfig(NodeConfig):
    """What the visitor reads meanwhile, and which team is asked (any, when it is empty)."""

    text: Text = Field(default="", title="Message", json_schema_extra={"ui": {"widget": "text"}})
    team: PlainText | None = Field(
        default=None, title="Team", json_schema_extra={"ui": {"widget": "team"}}
    )


class Escalate(JudgingComponent[EscalateConfig]):
    """End the policy and the turn, and let the conversation wait for a person."""

    def judge(self, walk: Walk, subject: Subject) -> Move:
        team = self.config.team or None
        subject.decision = Escalated(walk.render(self.config.text), team)
        return Stop("ended", {"team": team})
