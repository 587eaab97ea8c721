"""Puts other words in the place of a text."""

from typing import Annotated

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Subject
from apps.flows.engine.walk import Walk
from apps.flows.families.judging import JudgingComponent
from apps.flows.graph.schema import Text


class RewriteConfig(NodeConfig):
    """The words; ``message`` in them is the text as it was."""

    text: Annotated[Text, Setting("Instead", widget="text")]


class Rewrite(JudgingComponent[RewriteConfig]):
    """Go on with other words."""

    def judge(self, walk: Walk, subject: Subject) -> Move:
        subject.text, subject.found = walk.render(self.config.text), ()
        return Leave("next")
