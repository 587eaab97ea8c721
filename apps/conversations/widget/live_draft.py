"""What one socket has shown of a turn that is still being written."""

from collections.abc import Iterator
from uuid import UUID

from apps.conversations.realtime.events import (
    BotTyping,
    DraftDelta,
    DraftDiscarded,
    TurnEvent,
)
from apps.conversations.realtime.frames import Frame, Typing
from apps.conversations.widget.frames import Delta, Discard


class LiveDraft:
    """Makes frames of what is published of a turn. Words that do not follow on those shown are left
    out.

    Events may be lost: then the words stand still until the message comes, for no words are better
    than words with a hole.
    """

    def __init__(self) -> None:
        self._turn: UUID | None = None
        self._shown = 0

    def frames(self, event: TurnEvent, done: UUID) -> Iterator[Frame]:
        """Give what to send for an event; of the turn that is ``done`` nothing counts any more."""
        if event.turn_id == done:
            return
        match event:
            case BotTyping():
                yield Typing()
            case DraftDiscarded():
                yield from self._take_back(event.turn_id)
            case DraftDelta():
                yield from self._go_on(event)

    def _go_on(self, delta: DraftDelta) -> Iterator[Frame]:
        if delta.offset == 0:
            yield from self._take_back(delta.turn_id)
            self._turn = delta.turn_id
        if delta.turn_id == self._turn and delta.offset == self._shown:
            self._shown += len(delta.text)
            yield Delta(turn=delta.turn_id, text=delta.text)

    def _take_back(self, turn: UUID) -> Iterator[Frame]:
        if turn == self._turn and self._shown:
            yield Discard(turn=turn)
        self._turn, self._shown = None, 0
