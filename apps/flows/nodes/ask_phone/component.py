"""Asks for a phone number."""

from typing import Annotated

from pydantic import Field, StringConstraints

from apps.flows.engine.walk import Walk
from apps.flows.families.question.addresses import read_phone
from apps.flows.families.question.component import Answer, Question
from apps.flows.families.question.config import SavingConfig, words_hint
from apps.flows.families.question.sentences import Misfit

CountryCode = Annotated[str, StringConstraints(pattern=r"^\+?[1-9]\d{0,2}$")]


class AskPhoneConfig(SavingConfig):
    """The question, and the country of numbers that do not name theirs."""

    country_code: CountryCode | None = Field(
        default=None,
        title="Country code",
        description="For numbers without one, for example +49.",
        json_schema_extra=words_hint(),
    )


class AskPhone(Question[AskPhoneConfig]):
    """The one phone number in what is said."""

    def read(self, walk: Walk) -> Answer:
        country_code = (self.config.country_code or "").removeprefix("+")
        number = read_phone(walk.turn.message, country_code)
        if number is None:
            raise Misfit("phone")
        return Answer(number)
