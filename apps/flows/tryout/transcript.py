"""What was said in a tried conversation: it travels in the state, because nothing is stored."""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import JsonValue

from apps.core.content import in_words
from apps.flows.engine import Turn, TurnResult
from apps.flows.tryout.schemas import LONGEST_REMEMBERED, MOST_REMEMBERED, TriedWords


@dataclass(frozen=True)
class TriedHistory:
    """The history port of a try; ``said`` is what the turn before left, ``turn`` what is new."""

    said: tuple[TriedWords, ...]
    turn: Turn

    async def recent(self, limit: int) -> list[JsonValue]:
        """Give the last messages."""
        thread = [*self.said, *_of_visitor(given.text for given in self.turn.inputs)]
        return [one.model_dump() for one in thread[-limit:]]


def remembered(said: Iterable[TriedWords], turn: Turn, result: TurnResult) -> list[TriedWords]:
    """Give what was said after a turn; what policies took out of the visitor's words is gone."""
    redacted = [*result.redacted, *[None] * len(turn.inputs)]
    kept = zip((given.text for given in turn.inputs), redacted, strict=False)
    replies = [_shortened("bot", in_words(reply)) for reply in result.replies]
    thread = [*said, *_of_visitor(words if hidden is None else hidden for words, hidden in kept)]
    return [*thread, *replies][-MOST_REMEMBERED:]


def _of_visitor(words: Iterable[str]) -> list[TriedWords]:
    return [_shortened("visitor", text) for text in words]


def _shortened(author: str, text: str) -> TriedWords:
    return TriedWords.model_validate({"author": author, "text": text[:LONGEST_REMEMBERED]})
