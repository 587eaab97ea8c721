"""What one socket has shown of a turn that is still being written."""

from collections.abc import Iterator
from uuid import UUID

from apps.conversations.realtime.frames import Frame, Typing
from apps.conversations.realtime.pubsub import BOT_TYPING, DELTA, DISCARD, Heard
from apps.conversations.widget.frames import Delta, Discard


class LiveDraft:
    """Makes frames of the hints about a turn. Words that do not follow on those shown are left out.

    Hints may be lost: then the words stand still until the message comes, for no words are better
    than words with a hole.
    """

    def __init__(self) -> None:
        self._turn: UUID | None = None
        self._shown = 0

    def frames(self, heard: Heard, done: UUID) -> Iterator[Frame]:
        """Give what to send for a hint; of the turn that is ``done`` nothing counts any more."""
        if heard["type"] not in (BOT_TYPING, DELTA, DISCARD):
            return
        turn = UUID(heard["turn"])
        if turn == done:
            return
        if heard["type"] == BOT_TYPING:
            yield Typing()
        elif heard["type"] == DISCARD:
            yield from self._take_back(turn)
        else:
            yield from self._go_on(turn, int(heard["at"]), heard["text"])

    def _go_on(self, turn: UUID, at: int, text: str) -> Iterator[Frame]:
        if at == 0:
            yield from self._take_back(turn)
            self._turn = turn
        if turn == self._turn and at == self._shown:
            self._shown += len(text)
            yield Delta(turn=turn, text=text)

    def _take_back(self, turn: UUID) -> Iterator[Frame]:
        if turn == self._turn and self._shown:
            yield Discard(turn=turn)
        self._turn, self._shown = None, 0
