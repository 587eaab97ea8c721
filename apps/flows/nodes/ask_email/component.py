"""Asks for an e-mail address."""

from apps.flows.engine.walk import Walk
from apps.flows.families.question.addresses import read_email
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.sentences import NotAnAnswer


class AskEmailConfig(SavingConfig):
    """The question, and the variable that keeps the address."""


class AskEmail(Question[AskEmailConfig]):
    """The one e-mail address in what is said."""

    def read(self, walk: Walk) -> QuestionAnswer:
        address = read_email(walk.turn.message)
        if address is None:
            raise NotAnAnswer("email")
        return QuestionAnswer(address)
