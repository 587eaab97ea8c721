"""How many new visitors may come from one address: who asks for more waits for the next minute.

Counted in Redis under a hash that lasts two minutes; a Redis that is away lets everybody in.
"""

import hashlib
import time

import redis
import structlog
from django.conf import settings

from apps.conversations.realtime.connection_limits import network_of
from apps.conversations.realtime.work_queue import redis_client
from apps.core.errors import RateLimited

WINDOW_SECONDS = 60

logger = structlog.get_logger(__name__)


def check_new_visitor(address: str) -> None:
    """Count a new visitor from this network address.

    The address is the one that the server trusts: the connection's, or what a trusted proxy says.
    The machine itself is not counted, nor a socket file.

    Raises:
        RateLimited: ``XIN_NEW_VISITORS_PER_MINUTE`` have come from there in this minute.
    """
    network = network_of(address)
    limit = settings.XIN_NEW_VISITORS_PER_MINUTE
    if network and limit and _count(network) > limit:
        raise RateLimited("Too many new chats from your network. Try again in a minute.")


def _count(network: str) -> int:
    minute = int(time.time() // WINDOW_SECONDS)
    name = f"xin:new_visitors:{hashlib.sha256(network.encode()).hexdigest()[:32]}:{minute}"
    try:
        with redis_client().pipeline(transaction=False) as pipeline:
            pipeline.incr(name)
            pipeline.expire(name, 2 * WINDOW_SECONDS)
            count, _ = pipeline.execute()
    except redis.RedisError as error:
        logger.warning("new_visitors_not_counted", error=type(error).__name__)
        return 0
    return int(count)
