"""Asks where the visitor is."""

import re
from collections.abc import Mapping

from pydantic import JsonValue

from apps.core.content import LocationRequestContent
from apps.flows.engine.walk import Walk
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.sentences import NotAnAnswer

_PAIR = re.compile(
    r"(?<![\w.,])(-?\d{1,2}(?:\.\d{1,15})?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d{1,15})?)(?![\w.])"
)


class AskLocationConfig(SavingConfig):
    """The question, and the variable that keeps latitude and longitude."""


class AskLocation(Question[AskLocationConfig]):
    """A shared place, or two typed numbers."""

    def show(self, walk: Walk, text: str) -> None:
        walk.reply(LocationRequestContent(text=text))

    def read(self, walk: Walk) -> QuestionAnswer:
        shared = [given.values for given in walk.turn.inputs if given.values is not None]
        place = _shared(shared[-1]) if shared else _typed(walk.turn.message)
        if place is None:
            raise NotAnAnswer("location")
        latitude, longitude = place
        return QuestionAnswer({"latitude": latitude, "longitude": longitude})


def _shared(values: Mapping[str, JsonValue]) -> tuple[float, float] | None:
    latitude, longitude = values.get("latitude"), values.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    return _on_earth(float(latitude), float(longitude))


def _typed(words: str) -> tuple[float, float] | None:
    pairs = [_on_earth(float(one[1]), float(one[2])) for one in _PAIR.finditer(words)]
    return pairs[0] if len(pairs) == 1 else None


def _on_earth(latitude: float, longitude: float) -> tuple[float, float] | None:
    fits = abs(latitude) <= 90 and abs(longitude) <= 180
    return (latitude, longitude) if fits else None
