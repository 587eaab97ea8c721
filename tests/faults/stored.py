"""What the database and the API hold at the end, against what visitors saw."""

import time
from collections.abc import Sequence
from typing import Any

from apps.conversations.invariants import INVARIANTS, Invariant
from apps.conversations.outbound.deliveries import LEASES_HELD
from tests.faults.visitors import PATIENCE_SECONDS, Visitor
from tests.product import Product

LOOK_AGAIN_SECONDS = 0.25
LEASE_SECONDS = 3

_WAITING = "SELECT count(*) FROM conversations_conversation WHERE work_since IS NOT NULL"

_NUMBERS = """
    SELECT client_msg_id::text, seq FROM conversations_message
    WHERE client_msg_id IS NOT NULL AND conversation_id = ANY(%(conversations)s::uuid[])
"""


def settle(product: Product) -> None:
    """Wait until nothing waits for the bot."""
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while product.query(_WAITING) != [(0,)]:
        assert time.monotonic() < ends_at, f"work is left: {product.query(_WAITING)}"
        time.sleep(LOOK_AGAIN_SECONDS)


def broken_invariants(product: Product) -> list[str]:
    """Ask what the doctor asks, of the whole database, without starting a process for it."""
    return [
        f"{invariant.name}: {row}" for invariant in INVARIANTS for row in _rows(product, invariant)
    ]


def _rows(product: Product, invariant: Invariant) -> list[tuple[Any, ...]]:
    limits = {"longest_wait": PATIENCE_SECONDS, "held": LEASES_HELD * LEASE_SECONDS}
    return product.query(invariant.query, limits)


def differences(product: Product, visitors: Sequence[Visitor]) -> list[str]:
    """Compare what visitors saw and were promised with what the server keeps."""
    ids = [visitor.conversation_id for visitor in visitors]
    stored = dict(product.query(_NUMBERS, {"conversations": ids}))
    return [
        f"{visitor.conversation_id}: {problem}"
        for visitor in visitors
        for problem in (*visitor.problems, *_not_kept(visitor, stored), *_not_seen(visitor))
    ]


def _not_kept(visitor: Visitor, stored: dict[str, int]) -> list[str]:
    lost = visitor.acked.items() - stored.items()
    return [f"acked and not stored: {sorted(lost)}"] if lost else []


def _not_seen(visitor: Visitor) -> list[str]:
    """State before plus frames must be what one reading gives."""
    stored, seen = _public(visitor.read_stored()), _public(visitor.seen)
    return [] if seen == stored else [f"saw {seen} where {stored} is stored"]


def _public(messages: list[dict[str, Any]]) -> list[list[Any]]:
    return [[message[field] for field in ("seq", "author", "content")] for message in messages]
