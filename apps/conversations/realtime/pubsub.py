"""Hints: tell open sockets that there is something new to read in Postgres.

A hint carries no content and may be lost; whoever gets one reads what stands after what they
know. Beside them travel signs of life that are worth nothing a moment later: who types, who looks.

A workspace is one group in Redis, so that whatever happens is said once. Each event names whom it
is for, and each process hands it to those of its readers alone.
"""

import asyncio
import contextlib
from collections.abc import Coroutine, Mapping
from typing import Any, NamedTuple, Self
from uuid import UUID

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from apps.platform.concurrency.per_loop import PerLoop

logger = structlog.get_logger(__name__)

MOST_ON_THE_WAY = 1_000
MOST_UNHEARD = 1_000
OPEN_SECONDS = 0.5
REOPEN_SECONDS = 5.0
"""How long a reader waits for its ear before it reads without."""

_on_the_way: set[asyncio.Task[None]] = set()

MOVED, TYPING, VIEWING, MEMBERS = "moved", "typing", "viewing", "members"
BOT_TYPING, DELTA, DISCARD = "bot_typing", "delta", "discard"
SILENCE, NUDGE = "silence", "nudge"

Heard = Mapping[str, Any]
"""What an ear heard; ``type`` is one of the words above."""


CONSOLES = "consoles"
"""The place of a workspace's consoles; a visitor's is the id of their conversation."""


class Audience(NamedTuple):
    """Whom an event is for, or as whom a reader listens: places in the group of one workspace."""

    group: str
    places: tuple[str, ...]


def visitor_of(tenant_id: UUID, conversation_id: UUID) -> Audience:
    """Name the visitor's sockets and requests of one conversation."""
    return Audience(_group(tenant_id), (str(conversation_id),))


def consoles_of(tenant_id: UUID) -> Audience:
    """Name the consoles of one workspace."""
    return Audience(_group(tenant_id), (CONSOLES,))


def everybody_at(tenant_id: UUID, conversation_id: UUID) -> Audience:
    """Name the visitor of one conversation and the consoles of its workspace."""
    return Audience(_group(tenant_id), (str(conversation_id), CONSOLES))


def _group(tenant_id: UUID) -> str:
    return f"hints.{tenant_id}"


async def hint(tenant_id: UUID, conversation_id: UUID) -> None:
    """Say to visitor and consoles that the conversation moved. Never raises."""
    everybody = everybody_at(tenant_id, conversation_id)
    await tell(everybody, MOVED, conversation=str(conversation_id))


async def hint_consoles(tenant_id: UUID, conversation_id: UUID) -> None:
    """Say to the consoles alone that the conversation moved. Never raises."""
    await tell(consoles_of(tenant_id), MOVED, conversation=str(conversation_id))


async def tell(audience: Audience, kind: str, **event: str) -> None:
    """Say something to an audience, without waiting for Redis. Never raises."""
    if len(_on_the_way) >= MOST_ON_THE_WAY:
        return  # Redis hangs; whoever misses this looks by itself
    let_run(tell_and_wait(audience, kind, **event))


def let_run(telling: Coroutine[Any, Any, None]) -> None:
    """Let something be said while the asker goes on."""
    task = asyncio.create_task(telling)
    _on_the_way.add(task)
    task.add_done_callback(_on_the_way.discard)


def tell_now(audience: Audience, kind: str, **event: str) -> None:
    """Say something to an audience, from synchronous code. Never raises."""
    async_to_sync(tell_and_wait)(audience, kind, **event)


async def tell_and_wait(audience: Audience, kind: str, **event: str) -> None:
    """Say something to an audience, before what is said next. Never raises."""
    said = {"type": kind, **audience._asdict(), **event}
    try:
        await get_channel_layer().group_send(audience.group, said)
    except Exception as error:  # every driver has errors of its own
        logger.warning("hint_failed", error=type(error).__name__)


class _Ears:
    """All that one event loop hears, on one channel: Redis tells a process each event once."""

    def __init__(self) -> None:
        self._layer = get_channel_layer()
        self._channel: str | None = None
        self._moving = asyncio.Lock()
        """Groups are joined and left one after the other: who comes while the last reader leaves
        joins when it has left."""
        self._joined: set[str] = set()
        self._readers: dict[str, dict[str, set[asyncio.Queue[Heard]]]] = {}
        """The readers at each place of each group."""

    async def listen(self, audience: Audience, reader: asyncio.Queue[Heard]) -> None:
        """Put what is said to an audience into the reader's queue from now on."""
        places = self._readers.setdefault(audience.group, {})
        for place in audience.places:
            places.setdefault(place, set()).add(reader)
        if audience.group not in self._joined:
            async with self._moving:
                await self._join(audience.group)

    async def _join(self, group: str) -> None:
        if self._channel is None:
            self._channel = await self._layer.new_channel()
            self._hearing = asyncio.create_task(self._hear(self._channel))
        if group not in self._joined:
            await self._layer.group_add(group, self._channel)
            self._joined.add(group)

    async def forget(self, audience: Audience, reader: asyncio.Queue[Heard]) -> None:
        """Let go of a reader, and of the group behind its last one. Never raises."""
        places = self._readers.get(audience.group, {})
        for place in audience.places:
            readers = places.get(place, set())
            readers.discard(reader)
            if not readers:
                places.pop(place, None)
        if not places:
            async with self._moving:
                await self._leave(audience.group)

    async def _leave(self, group: str) -> None:
        if self._readers.get(group):
            return  # somebody came meanwhile
        self._readers.pop(group, None)
        if group in self._joined:
            self._joined.remove(group)
            with contextlib.suppress(Exception):  # Redis forgets us when the connection ends
                await self._layer.group_discard(group, self._channel)

    async def _hear(self, channel: str) -> None:
        while True:
            heard: Heard = await self._layer.receive(channel)
            for reader in self._meant(heard):
                with contextlib.suppress(asyncio.QueueFull):  # it has enough to look for
                    reader.put_nowait(heard)

    def _meant(self, heard: Heard) -> set[asyncio.Queue[Heard]]:
        places = self._readers.get(heard["group"], {})
        return {reader for place in heard["places"] for reader in places.get(place, ())}


_ears = PerLoop(_Ears)


class Hints:
    """One reader's ear. Without Redis it hears nothing, and the reader looks by itself."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._heard: asyncio.Queue[Heard] = asyncio.Queue(MOST_UNHEARD)
        self._is_open = False
        self._opening: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        self._opening = asyncio.ensure_future(self._open())
        await asyncio.wait({self._opening}, timeout=OPEN_SECONDS)
        return self

    async def _open(self) -> None:
        try:
            await _ears.get().listen(self._audience, self._heard)
            self._is_open = True
        except Exception as error:  # every driver has errors of its own
            logger.warning("listen_failed", error=type(error).__name__)

    async def __aexit__(self, *exception: object) -> None:
        let_run(self._close())

    async def _close(self) -> None:
        if self._opening is not None:
            await asyncio.wait({self._opening})
        await _ears.get().forget(self._audience, self._heard)

    def nudge(self) -> None:
        """End the running wait, so that the reader can choose another one."""
        if self._heard.empty():
            self._heard.put_nowait({"type": NUDGE})

    async def wait(self, seconds: float) -> Heard:
        """Wait for the next event; *silence* when time is up, *nudge* when only nudged."""
        if not self._is_open and (self._opening is None or self._opening.done()):
            self._opening = asyncio.ensure_future(self._open_after_a_pause())
        try:
            async with asyncio.timeout(seconds):
                return await self._heard.get()
        except TimeoutError:
            return {"type": SILENCE}

    async def _open_after_a_pause(self) -> None:
        await asyncio.sleep(REOPEN_SECONDS)
        await self._open()
        if self._heard.empty():  # what was said meanwhile is not lost: look
            self._heard.put_nowait({"type": SILENCE})
