"""Hints: tell open sockets that there is something new to read in Postgres.

A hint carries no content and may be lost; whoever gets one reads what stands after what they
know. Beside them travel signs of life that are worth nothing a moment later: who types, who looks.
"""

import asyncio
import contextlib
from collections.abc import Coroutine, Mapping
from typing import Any, Self
from uuid import UUID
from weakref import WeakKeyDictionary

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

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
    let_run(tell_and_wait(group, kind, **event))


def let_run(telling: Coroutine[Any, Any, None]) -> None:
    """Let something be said while the asker goes on."""
    task = asyncio.create_task(telling)
    _on_the_way.add(task)
    task.add_done_callback(_on_the_way.discard)


def tell_now(group: str, kind: str, **event: str) -> None:
    """Say something to everybody in a group, from synchronous code. Never raises."""
    async_to_sync(tell_and_wait)(group, kind, **event)


async def tell_and_wait(group: str, kind: str, **event: str) -> None:
    """Say something to everybody in a group, before what is said next. Never raises."""
    try:
        await get_channel_layer().group_send(group, {"type": kind, "group": group, **event})
    except Exception as error:  # every driver has errors of its own
        logger.warning("hint_failed", error=type(error).__name__)


class _Ears:
    """All that one event loop hears, on one channel: Redis tells a process each event once."""

    def __init__(self) -> None:
        self._layer = get_channel_layer()
        self._channel: str | None = None
        self._opening = asyncio.Lock()
        self._readers: dict[str, set[asyncio.Queue[Heard]]] = {}

    async def listen(self, group: str, reader: asyncio.Queue[Heard]) -> None:
        """Put what is said in a group into the reader's queue from now on."""
        self._readers.setdefault(group, set()).add(reader)
        async with self._opening:
            if self._channel is None:
                self._channel = await self._layer.new_channel()
                self._hearing = asyncio.create_task(self._hear(self._channel))
        await self._layer.group_add(group, self._channel)

    async def forget(self, group: str, reader: asyncio.Queue[Heard]) -> None:
        """Let go of a reader, and of the group behind its last one. Never raises."""
        readers = self._readers.get(group, set())
        readers.discard(reader)
        if readers or self._readers.pop(group, None) is None:
            return
        with contextlib.suppress(Exception):  # Redis forgets us when the connection ends
            await self._layer.group_discard(group, self._channel)
            if group in self._readers:  # somebody came while the last one left
                await self._layer.group_add(group, self._channel)

    async def _hear(self, channel: str) -> None:
        while True:
            heard: Heard = await self._layer.receive(channel)
            for reader in self._readers.get(heard["group"], ()):
                with contextlib.suppress(asyncio.QueueFull):  # it has enough to look for
                    reader.put_nowait(heard)


_ears_of_loops: WeakKeyDictionary[asyncio.AbstractEventLoop, _Ears] = WeakKeyDictionary()


def _ears() -> _Ears:
    loop = asyncio.get_running_loop()
    if loop not in _ears_of_loops:
        _ears_of_loops[loop] = _Ears()
    return _ears_of_loops[loop]


class Hints:
    """One reader's ear. Without Redis it hears nothing, and the reader looks by itself."""

    def __init__(self, group: str) -> None:
        self._group = group
        self._heard: asyncio.Queue[Heard] = asyncio.Queue(MOST_UNHEARD)
        self._is_open = False
        self._opening: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        self._opening = asyncio.ensure_future(self._open())
        await asyncio.wait({self._opening}, timeout=OPEN_SECONDS)
        return self

    async def _open(self) -> None:
        try:
            await _ears().listen(self._group, self._heard)
            self._is_open = True
        except Exception as error:  # every driver has errors of its own
            logger.warning("listen_failed", error=type(error).__name__)

    async def __aexit__(self, *exception: object) -> None:
        let_run(self._close())

    async def _close(self) -> None:
        if self._opening is not None:
            await asyncio.wait({self._opening})
        await _ears().forget(self._group, self._heard)

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
