"""Takes out of a text what a check has found."""

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.subject import Subject
from apps.flows.engine.walk import Walk
from apps.flows.families.judging import JudgingComponent


class RedactConfig(NodeConfig):
    """Nothing to set: the check before it knows the places."""


class Redact(JudgingComponent[RedactConfig]):
    """Put what was found behind a label, in the thread and in all that is kept."""

    def judge(self, walk: Walk, subject: Subject) -> Move:
        labels = sorted({found.label for found in subject.found})
        subject.redact()
        return Leave("next", {"labels": list(labels)})
