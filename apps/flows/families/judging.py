"""The base of the blocks that only policies have: they judge the subject of the policy."""

from apps.flows.engine.component import ConfigT, Move, NodeComponent
from apps.flows.engine.subject import Subject
from apps.flows.engine.walk import Walk

GROUP = "Policies"


class NoSubject(Exception):
    """A flow has nothing that a policy's block could judge."""


class JudgingComponent(NodeComponent[ConfigT]):
    """Base of a policy's blocks: a subclass says in `judge` what becomes of the subject."""

    def visit(self, walk: Walk) -> Move:
        if walk.subject is None:
            raise NoSubject
        return self.judge(walk, walk.subject)

    def judge(self, walk: Walk, subject: Subject) -> Move:
        """Look at the subject, or change it, and say where the policy goes on."""
        raise NotImplementedError
