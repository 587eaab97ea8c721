"""Writes the news of a conversation to its visitor's socket."""

import asyncio

import structlog

from apps.conversations.realtime.events import (
    AgentTyping,
    BotTyping,
    ConversationMoved,
    DraftDelta,
    DraftDiscarded,
    Event,
    TurnEvent,
)
from apps.conversations.realtime.frames import Typing
from apps.conversations.realtime.pubsub import (
    NoEvent,
    Subscription,
    visitor_of,
)
from apps.conversations.realtime.sockets import FrameSocket
from apps.conversations.thread.frames import ThreadMessage
from apps.conversations.thread.transcript import Cursor, DoneTurn, Holder, News, read_news
from apps.conversations.widget import frames
from apps.conversations.widget.live_draft import LiveDraft
from apps.conversations.widget.visits import Visit

LOOK_SOON_SECONDS = 1.0
LOOK_AGAIN_SECONDS = 15.0
"""An event may be lost, so an open socket looks by itself: soon while an answer is awaited."""

logger = structlog.get_logger(__name__)


class WidgetReader:
    """Writes a conversation's news to one socket, in the thread's order."""

    def __init__(self, socket: FrameSocket, visit: Visit, known_seq: int) -> None:
        self._socket = socket
        self._visit = visit
        self._subscription = Subscription(visitor_of(visit.tenant_id, visit.conversation_id))
        self._cursor = Cursor(seq=known_seq)
        self._draft = LiveDraft()
        self._holder: Holder | None = None
        self._expected_seq = 0
        self._stopped = False
        self._resumes = not visit.is_new
        self._task = asyncio.create_task(self._run())

    def expect(self, seq: int) -> None:
        """Look more often until this message was dealt with: its event may be lost."""
        self._expected_seq = max(self._expected_seq, seq)
        self._subscription.nudge()

    async def stop(self) -> None:
        """Stop reading. By a flag: a cancellation gets lost where a thread is awaited."""
        self._stopped = True
        self._subscription.nudge()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            # Subscribe before the first reading: what comes between both is an event, not a hole.
            async with self._subscription:
                while not self._stopped:
                    news = await self._read()
                    if not news.more:
                        await self._wait_for_news(news)
        except OSError:
            return  # the client left; its consumer ends too
        except Exception as error:  # a socket that cannot read must not look alive
            logger.warning("reading_failed", error=type(error).__name__)
            await self._socket.give_up()

    async def _read(self) -> News:
        visit = self._visit
        news = await read_news(visit.tenant_id, visit.conversation_id, self._cursor)
        if news.holder != self._holder:
            await self._socket.send_frame(_status(news.holder))
        for entry in news.entries:
            await self._socket.send_frame(ThreadMessage.of(entry))
        for turn in self._turns_to_send(news):
            last = max((e.seq for e in news.entries if e.turn == turn.id), default=turn.to_seq)
            await self._socket.send_frame(frames.TurnDone(turn=turn.id, seq=last))
        self._holder = news.holder
        # Turns are sent when the last of their messages was.
        turn = self._cursor.turn if news.more else news.cursor.turn
        self._cursor = Cursor(seq=news.cursor.seq, turn=turn)
        self._resumes = self._resumes and news.more
        return news

    def _turns_to_send(self, news: News) -> tuple[DoneTurn, ...]:
        """All new ones; after a resume only that the last one is done, if nothing waits."""
        if news.more:
            return ()
        if not self._resumes:
            return news.turns
        return () if news.waits else news.turns[-1:]

    async def _wait_for_news(self, news: News) -> None:
        while not self._stopped:
            expects = news.waits or self._expected_seq > news.handled_seq
            seconds = LOOK_SOON_SECONDS if expects else LOOK_AGAIN_SECONDS
            match await self._subscription.wait(seconds):
                case ConversationMoved() | NoEvent.SILENCE:
                    return
                case NoEvent.NUDGE:
                    continue
                case event:
                    await self._show(event)

    async def _show(self, event: Event) -> None:
        """Show a sign of life: somebody types, or the words of a turn that is being written."""
        is_bots = self._holder is not None and self._holder.handled_by == "bot"
        match event:
            case AgentTyping():
                await self._socket.send_frame(Typing())
            case DraftDiscarded():
                await self._show_draft(event)
            case BotTyping() | DraftDelta() if is_bots:
                await self._show_draft(event)

    async def _show_draft(self, event: TurnEvent) -> None:
        for frame in self._draft.frames(event, done=self._cursor.turn.id):
            await self._socket.send_frame(frame)


def _status(holder: Holder) -> frames.Status:
    return frames.Status.model_validate({"handled_by": holder.handled_by, "name": holder.name})
