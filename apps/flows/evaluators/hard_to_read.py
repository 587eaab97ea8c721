"""Finds texts that are hard to read.

The measure is LIX (C.-H. Björnsson, Läsbarhet, 1968): words in a sentence plus the share of words
of more than six letters. It counts no syllables, so it serves English and German alike: below 40
is easy, from 50 on demanding, from 60 on very demanding.
"""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject

FEWEST_WORDS = 10
"""In a shorter text the measure says nothing."""


class HardToReadConfig(NodeConfig):
    """The measure from which a text is found."""

    level: Annotated[
        int,
        Field(ge=20, le=100),
        Setting(
            "From this level (LIX)",
            description="Below 40 is easy, from 50 on demanding, from 60 on very demanding.",
        ),
    ] = 55


def lix(text: str) -> float:
    """Give the readability of a text; 0 for one that is too short to say."""
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < FEWEST_WORDS:
        return 0.0
    sentences = max(len(re.findall(r"[.!?:]+(?:\s|$)", text)), 1)
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def _evaluate(subject: Subject, config: HardToReadConfig) -> Sequence[Found]:
    hard = lix(subject.text) >= config.level
    return [Found(0, len(subject.text), "hard to read")] if hard else []


evaluator = Evaluator(
    kind="hard_to_read",
    label="Is hard to read",
    help="Finds long sentences of long words.",
    icon="menu_book",
    search=("readability", "reading level", "simple", "plain language", "lix"),
    config=HardToReadConfig,
    default=HardToReadConfig(),
    summary=lambda config: f"From LIX {config.level}",
    evaluate=_evaluate,
)
