"""Looks after the invariants while the product runs, so that somebody is told.

The queries read whole tables, so one process asks them now and then, and each gives up before it
is a burden. The answer is kept in Redis, where every ``/metrics`` finds the same one; when Redis
has forgotten it, or nobody asks any more, the numbers are missing, which is an alert of its own.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, cast

import redis
import structlog
from django.db import OperationalError

from apps.channels.models import InboundEvent
from apps.conversations.invariants import INVARIANTS, violations
from apps.conversations.realtime.work_queue import redis_client
from apps.platform.db.scope import system_scope

EVERY_SECONDS = 300
KEPT_SECONDS = 4 * EVERY_SECONDS
LONGEST_QUERY_SECONDS = 20.0
_ASKED, _ANSWER = "xin:watch:asked", "xin:watch:answer"

logger = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Watched:
    """How many rows break each invariant, 100 at most, and how many events are set aside.

    An invariant whose query took too long is missing.
    """

    broken: dict[str, int] = field(default_factory=dict)
    set_aside: int | None = None


def watch() -> None:
    """Ask, if nobody has asked for a while.

    Raises:
        redis.RedisError: Redis is away, so nobody could hear the answer.
        django.db.Error: the database is.
    """
    if redis_client().set(_ASKED, 1, nx=True, ex=EVERY_SECONDS):
        answer = asdict(Watched(_broken(), _set_aside()))
        redis_client().set(_ANSWER, json.dumps(answer), ex=KEPT_SECONDS)


def read_watched() -> Watched:
    """Give the latest answer; an empty one when there is none, or Redis is away."""
    try:
        stored = cast(Any, redis_client().get(_ANSWER))
    except redis.RedisError:
        return Watched()
    return Watched(**json.loads(stored)) if stored else Watched()


def _broken() -> dict[str, int]:
    found = {}
    for invariant in INVARIANTS:
        try:
            rows = violations(invariant, longest_query_seconds=LONGEST_QUERY_SECONDS)
        except OperationalError as error:
            logger.warning(
                "invariant_not_asked", invariant=invariant.name, error=type(error).__name__
            )
            continue
        found[invariant.name] = len(rows)
        if rows:
            logger.error("invariant_broken", invariant=invariant.name, row=str(rows[0].row_id))
    return found


def _set_aside() -> int:
    with system_scope("events set aside"):
        return InboundEvent.objects.filter(state=InboundEvent.State.QUARANTINED).count()
