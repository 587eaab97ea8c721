"""Finds words and phrases of a list."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject

Phrase = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class KeywordsConfig(NodeConfig):
    """The words; each is found as a whole word, whatever its case."""

    words: Annotated[
        tuple[Phrase, ...], Field(max_length=500), Setting("Words or phrases", widget="words")
    ]


def find_words(text: str, words: Sequence[str], label: str | None = None) -> list[Found]:
    """Give where words stand in a text as whole words; their label is the word itself or this."""
    return [
        Found(match.start(), match.end(), label or word)
        for word in words
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]


def _evaluate(subject: Subject, config: KeywordsConfig) -> Sequence[Found]:
    return find_words(subject.text, config.words)


evaluator = Evaluator(
    kind="keywords",
    label="Has these words",
    help="Finds words or phrases of a list.",
    icon="match_word",
    search=("keyword", "word", "phrase", "list", "contains"),
    config=KeywordsConfig,
    default=KeywordsConfig(words=()),
    summary=lambda config: ", ".join(config.words),
    evaluate=_evaluate,
)
