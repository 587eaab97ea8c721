"""Lets through what a policy judges."""

from apps.flows.engine.component import Move, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.subject import Subject
from apps.flows.engine.walk import Walk
from apps.flows.families.judging import JudgingComponent


class AllowConfig(NodeConfig):
    """Nothing to set."""


class Allow(JudgingComponent[AllowConfig]):
    """End the policy; what blocks before it have changed stays changed."""

    def judge(self, walk: Walk, subject: Subject) -> Move:
        return Stop("ended")
