"""A check of policies that finds words in capital letters."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from xin_sdk.evaluators import Evaluator, Found, NodeConfig, Setting, Subject

_WORD = re.compile(r"\b[A-ZÄÖÜ]{4,}\b")


class ShoutingConfig(NodeConfig):
    """How many words in capitals are no shouting yet."""

    at_least: Annotated[int, Field(ge=1, le=50), Setting("Words in capitals")] = 3


def _evaluate(subject: Subject, config: ShoutingConfig) -> Sequence[Found]:
    words = list(_WORD.finditer(subject.text))
    if len(words) < config.at_least:
        return []
    return [Found(word.start(), word.end(), "shouted") for word in words]


evaluator = Evaluator(
    kind="shouting",
    label="Is shouted",
    help="Finds several words in capital letters.",
    icon="campaign",
    search=("caps", "capitals", "loud"),
    config=ShoutingConfig,
    default=ShoutingConfig(),
    summary=lambda config: f"{config.at_least} words in capitals or more",
    evaluate=_evaluate,
)
