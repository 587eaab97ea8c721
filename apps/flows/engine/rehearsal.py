"""What a block would say, found out by letting it speak to nobody.

A visit is a function of the turn, so that a turn made up here tells what a visitor will read.
Values that only a conversation knows are empty; what they would make longer is not seen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from apps.core.content import Content
from apps.flows.engine.component import Move, NodeSetup, Stop
from apps.flows.engine.ports import Ports
from apps.flows.engine.turn import Turn
from apps.flows.engine.turn_output import TurnOutput
from apps.flows.engine.walk import Walk
from apps.flows.engine.wiring import WiredNode

ANY_LANGUAGE = "en"


class _Nobody:
    async def anyone(self, team: str | None) -> bool:
        return False


_PORTS = Ports(people=_Nobody())


@dataclass(frozen=True)
class Rehearsed:
    """What a block says, in each language and by each chance.

    ``waits`` is how long, in seconds, until it goes on though nobody answers.
    """

    contents: tuple[Content, ...] = ()
    waits: float = 0


class _Alone(Walk):
    """A walk that nobody reads; what is drawn is the outcome number ``luck``."""

    def __init__(self, language: str, luck: int) -> None:
        self.spoken = TurnOutput(max_tokens=0)
        super().__init__(Turn("opened", language=language), _PORTS, {}, frozenset(), self.spoken)
        self.luck = luck
        self.outcomes = 1

    def draw(self, what: str, weights: Sequence[float]) -> int:
        self.outcomes = len(weights)
        return self.luck


def rehearse(block: WiredNode) -> Rehearsed:
    """Let a block speak; one that asks a port says nothing here, and nor does one that breaks."""
    if block.definition.needs_ports:
        return Rehearsed()
    contents: list[Content] = []
    waits = 0.0
    for walk, move in _visits(block):
        contents += walk.spoken.replies
        if isinstance(move, Stop) and move.wake_at is not None:
            waits = max(waits, move.wake_at - walk.turn.at)
    return Rehearsed(tuple(contents), waits)


def _visits(block: WiredNode) -> Iterator[tuple[_Alone, Move]]:
    component = block.definition.component(_setup(block))
    for language in _languages(block):
        luck, outcomes = 0, 1
        while luck < outcomes:
            walk = _Alone(language, luck)
            try:
                move = component.visit(walk)
            except Exception:
                # A block of a package may need more than a made-up turn has.
                return
            yield walk, move
            luck, outcomes = luck + 1, walk.outcomes


def _setup(block: WiredNode) -> NodeSetup[Any]:
    node = block.node
    exits = {way.id: way.label for way in block.exits}
    explain = block.definition.explain
    return NodeSetup(node.id, node.kind, block.config, exits, frozenset(), explain)


def _languages(block: WiredNode) -> list[str]:
    """Give the languages that its texts are written in."""
    texts = [words.text for words in block.uses.texts]
    spoken = {tag for text in texts if not isinstance(text, str) for tag in text}
    return sorted(spoken) or [ANY_LANGUAGE]
