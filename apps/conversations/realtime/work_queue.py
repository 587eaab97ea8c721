"""The doorbell: tells orchestrators where there is work.

Only a hint that saves the wait for the next sweep: what is lost here is found by the sweeper in
Postgres. So ringing never raises, and an entry is taken from its stream for good when it is read.
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

from apps.conversations.realtime.pubsub import let_run
from apps.platform.concurrency.per_loop import PerLoop

SHARDS = 16
GROUP = "orchestrators"
KEPT_ENTRIES = 10_000
WAIT_MILLISECONDS = 1_000

logger = structlog.get_logger(__name__)
failed_rings = Counter("xin_failed_rings_total", "Doorbell rings that did not reach Redis.")


def shard_of(tenant_id: UUID) -> str:
    """Name the stream of a tenant: all its conversations ring at the same one."""
    return f"xin:ring:{zlib.crc32(tenant_id.bytes) % SHARDS}"


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
_BOUNDED: Any = {"maxlen": KEPT_ENTRIES, "approximate": True}

What = Literal["turn", "deliveries", "events"]


@dataclass(frozen=True)
class Ring:
    """Where there is work: the turn of a conversation, its deliveries, or a channel's events.

    ``after`` are the seconds from now until it may be done.
    """

    what: What
    tenant_id: UUID
    place_id: UUID
    after: float = 0

    def as_fields(self) -> dict[Any, Any]:
        """Give the entry of the stream."""
        place = {"tenant": self.tenant_id.bytes, "place": self.place_id.bytes}
        return {"what": self.what, "after": self.after, **place}

    @classmethod
    def of(cls, fields: dict[bytes, bytes]) -> "Ring":
        """Read an entry of the stream."""
        what = cast(What, fields[b"what"].decode())
        place = UUID(bytes=fields[b"tenant"]), UUID(bytes=fields[b"place"])
        return cls(what, *place, float(fields[b"after"]))


_FIELDS = {b"what", b"tenant", b"place", b"after"}


def ring_on_commit(
    tenant_id: UUID, place_id: UUID, what: What = "turn", *, after: float = 0
) -> None:
    """Ring once the running transaction is committed."""
    transaction.on_commit(partial(ring, Ring(what, tenant_id, place_id, after)))


def ring(rung: Ring) -> None:
    """Say that there is work. Never raises."""
    try:
        redis_client().xadd(shard_of(rung.tenant_id), rung.as_fields(), **_BOUNDED)
    except redis.RedisError as error:
        _note_failure(error)


def ring_soon(rung: Ring) -> None:
    """Say from asynchronous code that there is work, without waiting. Never raises."""
    let_run(_ring(rung))


async def _ring(rung: Ring) -> None:
    try:
        await _clients.get().xadd(shard_of(rung.tenant_id), rung.as_fields(), **_BOUNDED)
    except (redis.RedisError, OSError) as error:
        _note_failure(error)


def _note_failure(error: Exception) -> None:
    failed_rings.inc()
    logger.warning("ring_failed", error=type(error).__name__)


class Doorbell:
    """The listening side: one member of the group that shares all streams."""

    def __init__(self) -> None:
        self._client = redis.asyncio.Redis.from_url(settings.REDIS_URL, socket_timeout=5)
        self._member = f"{socket.gethostname()}:{os.getpid()}"
        self._streams: dict[Any, Any] = {f"xin:ring:{number}": ">" for number in range(SHARDS)}

    async def __aenter__(self) -> Self:
        for stream in self._streams:
            with contextlib.suppress(redis.ResponseError):  # the group stands already
                await self._client.xgroup_create(stream, GROUP, id="0", mkstream=True)
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self._client.aclose()

    async def rings(self) -> list[Ring]:
        """Give new rings, after a second also none.

        Raises:
            redis.RedisError: Redis is away or was wiped; enter again after a pause.
        """
        answer: Any = await self._client.xreadgroup(
            GROUP, self._member, self._streams, count=100, block=WAIT_MILLISECONDS, noack=True
        )
        heard = [fields for _, entries in answer or () for _, fields in entries]
        # Another version may have rung in its own way; the sweeper finds what it meant.
        return [Ring.of(fields) for fields in heard if fields.keys() == _FIELDS]
