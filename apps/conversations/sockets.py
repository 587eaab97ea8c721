"""What all sockets share: frames out, patience until hello, and cleaning up however they end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, ClassVar, Protocol

import structlog
from channels.generic.websocket import AsyncWebsocketConsumer
from prometheus_client import Gauge

from apps.conversations.frames import Frame

CLOSE_TRY_AGAIN = 1013
CLOSE_UNKNOWN = 4404
CLOSE_SILENT = 4408
HELLO_SECONDS = 15.0
"""Whoever has not said hello by then is shown out: they would hold a socket for nothing."""

logger = structlog.get_logger(__name__)


class Reading(Protocol):
    """What writes news to a socket."""

    async def stop(self) -> None:
        """Stop reading."""


class FrameSocket(AsyncWebsocketConsumer):  # type: ignore[misc]
    """One socket of frames, from its handshake to its end."""

    # Hints are heard by the reader; Channels' own ear would refuse sockets without Redis.
    channel_layer_alias = None

    open_sockets: ClassVar[Gauge]

    _reader: Reading | None = None
    _patience: asyncio.TimerHandle | None = None

    async def __call__(
        self,
        scope: Any,
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        """Serve one socket, and clean up however it ends; the conversation goes on without it.

        Channels calls ``disconnect`` only for a goodbye that it reads, not for a client that
        leaves while something is being written.
        """
        with self.open_sockets.track_inprogress():
            try:
                await super().__call__(scope, receive, send)
            except OSError:
                logger.info("client_left")
            finally:
                self.said_hello()
                if self._reader is not None:
                    await self._reader.stop()

    async def let_in(self) -> None:
        """Accept the socket, and wait for its hello."""
        await self.accept()
        loop = asyncio.get_running_loop()
        self._patience = loop.call_later(HELLO_SECONDS, self._lose_patience)

    async def refuse(self, code: int) -> None:
        """Turn the socket away with a code."""
        await self.accept()  # a browser learns the code of an accepted socket only
        await self.close(code=code)

    async def give_up(self) -> None:
        """Close, so that the client comes back."""
        await self.close(code=CLOSE_TRY_AGAIN)

    async def send_frame(self, frame: Frame) -> None:
        """Send one frame."""
        await self.send(text_data=frame.as_text())

    def said_hello(self) -> None:
        """Be patient from now on."""
        if self._patience is not None:
            self._patience.cancel()

    def _lose_patience(self) -> None:
        self._farewell = asyncio.ensure_future(self.close(code=CLOSE_SILENT))


async def refuse_unknown(
    scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
) -> None:
    """Answer the handshake at an address where no socket is with 403."""
    await receive()
    await send({"type": "websocket.close"})
