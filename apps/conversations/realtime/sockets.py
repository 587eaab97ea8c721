"""What all sockets share: frames out, patience until hello, and cleaning up however they end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Protocol

import structlog
from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer
from prometheus_client import Gauge

from apps.conversations.realtime.connection_limits import counted_connection
from apps.conversations.realtime.frames import Frame
from apps.core.errors import RateLimited

CLOSE_TRY_AGAIN = 1013
CLOSE_UNKNOWN = 4404
CLOSE_SILENT = 4408
HELLO_SECONDS = 15.0
"""Whoever has not said hello by then is shown out: they would hold a socket for nothing."""

SLOW_SECONDS = 10.0
"""Who does not take a frame for so long is cut off; what is news is kept for them in Postgres."""
GOODBYE_SECONDS = 1.0
MOST_FRAMES, FRAMES_SECONDS = 100, 10.0
"""A person types, reads and clicks less often than that."""

logger = structlog.get_logger(__name__)


class Reading(Protocol):
    """What writes news to a socket."""

    async def stop(self) -> None:
        """Stop reading."""


class FrameSocket(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One socket of frames, from its handshake to its end."""

    # The reader has a subscription; Channels' own would refuse sockets without Redis.
    channel_layer_alias = None

    open_sockets: ClassVar[Gauge]

    _reader: Reading | None = None
    _patience: asyncio.TimerHandle | None = None
    _serving: asyncio.Task[Any] | None = None
    _left_behind = False
    _frames = 0
    _frames_since = 0.0

    async def __call__(
        self,
        scope: Any,
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        """Serve one socket, if its address has not too many.

        Clean up however it ends; the conversation goes on without it. Channels calls
        ``disconnect`` only for a goodbye that it reads, not for a client that leaves while
        something is being written.
        """
        address = (scope.get("client") or ("",))[0]
        with self.open_sockets.track_inprogress(), counted_connection(address) as has_room:
            if not has_room:
                await _send_away(receive, send)
                return
            try:
                self._serving = asyncio.current_task()
                await super().__call__(scope, receive, send)
            except asyncio.CancelledError:
                if not self._left_behind:
                    raise
            except OSError:
                logger.info("client_left")
            finally:
                self.said_hello()
                if self._reader is not None:
                    await self._reader.stop()

    async def dispatch(self, message: dict[str, Any]) -> None:
        """Hand on what came. Channels tidies the thread's database connection up before each.

        Only units of work have one here, on threads that see to it themselves.
        """
        await getattr(self, get_handler_name(message))(message)

    async def accept_and_await_hello(self) -> None:
        """Accept the socket, and wait for its hello."""
        await self.accept()
        loop = asyncio.get_running_loop()
        self._patience = loop.call_later(HELLO_SECONDS, self._lose_patience)

    async def refuse(self, code: int) -> None:
        """Turn the socket away with a code."""
        await self.accept()  # a browser learns the code of an accepted socket only
        await self.close(code=code)

    async def close_to_retry(self) -> None:
        """Close, so that the client comes back."""
        await self.close(code=CLOSE_TRY_AGAIN)

    async def send_frame(self, frame: Frame) -> None:
        """Send one frame; a client that does not take it holds nothing but its own reading up."""
        try:
            async with asyncio.timeout(SLOW_SECONDS):
                await self.send(text_data=frame.as_text())
        except TimeoutError:
            logger.info("client_too_slow")
            await self._leave_behind()
            raise

    async def _leave_behind(self) -> None:
        """End the socket: by a goodbye if it is taken, else without one."""
        try:
            async with asyncio.timeout(GOODBYE_SECONDS):
                await self.close_to_retry()
        except TimeoutError:
            if self._serving is not None and self._serving is not asyncio.current_task():
                self._left_behind = True
                self._serving.cancel()

    def check_pace(self) -> None:
        """Count a frame that came.

        Raises:
            RateLimited: more came than a person can mean.
        """
        now = asyncio.get_running_loop().time()
        if now - self._frames_since > FRAMES_SECONDS:
            self._frames, self._frames_since = 0, now
        self._frames += 1
        if self._frames > MOST_FRAMES:
            raise RateLimited("Too many frames at once. Wait a few seconds.")

    def said_hello(self) -> None:
        """Be patient from now on."""
        if self._patience is not None:
            self._patience.cancel()

    def _lose_patience(self) -> None:
        self._farewell = asyncio.ensure_future(self.close(code=CLOSE_SILENT))


async def _send_away(
    receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Tell a client to dial again later."""
    await receive()
    await send({"type": "websocket.accept"})  # a browser learns the code of an accepted one only
    await send({"type": "websocket.close", "code": CLOSE_TRY_AGAIN})


async def refuse_unknown(
    scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Answer the handshake at an address where no socket is with 403."""
    await receive()
    await send({"type": "websocket.close"})
