"""The doorbell: tells orchestrators that a conversation has work.

Only a hint that saves the wait for the next sweep: what is lost here is found by the sweeper in
Postgres. So ringing never raises, and an entry is taken from its stream for good when it is read.
"""

import contextlib
import os
import socket
import zlib
from functools import cache, partial
from typing import Any, Self
from uuid import UUID

import redis
import redis.asyncio
import structlog
from django.conf import settings
from django.db import transaction
from prometheus_client import Counter

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


def ring_on_commit(tenant_id: UUID, conversation_id: UUID) -> None:
    """Ring once the running transaction is committed."""
    transaction.on_commit(partial(ring, tenant_id, conversation_id))


def ring(tenant_id: UUID, conversation_id: UUID) -> None:
    """Say that this conversation has work. Never raises."""
    entry: dict[str | bytes, str | bytes] = {
        "tenant": tenant_id.bytes,
        "conversation": conversation_id.bytes,
    }
    try:
        redis_client().xadd(shard_of(tenant_id), entry, maxlen=KEPT_ENTRIES, approximate=True)  # type: ignore[arg-type]
    except redis.RedisError as error:
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

    async def rings(self) -> list[tuple[UUID, UUID]]:
        """Give (tenant id, conversation id) of new rings, after a second also none.

        Raises:
            redis.RedisError: Redis is away or was wiped; enter again after a pause.
        """
        answer: Any = await self._client.xreadgroup(
            GROUP, self._member, self._streams, count=100, block=WAIT_MILLISECONDS, noack=True
        )
        return [
            (UUID(bytes=fields[b"tenant"]), UUID(bytes=fields[b"conversation"]))
            for _, entries in answer or ()
            for _, fields in entries
        ]
