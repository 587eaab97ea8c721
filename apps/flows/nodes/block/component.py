"""Lets nothing through and says why."""

from typing import Annotated

from apps.flows.engine.component import Move, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import BlockDecision, Subject
from apps.flows.engine.walk import Walk
from apps.flows.families.judging import JudgingComponent
from apps.flows.graph.schema import Text


class BlockConfig(NodeConfig):
    """What the visitor reads instead."""

    text: Annotated[Text, Setting("Say instead", widget="text")]


class Block(JudgingComponent[BlockConfig]):
    """End the policy and the turn: the flow waits where it waited."""

    def judge(self, walk: Walk, subject: Subject) -> Move:
        subject.decision = BlockDecision(walk.render(self.config.text))
        return Stop("ended")
