"""The work queue: tells orchestrators where there is work.

It only saves the wait for the next sweep: what is lost here is found by the sweeper in Postgres.
So to notify never raises, and an entry is taken from its stream for good when it is read.
"""

import contextlib
import os
import socket
import zlib
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Literal, Self, cast
from uuid import UUID

import redis
import redis.asyncio
import structlog
from django.conf import settings
from django.db import transaction
from prometheus_client import Counter

from apps.conversations.realtime.background import run_in_background
from apps.platform.concurrency.per_loop import PerLoop

STREAMS = 16
GROUP = "orchestrators"
MAX_ENTRIES = 10_000
WAIT_MILLISECONDS = 1_000

logger = structlog.get_logger(__name__)
failed_notifications = Counter(
    "xin_failed_notifications_total", "Notifications of work that did not reach Redis."
)


# Streams and fields keep the names of the first version: processes of two versions, side by side
# during an upgrade, understand each other, and no stream stays behind in Redis.
def stream_of(tenant_id: UUID) -> str:
    """Name the stream of a tenant: the work of all its conversations stands in the same one."""
    return f"xin:ring:{zlib.crc32(tenant_id.bytes) % STREAMS}"


@cache
def redis_client() -> redis.Redis:
    """Give the process's client for short calls that nobody waits long for."""
    # A visitor waits for the ack behind this call, so a Redis that hangs must not hold it.
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5)


_clients = PerLoop(
    lambda: redis.asyncio.Redis.from_url(
        settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5
    )
)
_BOUNDED: Any = {"maxlen": MAX_ENTRIES, "approximate": True}

WorkKind = Literal["turn", "deliveries", "events"]


@dataclass(frozen=True)
class Work:
    """Where there is work: the turn of a conversation, its deliveries, or a channel's events.

    ``target_id`` names the conversation or the channel; ``after`` are the seconds from now until
    it may be done.
    """

    kind: WorkKind
    tenant_id: UUID
    target_id: UUID
    after: float = 0

    def as_fields(self) -> dict[Any, Any]:
        """Give the entry of the stream."""
        target = {"tenant": self.tenant_id.bytes, "place": self.target_id.bytes}
        return {"what": self.kind, "after": self.after, **target}

    @classmethod
    def of(cls, fields: dict[bytes, bytes]) -> "Work":
        """Read an entry of the stream."""
        kind = cast(WorkKind, fields[b"what"].decode())
        target = UUID(bytes=fields[b"tenant"]), UUID(bytes=fields[b"place"])
        return cls(kind, *target, float(fields[b"after"]))


_FIELDS = {b"what", b"tenant", b"place", b"after"}


def notify_on_commit(
    tenant_id: UUID, target_id: UUID, kind: WorkKind = "turn", *, after: float = 0
) -> None:
    """Notify once the running transaction is committed."""
    transaction.on_commit(partial(notify, Work(kind, tenant_id, target_id, after)))


def notify(work: Work) -> None:
    """Say that there is work. Never raises."""
    try:
        redis_client().xadd(stream_of(work.tenant_id), work.as_fields(), **_BOUNDED)
    except redis.RedisError as error:
        _note_failure(error)


def notify_soon(work: Work) -> None:
    """Say from asynchronous code that there is work, without waiting. Never raises."""
    run_in_background(_notify(work))


async def _notify(work: Work) -> None:
    try:
        await _clients.get().xadd(stream_of(work.tenant_id), work.as_fields(), **_BOUNDED)
    except (redis.RedisError, OSError) as error:
        _note_failure(error)


def _note_failure(error: Exception) -> None:
    failed_notifications.inc()
    logger.warning("notify_failed", error=type(error).__name__)


class WorkQueue:
    """The reading side: one member of the group that shares all streams."""

    def __init__(self) -> None:
        self._client = redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_timeout=5)
        self._member = f"{socket.gethostname()}:{os.getpid()}"
        self._streams: dict[Any, Any] = {f"xin:ring:{number}": ">" for number in range(STREAMS)}

    async def __aenter__(self) -> Self:
        for stream in self._streams:
            with contextlib.suppress(redis.ResponseError):  # the group stands already
                await self._client.xgroup_create(stream, GROUP, id="0", mkstream=True)
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._client.aclose()

    async def read(self) -> list[Work]:
        """Give new work, after a second also none.

        Raises:
            redis.RedisError: Redis is away or was wiped; enter again after a pause.
        """
        answer: Any = await self._client.xreadgroup(
            GROUP, self._member, self._streams, count=100, block=WAIT_MILLISECONDS, noack=True
        )
        read = [fields for _, entries in answer or () for _, fields in entries]
        # Another version may have written it in its own way; the sweeper finds what it meant.
        return [Work.of(fields) for fields in read if fields.keys() == _FIELDS]
