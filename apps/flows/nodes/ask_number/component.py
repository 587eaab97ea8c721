"""Asks for a number."""

from typing import Annotated, Self

from pydantic import FiniteFloat, model_validator

from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.numbers import in_digits, read_number
from apps.flows.families.question.sentences import NotAnAnswer


class AskNumberConfig(SavingConfig):
    """The question, and which numbers answer it."""

    least: Annotated[FiniteFloat | None, Setting("Smallest number", widget="number")] = None
    most: Annotated[FiniteFloat | None, Setting("Largest number", widget="number")] = None
    whole: Annotated[bool, Setting("Whole numbers only", widget="switch")] = False

    @model_validator(mode="after")
    def _some_number_fits(self) -> Self:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError("the smallest number is larger than the largest")
        return self


class AskNumber(Question[AskNumberConfig]):
    """The one number in what is said, as the visitor's language writes it."""

    def read(self, walk: Walk) -> QuestionAnswer:
        config, language = self.config, walk.turn.language
        number = read_number(walk.turn.message, language)
        if number is None:
            raise NotAnAnswer("number")
        if config.whole and not isinstance(number, int):
            raise NotAnAnswer("whole_number")
        too_small = config.least is not None and number < config.least
        if too_small or (config.most is not None and number > config.most):
            raise self._out_of_bounds(language)
        return QuestionAnswer(number)

    def _out_of_bounds(self, language: str) -> NotAnAnswer:
        least, most = (
            None if bound is None else in_digits(bound, language)
            for bound in (self.config.least, self.config.most)
        )
        if most is None:
            return NotAnAnswer("number_from", least=least)
        if least is None:
            return NotAnAnswer("number_up_to", most=most)
        return NotAnAnswer("number_between", least=least, most=most)
