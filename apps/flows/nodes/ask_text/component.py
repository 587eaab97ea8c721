"""Asks a question that is answered in the visitor's own words."""

from apps.flows.engine.walk import Walk
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.sentences import NotAnAnswer


class AskTextConfig(SavingConfig):
    """The question, and the variable that keeps the answer."""


class AskText(Question[AskTextConfig]):
    """Whatever is said is the answer; blanks are none."""

    def read(self, walk: Walk) -> QuestionAnswer:
        text = walk.turn.message.strip()
        if not text:
            raise NotAnAnswer
        return QuestionAnswer(text)
