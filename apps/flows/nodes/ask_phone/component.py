"""Asks for a phone number."""

from typing import Annotated

from pydantic import StringConstraints

from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.addresses import read_phone
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.sentences import NotAnAnswer

CountryCode = Annotated[str, StringConstraints(pattern=r"^\+?[1-9]\d{0,2}$")]


class AskPhoneConfig(SavingConfig):
    """The question, and the country of numbers that do not name theirs."""

    country_code: Annotated[
        CountryCode | None,
        Setting(
            "Country code", description="For numbers without one, for example +49.", widget="words"
        ),
    ] = None


class AskPhone(Question[AskPhoneConfig]):
    """The one phone number in what is said."""

    def read(self, walk: Walk) -> QuestionAnswer:
        country_code = (self.config.country_code or "").removeprefix("+")
        number = read_phone(walk.turn.message, country_code)
        if number is None:
            raise NotAnAnswer("phone")
        return QuestionAnswer(number)
