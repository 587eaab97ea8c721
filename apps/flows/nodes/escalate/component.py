"""Calls a person, whatever the flow would have done."""

from typing import Annotated

from apps.flows.engine.component import Move, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import EscalateDecision, Subject
from apps.flows.engine.walk import Walk
from apps.flows.families.judging import JudgingComponent
from apps.flows.graph.schema import PlainText, Text


class EscalateConfig(NodeConfig):
    """What the visitor reads meanwhile, and which team is asked (any, when it is empty)."""

    text: Annotated[Text, Setting("Message", widget="text")] = ""
    team: Annotated[PlainText | None, Setting("Team", widget="team")] = None


class Escalate(JudgingComponent[EscalateConfig]):
    """End the policy and the turn, and let the conversation wait for a person."""

    def judge(self, walk: Walk, subject: Subject) -> Move:
        team = self.config.team or None
        subject.decision = EscalateDecision(walk.render(self.config.text), team)
        return Stop("ended", {"team": team})
