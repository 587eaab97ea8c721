"""Hints: tell open sockets that there is something new to read in Postgres.

A hint carries no content and may be lost; whoever gets one reads what stands after the last
``seq`` they know.
"""

import asyncio
import contextlib
from typing import Any, Self
from uuid import UUID

import structlog
from channels.layers import get_channel_layer

logger = structlog.get_logger(__name__)


def conversation_group(conversation_id: UUID) -> str:
    """Name the group of everybody who looks at this conversation."""
    return f"conversation.{conversation_id}"


async def hint(conversation_id: UUID) -> None:
    """Say that the conversation moved. Never raises: Redis may be away."""
    try:
        await get_channel_layer().group_send(
            conversation_group(conversation_id), {"type": "conversation.moved"}
        )
    except Exception as error:  # every driver has errors of its own
        logger.warning("hint_failed", error=type(error).__name__)


class Hints:
    """One reader's ear. Without Redis it hears nothing, and the reader looks by itself."""

    def __init__(self, conversation_id: UUID) -> None:
        self._layer = get_channel_layer()
        self._group = conversation_group(conversation_id)
        self._channel: str | None = None
        # One receive stays open over many waits: cancelling it would unsubscribe the channel.
        self._receiving: asyncio.Future[Any] | None = None
        self._nudged = asyncio.Event()

    async def __aenter__(self) -> Self:
        try:
            channel = await self._layer.new_channel()
            await self._layer.group_add(self._group, channel)
            self._channel = channel
        except Exception as error:  # every driver has errors of its own
            logger.warning("listen_failed", error=type(error).__name__)
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._receiving is not None:
            self._receiving.cancel()
            await asyncio.gather(self._receiving, return_exceptions=True)
        if self._channel is not None:
            with contextlib.suppress(Exception):  # Redis forgets us when the connection ends
                await self._layer.group_discard(self._group, self._channel)

    def nudge(self) -> None:
        """End the running wait, so that the reader can choose another one."""
        self._nudged.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for a hint; True when it is time to read, False when only nudged."""
        if self._receiving is None and self._channel is not None:
            self._receiving = asyncio.ensure_future(self._layer.receive(self._channel))
        nudge = asyncio.ensure_future(self._nudged.wait())
        ears = {nudge, self._receiving} if self._receiving else {nudge}
        try:
            done, _ = await asyncio.wait(ears, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            nudge.cancel()
        self._nudged.clear()
        if self._receiving in done:
            self._receiving = None
        return done != {nudge}
