"""Hints: tell open sockets that there is something new to read in Postgres.

A hint carries no content and may be lost; whoever gets one reads what stands after what they
know. Beside them travel signs of life that are worth nothing a moment later: who types, who looks.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from typing import Any, Self
from uuid import UUID

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

logger = structlog.get_logger(__name__)

MOST_ON_THE_WAY = 1_000
OPEN_SECONDS = 0.5
REOPEN_SECONDS = 5.0
"""How long a reader waits for its ear before it reads without."""

_on_the_way: set[asyncio.Task[None]] = set()

MOVED, TYPING, VIEWING, MEMBERS = "moved", "typing", "viewing", "members"
SILENCE, NUDGE = "silence", "nudge"

Heard = Mapping[str, Any]
"""What an ear heard; ``type`` is one of the six words above."""


def conversation_group(conversation_id: UUID) -> str:
    """Name the group of the visitors' sockets of one conversation."""
    return f"conversation.{conversation_id}"


def workspace_group(tenant_id: UUID) -> str:
    """Name the group of the consoles of one workspace."""
    return f"workspace.{tenant_id}"


async def hint(tenant_id: UUID, conversation_id: UUID) -> None:
    """Say to visitor and consoles that the conversation moved. Never raises."""
    await tell(conversation_group(conversation_id), MOVED)
    await hint_consoles(tenant_id, conversation_id)


async def hint_consoles(tenant_id: UUID, conversation_id: UUID) -> None:
    """Say to the consoles alone that the conversation moved. Never raises."""
    await tell(workspace_group(tenant_id), MOVED, conversation=str(conversation_id))


async def tell(group: str, kind: str, **event: str) -> None:
    """Say something to everybody in a group, without waiting for Redis. Never raises."""
    if len(_on_the_way) >= MOST_ON_THE_WAY:
        return  # Redis hangs; whoever misses this looks by itself
    sending = asyncio.create_task(_send(group, {"type": kind, **event}))
    _on_the_way.add(sending)
    sending.add_done_callback(_on_the_way.discard)


def tell_now(group: str, kind: str, **event: str) -> None:
    """Say something to everybody in a group, from synchronous code. Never raises."""
    async_to_sync(_send)(group, {"type": kind, **event})


async def _send(group: str, event: dict[str, str]) -> None:
    try:
        await get_channel_layer().group_send(group, event)
    except Exception as error:  # every driver has errors of its own
        logger.warning("hint_failed", error=type(error).__name__)


class Hints:
    """One reader's ear. Without Redis it hears nothing, and the reader looks by itself."""

    def __init__(self, group: str) -> None:
        self._layer = get_channel_layer()
        self._group = group
        self._channel: str | None = None
        # One receive stays open over many waits: cancelling it would unsubscribe the channel.
        self._receiving: asyncio.Future[Any] | None = None
        self._opening: asyncio.Future[None] | None = None
        self._nudged = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._opening = asyncio.ensure_future(self._open())
        await asyncio.wait({self._opening}, timeout=OPEN_SECONDS)
        return self

    async def _open(self) -> None:
        try:
            channel = await self._layer.new_channel()
            await self._layer.group_add(self._group, channel)
            self._channel = channel
        except Exception as error:  # every driver has errors of its own
            logger.warning("listen_failed", error=type(error).__name__)

    async def __aexit__(self, *exception: object) -> None:
        if self._opening is not None:
            await asyncio.wait({self._opening}, timeout=OPEN_SECONDS)
        if self._channel is None:
            return
        # The layer lets go of a channel only when an open receive is cancelled.
        self._receiving = self._receiving or self._listen(self._channel)
        await asyncio.sleep(0)
        self._receiving.cancel()
        await asyncio.gather(self._receiving, return_exceptions=True)
        with contextlib.suppress(Exception):  # Redis forgets us when the connection ends
            await self._layer.group_discard(self._group, self._channel)

    def _listen(self, channel: str) -> "asyncio.Future[Any]":
        listening: asyncio.Future[Any] = asyncio.ensure_future(self._layer.receive(channel))
        return listening

    def nudge(self) -> None:
        """End the running wait, so that the reader can choose another one."""
        self._nudged.set()

    async def wait(self, seconds: float) -> Heard:
        """Wait for the next event; *silence* when time is up, *nudge* when only nudged."""
        nudge = asyncio.ensure_future(self._nudged.wait())
        ears = {nudge, self._ear()}
        try:
            done, _ = await asyncio.wait(ears, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            nudge.cancel()
        self._nudged.clear()
        if self._receiving is not None and self._receiving in done:
            return self._take(self._receiving)
        return {"type": NUDGE if nudge in done else SILENCE}

    def _ear(self) -> "asyncio.Future[Any]":
        """Give what to wait on: the next event, or the ear that is still being opened."""
        if self._channel is not None:
            if self._receiving is None:
                self._receiving = self._listen(self._channel)
            return self._receiving
        if self._opening is None or self._opening.done():
            self._opening = asyncio.ensure_future(self._open_after_a_pause())
        return self._opening

    async def _open_after_a_pause(self) -> None:
        await asyncio.sleep(REOPEN_SECONDS)
        await self._open()

    def _take(self, received: "asyncio.Future[Any]") -> Heard:
        self._receiving = None
        error = received.exception()
        if error is None:
            heard: Heard = received.result()
            return heard
        logger.warning("listen_lost", error=type(error).__name__)
        self._channel = None  # deaf until it is opened again; the reader looks by itself
        return {"type": SILENCE}
