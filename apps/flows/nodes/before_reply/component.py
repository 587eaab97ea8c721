"""Where a policy begins to look at a reply."""

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.subject import Subject
from apps.flows.engine.walk import Walk
from apps.flows.families.judging import JudgingComponent


class BeforeReplyConfig(NodeConfig):
    """Nothing to set."""


class BeforeReply(JudgingComponent[BeforeReplyConfig]):
    """Begin."""

    def judge(self, walk: Walk, subject: Subject) -> Move:
        return Leave("next")
