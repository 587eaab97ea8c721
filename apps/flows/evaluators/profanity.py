"""Finds rude words: a short list in English and German, and the workspace's own."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject
from apps.flows.evaluators.keywords import Phrase, find_words

RUDE = (
    *("arsehole", "asshole", "bastard", "bitch", "bullshit", "cunt", "dickhead", "fuck", "fucked"),
    *("fucking", "motherfucker", "shit", "shitty", "wanker", "whore"),
    *("arschloch", "fick dich", "ficken", "fotze", "hurensohn", "hure", "miststück", "scheiße"),
    *("scheisse", "wichser"),
)


class ProfanityConfig(NodeConfig):
    """Words beside those of the list, and words of it that are fine here."""

    more: Annotated[
        tuple[Phrase, ...], Field(max_length=500), Setting("Also these", widget="words")
    ] = ()
    allowed: Annotated[
        tuple[Phrase, ...], Field(max_length=500), Setting("But not these", widget="words")
    ] = ()


def _evaluate(subject: Subject, config: ProfanityConfig) -> Sequence[Found]:
    fine = {word.casefold() for word in config.allowed}
    words = [word for word in (*RUDE, *config.more) if word.casefold() not in fine]
    return find_words(subject.text, words, label="rude word")


evaluator = Evaluator(
    kind="profanity",
    label="Is rude",
    help="Finds rude words in English and German, and your own.",
    icon="sentiment_very_dissatisfied",
    search=("profanity", "rude", "swear", "insult", "language"),
    config=ProfanityConfig,
    default=ProfanityConfig(),
    summary=lambda config: f"Also {', '.join(config.more)}" if config.more else "The usual words",
    evaluate=_evaluate,
)
