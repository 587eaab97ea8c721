"""The widget's socket: authenticate, dispatch frames to services, write what is news."""

from functools import partial
from urllib.parse import parse_qs

import structlog
from django.db import Error as DatabaseError
from prometheus_client import Gauge

from apps.channels.queries import access_widget_channel
from apps.conversations.realtime.events import (
    VisitorTyping,
)
from apps.conversations.realtime.frames import Ack, Typing
from apps.conversations.realtime.pubsub import (
    consoles_of,
    publish_moved_to_consoles,
    publish_soon,
)
from apps.conversations.realtime.sockets import CLOSE_UNKNOWN, FrameSocket
from apps.conversations.thread.accept import accept, accept_start_over
from apps.conversations.thread.read_marks import mark_read
from apps.conversations.widget import frames
from apps.conversations.widget.reader import WidgetReader
from apps.conversations.widget.visitor_limits import check_new_visitor
from apps.conversations.widget.visits import NewVisitor, Visit, open_visit
from apps.core.errors import Forbidden, Invalid, NotFound, XinError
from apps.platform.db.units import unit_of_work

logger = structlog.get_logger(__name__)


class WidgetConsumer(FrameSocket):
    """One visitor's open panel."""

    open_sockets = Gauge(
        "xin_widget_sockets", "Widget sockets open now.", multiprocess_mode="livesum"
    )

    _visit: Visit | None = None
    _reader: WidgetReader | None = None

    async def connect(self) -> None:
        """Let a known key in from an allowed site."""
        query = parse_qs(self.scope["query_string"].decode("latin-1"))
        key, channel = query.get("key", [""])[0], query.get("channel", [None])[0]
        try:
            self._channel = await access_widget_channel(key, channel, self._origin())
        except Forbidden:
            await self.close()  # before accept: the handshake is answered with 403
        except NotFound:
            await self.refuse(CLOSE_UNKNOWN)
        except DatabaseError as error:
            logger.warning("socket_refused", error=type(error).__name__)
            await self.accept()
            await self.close_to_retry()
        else:
            await self.accept_and_await_hello()

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
            await self._handle_frame(frame)
        except XinError as error:
            await self.send_frame(_refusal(error, frame))
        except DatabaseError as error:
            logger.warning("frame_failed", error=type(error).__name__)
            await self.close_to_retry()

    async def _handle_frame(self, frame: frames.ClientFrame) -> None:
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

    def _after_hello(self) -> tuple[Visit, WidgetReader]:
        if self._visit is None or self._reader is None:
            raise Invalid("Say hello first.", code="hello_first")
        return self._visit, self._reader

    async def _hello(self, frame: frames.Hello) -> None:
        if self._visit is not None:
            raise Invalid("This socket has said hello already.", code="hello_twice")
        address = (self.scope.get("client") or ("",))[0]
        new_visitor = NewVisitor(check=partial(check_new_visitor, address))
        visit = await open_visit(self._channel, frame.token, new_visitor)
        self.said_hello()
        self._visit = visit
        await self.send_frame(
            frames.Ready(
                token=visit.token, conversation_id=visit.conversation_id, seq=visit.last_seq
            )
        )
        self._reader = WidgetReader(self, visit, known_seq=min(frame.last_seq, visit.last_seq))

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


def _refusal(error: XinError, about: frames.ClientFrame | None) -> frames.Refusal:
    return frames.Refusal(
        code=error.code,
        message=error.message,
        client_msg_id=getattr(about, "client_msg_id", None),
        fields=error.fields or None,
    )
