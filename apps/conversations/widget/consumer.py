"""The widget's socket: authenticate, dispatch frames to services, write what is news."""

import asyncio
from functools import partial
from urllib.parse import parse_qs

import structlog
from django.db import Error as DatabaseError
from prometheus_client import Gauge

from apps.channels.queries import access_widget_channel
from apps.conversations.realtime.events import (
    AgentTyping,
    BotTyping,
    ConversationMoved,
    DraftDelta,
    DraftDiscarded,
    Event,
    TurnEvent,
    VisitorTyping,
)
from apps.conversations.realtime.frames import Ack, Typing
from apps.conversations.realtime.pubsub import (
    NoEvent,
    Subscription,
    consoles_of,
    publish_moved_to_consoles,
    publish_soon,
    visitor_of,
)
from apps.conversations.realtime.sockets import CLOSE_UNKNOWN, FrameSocket
from apps.conversations.thread.accept import accept, accept_start_over
from apps.conversations.thread.frames import ThreadMessage
from apps.conversations.thread.read_marks import mark_read
from apps.conversations.thread.transcript import Cursor, DoneTurn, Holder, News, read_news
from apps.conversations.widget import frames
from apps.conversations.widget.live_draft import LiveDraft
from apps.conversations.widget.visitor_limits import check_new_visitor
from apps.conversations.widget.visits import NewVisitor, Visit, open_visit
from apps.core.errors import Forbidden, Invalid, NotFound, XinError
from apps.platform.db.units import unit_of_work

LOOK_SOON_SECONDS = 1.0
LOOK_AGAIN_SECONDS = 15.0
"""An event may be lost, so an open socket looks by itself: soon while an answer is awaited."""

logger = structlog.get_logger(__name__)


class WidgetConsumer(FrameSocket):
    """One visitor's open panel."""

    open_sockets = Gauge(
        "xin_widget_sockets", "Widget sockets open now.", multiprocess_mode="livesum"
    )

    _visit: Visit | None = None
    _reader: "Reader | None" = None

    async def connect(self) -> None:
        """Let a known key in from an allowed site."""
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        key, channel = query.get("key", [""])[0], query.get("channel", [None])[0]
        try:
            self._door = await access_widget_channel(key, channel, self._origin())
        except Forbidden:
            await self.close()  # before accept: the handshake is answered with 403
        except NotFound:
            await self.refuse(CLOSE_UNKNOWN)
        except DatabaseError as error:
            logger.warning("socket_refused", error=type(error).__name__)
            await self.accept()
            await self.give_up()
        else:
            await self.let_in()

    def _origin(self) -> str | None:
        headers: dict[bytes, bytes] = dict(self.scope["headers"])
        origin = headers.get(b"origin")
        return origin.decode("latin-1") if origin is not None else None

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Dispatch one frame; a refusal is an error frame and the socket stays open."""
        frame: frames.ClientFrame | None = None
        try:
            frame = frames.read_client_frame(text_data or "")
            self.check_pace()
            await self._obey(frame)
        except XinError as error:
            await self.send_frame(_refusal(error, frame))
        except DatabaseError as error:
            logger.warning("frame_failed", error=type(error).__name__)
            await self.give_up()

    async def _obey(self, frame: frames.ClientFrame) -> None:
        match frame:
            case frames.Hello():
                await self._hello(frame)
            case frames.VisitorMessage():
                await self._take_message(frame)
            case frames.StartOver():
                await self._start_over(frame)
            case frames.Read(seq=seq):
                visit, _ = self._after_hello()
                await unit_of_work(mark_read)(visit.tenant_id, visit.conversation_id, seq)
            case Typing():
                visit, _ = self._after_hello()
                consoles = consoles_of(visit.tenant_id)
                publish_soon(consoles, VisitorTyping(visit.conversation_id))

    def _after_hello(self) -> "tuple[Visit, Reader]":
        if self._visit is None or self._reader is None:
            raise Invalid("Say hello first.", code="hello_first")
        return self._visit, self._reader

    async def _hello(self, frame: frames.Hello) -> None:
        if self._visit is not None:
            raise Invalid("This socket has said hello already.", code="hello_twice")
        address = (self.scope.get("client") or ("",))[0]
        new_visitor = NewVisitor(check=partial(check_new_visitor, address))
        visit = await open_visit(self._door, frame.token, new_visitor)
        self.said_hello()
        self._visit = visit
        await self.send_frame(
            frames.Ready(
                token=visit.token, conversation_id=visit.conversation_id, seq=visit.last_seq
            )
        )
        self._reader = Reader(self, visit, known_seq=min(frame.last_seq, visit.last_seq))

    async def _take_message(self, frame: frames.VisitorMessage) -> None:
        visit, reader = self._after_hello()
        seq = await accept(visit.tenant_id, visit.conversation_id, frame)
        await self.send_frame(Ack(client_msg_id=frame.client_msg_id, seq=seq))
        reader.expect(seq)
        publish_moved_to_consoles(visit.tenant_id, visit.conversation_id)

    async def _start_over(self, frame: frames.StartOver) -> None:
        visit, reader = self._after_hello()
        place = (visit.tenant_id, visit.conversation_id, frame.client_msg_id)
        seq = await unit_of_work(accept_start_over)(*place)
        if frame.client_msg_id is not None:
            await self.send_frame(Ack(client_msg_id=frame.client_msg_id, seq=seq))
        reader.expect(seq)
        publish_moved_to_consoles(visit.tenant_id, visit.conversation_id)


class Reader:
    """Writes a conversation's news to one socket, in the thread's order."""

    def __init__(self, socket: WidgetConsumer, visit: Visit, known_seq: int) -> None:
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


def _refusal(error: XinError, about: frames.ClientFrame | None) -> frames.Refusal:
    return frames.Refusal(
        code=error.code,
        message=error.message,
        client_msg_id=getattr(about, "client_msg_id", None),
        fields=error.fields or None,
    )
