"""The words of a turn on their way to those who watch it: in batches, and lost without harm."""

import asyncio
import contextlib
from typing import Self

from apps.channels.models import WEB
from apps.conversations.orchestrator.claim import Claim
from apps.conversations.realtime.background import run_in_background
from apps.conversations.realtime.events import BotTyping, DraftDelta, DraftDiscarded
from apps.conversations.realtime.pubsub import everybody_at, publish, visitor_of

EVERY_SECONDS = 0.1
LONGEST_PIECE = 2_000
"""Letters of one event; what is longer goes on in the next."""
TYPING_SECONDS = 3.0


class LiveWords:
    """The deltas port of one turn. It waits for nobody: what it is given travels by a task.

    Each piece says at which letter it stands, so that who missed one notices. The visitor's page
    and the consoles see *typing* from the first sign on until the turn is over.
    """

    def __init__(self, claim: Claim) -> None:
        self.shown = claim.channel == WEB
        self._conversation_id, self._turn_id = claim.conversation_id, claim.turn_id
        self._visitor = visitor_of(claim.tenant_id, claim.conversation_id)
        self._everybody = everybody_at(claim.tenant_id, claim.conversation_id)
        self._text = ""
        self._sent = 0
        self._takes_back = False
        self._begins = False
        self._runs = False
        self._is_over = False
        self._news = asyncio.Event()
        self._typing_due = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *error: object) -> None:
        if kind is not None:
            self.discard()
        self._text = ""  # what is committed by now replaces it
        self._is_over = True
        self._news.set()

    def typing(self) -> None:
        """Show that the bot is at work, until the turn is over."""
        self._begins = bool(self._sent or self._text)
        if not self._runs:
            self._runs = True
            run_in_background(self._run())

    def write(self, text: str) -> None:
        """Show some more words."""
        self._text += f"\n\n{text}" if self._begins else text
        self._begins = False
        self._news.set()

    def discard(self) -> None:
        """Take back what was shown."""
        self._text = ""
        self._takes_back = self._takes_back or self._sent > 0
        self._sent = 0
        self._news.set()

    async def _run(self) -> None:
        while self._takes_back or not self._is_over:
            await self._show_typing()
            if await self._speak():
                await asyncio.sleep(EVERY_SECONDS)
            elif not self._is_over:
                self._news.clear()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), TYPING_SECONDS)

    async def _show_typing(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._is_over or now < self._typing_due:
            return
        self._typing_due = now + TYPING_SECONDS
        await publish(self._everybody, BotTyping(self._conversation_id, self._turn_id))

    async def _speak(self) -> bool:
        """Say what is next; tell whether there was anything."""
        if self._takes_back:
            self._takes_back = False
            await publish(self._visitor, DraftDiscarded(self._turn_id))
            return True
        piece, self._text = self._text[:LONGEST_PIECE], self._text[LONGEST_PIECE:]
        if piece:
            offset, self._sent = self._sent, self._sent + len(piece)
            await publish(self._visitor, DraftDelta(self._turn_id, offset, piece))
        return bool(piece)
