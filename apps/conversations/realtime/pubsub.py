"""Tells open sockets that something happened, so that they need not look for it by themselves.

An event may be lost; whoever gets one reads in Postgres what stands after what they know.

A workspace is one group in Redis, so that whatever happens is published once. Each event names
the topics that it belongs to, and each process hands it to its subscribers of those alone.
"""

import asyncio
import contextlib
from enum import Enum, auto
from typing import Any, NamedTuple, Self
from uuid import UUID

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from apps.conversations.realtime.background import run_in_background, running_in_background
from apps.conversations.realtime.events import ConversationMoved, Event, decode, encode
from apps.platform.concurrency.per_loop import PerLoop

logger = structlog.get_logger(__name__)

MAX_IN_BACKGROUND = 1_000
MAX_UNREAD = 1_000
OPEN_SECONDS = 0.5
REOPEN_SECONDS = 5.0
"""How long a reader waits for its subscription before it reads without."""


CONSOLES = "consoles"
"""The topic of a workspace's consoles; a visitor's is the id of their conversation."""


class Audience(NamedTuple):
    """Whom an event is for, or as whom somebody subscribes: topics in a workspace's group."""

    group: str
    topics: tuple[str, ...]


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
    return f"events.{tenant_id}"


def publish_moved(tenant_id: UUID, conversation_id: UUID) -> None:
    """Let visitor and consoles know soon that the conversation moved. Never raises."""
    publish_soon(everybody_at(tenant_id, conversation_id), ConversationMoved(conversation_id))


def publish_moved_to_consoles(tenant_id: UUID, conversation_id: UUID) -> None:
    """Let the consoles alone know soon that the conversation moved. Never raises."""
    publish_soon(consoles_of(tenant_id), ConversationMoved(conversation_id))


def publish_soon(audience: Audience, event: Event) -> None:
    """Publish from asynchronous code, without waiting for Redis. Never raises."""
    if running_in_background() >= MAX_IN_BACKGROUND:
        return  # Redis hangs; whoever misses this looks by itself
    run_in_background(publish(audience, event))


def publish_now(audience: Audience, event: Event) -> None:
    """Publish from synchronous code. Never raises."""
    async_to_sync(publish)(audience, event)


async def publish(audience: Audience, event: Event) -> None:
    """Publish, before what is published next. Never raises."""
    message = {"topics": audience.topics, "group": audience.group, "event": encode(event)}
    try:
        await get_channel_layer().group_send(audience.group, message)
    except Exception as error:  # every driver has errors of its own
        logger.warning("publish_failed", error=type(error).__name__)


class NoEvent(Enum):
    """Why a wait is over though nothing was published."""

    SILENCE = auto()
    """Time is up, or something may have been missed."""
    NUDGE = auto()
    """The waiting was ended from within the process."""


Awaited = Event | NoEvent
Inbox = asyncio.Queue[Awaited]


class _Subscriptions:
    """Those of one event loop, on one channel: Redis tells a process each event once."""

    def __init__(self) -> None:
        self._layer = get_channel_layer()
        self._channel: str | None = None
        self._moving = asyncio.Lock()
        """Groups are joined and left one after the other: who comes while the last subscriber
        leaves joins when it has left."""
        self._joined: set[str] = set()
        self._inboxes: dict[str, dict[str, set[Inbox]]] = {}
        """Those of the subscribers, by topic in each group."""

    async def add(self, audience: Audience, inbox: Inbox) -> None:
        """Put what is published for an audience into this inbox from now on."""
        topics = self._inboxes.setdefault(audience.group, {})
        for topic in audience.topics:
            topics.setdefault(topic, set()).add(inbox)
        if audience.group not in self._joined:
            async with self._moving:
                await self._join(audience.group)

    async def _join(self, group: str) -> None:
        if self._channel is None:
            self._channel = await self._layer.new_channel()
            self._receiving = asyncio.create_task(self._receive(self._channel))
        if group not in self._joined:
            await self._layer.group_add(group, self._channel)
            self._joined.add(group)

    async def remove(self, audience: Audience, inbox: Inbox) -> None:
        """Let go of an inbox, and of the group behind its last one. Never raises."""
        topics = self._inboxes.get(audience.group, {})
        for topic in audience.topics:
            inboxes = topics.get(topic, set())
            inboxes.discard(inbox)
            if not inboxes:
                topics.pop(topic, None)
        if not topics:
            async with self._moving:
                await self._leave(audience.group)

    async def _leave(self, group: str) -> None:
        if self._inboxes.get(group):
            return  # somebody came meanwhile
        self._inboxes.pop(group, None)
        if group in self._joined:
            self._joined.remove(group)
            with contextlib.suppress(Exception):  # Redis forgets us when the connection ends
                await self._layer.group_discard(group, self._channel)

    async def _receive(self, channel: str) -> None:
        while True:
            message: dict[str, Any] = await self._layer.receive(channel)
            inboxes = self._inboxes_for(message)
            event = decode(message["event"]) if inboxes else None
            if event is not None:
                _deliver(event, inboxes)

    def _inboxes_for(self, message: dict[str, Any]) -> set[Inbox]:
        topics = self._inboxes.get(message["group"], {})
        return {inbox for topic in message["topics"] for inbox in topics.get(topic, ())}


def _deliver(event: Event, inboxes: set[Inbox]) -> None:
    for inbox in inboxes:
        with contextlib.suppress(asyncio.QueueFull):  # its reader has enough to look for
            inbox.put_nowait(event)


_subscriptions = PerLoop(_Subscriptions)


class Subscription:
    """What one reader gets to know. Without Redis that is nothing, and it looks by itself."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._inbox: Inbox = asyncio.Queue(MAX_UNREAD)
        self._is_open = False
        self._opening: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        self._opening = asyncio.ensure_future(self._open())
        await asyncio.wait({self._opening}, timeout=OPEN_SECONDS)
        return self

    async def _open(self) -> None:
        try:
            await _subscriptions.get().add(self._audience, self._inbox)
            self._is_open = True
        except Exception as error:  # every driver has errors of its own
            logger.warning("subscribe_failed", error=type(error).__name__)

    async def __aexit__(self, *exception: object) -> None:
        run_in_background(self._close())

    async def _close(self) -> None:
        if self._opening is not None:
            await asyncio.wait({self._opening})
        await _subscriptions.get().remove(self._audience, self._inbox)

    def nudge(self) -> None:
        """End the running wait, so that the reader can choose another one."""
        if self._inbox.empty():
            self._inbox.put_nowait(NoEvent.NUDGE)

    async def wait(self, seconds: float) -> Awaited:
        """Wait for the next event; `NoEvent` says that there was none."""
        if not self._is_open and (self._opening is None or self._opening.done()):
            self._opening = asyncio.ensure_future(self._open_after_a_pause())
        try:
            async with asyncio.timeout(seconds):
                return await self._inbox.get()
        except TimeoutError:
            return NoEvent.SILENCE

    async def _open_after_a_pause(self) -> None:
        await asyncio.sleep(REOPEN_SECONDS)
        await self._open()
        if self._inbox.empty():  # what was published meanwhile is not lost: look
            self._inbox.put_nowait(NoEvent.SILENCE)
