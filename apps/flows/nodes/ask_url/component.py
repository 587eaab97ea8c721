"""Asks for a web address."""

from apps.flows.engine.walk import Walk
from apps.flows.families.question.addresses import read_url
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.sentences import NotAnAnswer


class AskUrlConfig(SavingConfig):
    """The question, and the variable that keeps the address."""


class AskUrl(Question[AskUrlConfig]):
    """The one web address in what is said."""

    def read(self, walk: Walk) -> QuestionAnswer:
        address = read_url(walk.turn.message)
        if address is None:
            raise NotAnAnswer("url")
        return QuestionAnswer(address)
