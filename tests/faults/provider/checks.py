"""What the provider was told and promised, against what the database holds."""

import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID, uuid5

from tests.faults.provider.people import Mail
from tests.faults.provider.system import Arrival, System
from tests.faults.visitors import PATIENCE_SECONDS
from tests.product import Product

LOOK_AGAIN_SECONDS = 0.25
ARRIVED = ("sent", "delivered", "read")

_LEFT = """
    SELECT (SELECT count(*) FROM chat_channels_inboundevent WHERE state = 'new'),
           (SELECT count(*) FROM conversations_conversation WHERE work_since IS NOT NULL),
           (SELECT count(*) FROM conversations_delivery WHERE state IN ('waiting', 'sending'))
"""

_SAID = """
    SELECT message.conversation_id::text, message.id::text, message.seq,
           message.content ->> 'text', delivery.state, delivery.attempts
    FROM conversations_message AS message
    JOIN conversations_conversation AS talk ON talk.id = message.conversation_id
    LEFT JOIN conversations_delivery AS delivery ON delivery.message_id = message.id
    WHERE talk.channel_id = ANY(%(channels)s::uuid[]) AND message.author IN ('bot', 'agent')
    ORDER BY message.conversation_id, message.seq
"""

_EVENTS = """
    SELECT channel_id::text, provider_id, state, raw ->> 'type' FROM chat_channels_inboundevent
    WHERE channel_id = ANY(%(channels)s::uuid[])
"""

_HEARD = """
    SELECT client_msg_id FROM conversations_message AS message
    JOIN conversations_conversation AS talk ON talk.id = message.conversation_id
    WHERE talk.channel_id = ANY(%(channels)s::uuid[]) AND message.author = 'visitor'
"""


@dataclass(frozen=True)
class Said:
    """A message of ours and what became of it."""

    conversation_id: str
    id: str
    seq: int
    text: str
    state: str | None
    attempts: int | None

    @property
    def must_be_shown(self) -> bool:
        """Whether we say that it arrived."""
        return self.state in ARRIVED

    @property
    def may_be_shown(self) -> bool:
        """Whether we say so, or that it may have: an attempt whose end nobody knows."""
        held_back_later = self.state == "suppressed" and (self.attempts or 0) > 1
        return self.must_be_shown or self.state == "unknown" or held_back_later


def settle(product: Product) -> None:
    """Wait until no event, no turn and no message to a provider is left."""
    ends_at = time.monotonic() + PATIENCE_SECONDS
    while (left := product.query(_LEFT)) != [(0, 0, 0)]:
        assert time.monotonic() < ends_at, f"events, turns, deliveries are left: {left}"
        time.sleep(LOOK_AGAIN_SECONDS)


def differences(product: Product, system: System, mail: Mail) -> list[str]:
    """Compare both, over everything that the provider ever saw."""
    channels = {"channels": [line.channel_id for line in system.lines.values()]}
    said = [Said(*row) for row in product.query(_SAID, channels)]
    events = product.query(_EVENTS, channels)
    heard = [row[0] for row in product.query(_HEARD, channels)]
    kept = {(line.channel_id, f"id:{name}") for name, line in mail.kept.items()}
    lost = kept - {(channel, name) for channel, name, *_ in events}
    made = {
        uuid5(UUID(channel), name)
        for channel, name, state, kind in events
        if state == "done" and kind == "message"
    }
    return [
        *system.problems,
        *_not_shown(said, system.shown()),
        *_out_of_order(system.shown()),
        *(f"200 and no row: {name}" for _, name in lost),
        *(f"done without a message: {name}" for name in made.difference(heard)),
        *(f"two messages of one event: {n}" for n in set(heard) if heard.count(n) > 1),
    ]


def _not_shown(said: Sequence[Said], shown: Sequence[Arrival]) -> list[str]:
    seen = {arrival.id: arrival.text for arrival in shown}
    known = {message.id: message for message in said}
    lost = [m for m in said if m.must_be_shown and seen.get(m.id) != m.text]
    wrong = [m for m in said if m.id in seen and not m.may_be_shown]
    return [
        *(f"said to be sent and not shown so: {message}" for message in lost),
        *(f"shown and not said to be sent: {message}" for message in wrong),
        *(f"without a delivery: {message}" for message in said if message.state is None),
        *(f"shown and not stored: {name}" for name in seen.keys() - known.keys()),
    ]


def _out_of_order(shown: Sequence[Arrival]) -> list[str]:
    """Find what came after a later one, or is there twice under two ids."""
    threads = defaultdict(list)
    for arrival in shown:
        threads[arrival.conversation_id].append(arrival.seq)
    return [
        f"{conversation}: {later} came after {earlier}"
        for conversation, numbers in threads.items()
        for earlier, later in pairwise(numbers)
        if later <= earlier
    ]
