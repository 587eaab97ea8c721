"""Entries of the delivery log, the same for the API and the pages."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

Look = Literal["all", "on_the_way", "attention", "delivered"]
"""What to look at: everything, what moves, what needs somebody, what arrived."""

Inbound = Literal["received", "set_aside", "taken_in", "kept", "answered", "left"]
OnItsWay = Literal[
    "waiting", "sending", "sent", "delivered", "read", "failed", "unknown", "suppressed"
]
Outbound = Literal["in_thread"] | OnItsWay
Tone = Literal["done", "waiting", "needs", "failed"]


class DeliveryLogEntry(Schema):
    """A message of a thread, or an event that has not become one: then without a number.

    ``state`` of what came in: *received* by us and not yet in a thread, *set_aside*, *taken_in*
    where it asked for no message, *kept* until the bot takes its turn, *answered*, or *left* to a
    person. Of what went out: *in_thread* on a
    website, else how far its delivery is; *suppressed* was held back. ``reason`` is a code.
    ``late`` says that a later one was taken in before. ``remedy`` is what can be done about it.
    """

    id: UUID
    what: Literal["message", "event"]
    direction: Literal["in", "out"]
    at: datetime
    channel_id: UUID
    channel: str
    channel_kind: str
    contact: str
    conversation_id: UUID | None = None
    seq: int | None = None
    author: Literal["visitor", "bot", "agent"] | None = None
    state: Inbound | Outbound
    overdue: bool = False
    reason: str = ""
    late: bool = False
    attempts: int = 0
    told_at: datetime | None = None
    received_at: datetime | None = None
    answered_at: datetime | None = None
    turn: UUID | None = None
    outcome: str | None = None
    next_try_at: datetime | None = None
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    remedy: Literal["replay", "send_again"] | None = None


class Counts(Schema):
    """How things stand: now, needing somebody since a week, and in the last 24 hours."""

    on_the_way: int
    attention: int
    came_in: int
    went_out: int


class DeliveryLogPage(Schema):
    """Entries, the newest first; ``next`` is the cursor of the page after this one."""

    entries: list[DeliveryLogEntry]
    next: str | None


class DeliveryLogOut(DeliveryLogPage):
    """A page of the delivery log under its numbers."""

    counts: Counts


class HistoryStep(Schema):
    """Something that happened to a message, in a sentence; ``message_id`` leads to another one."""

    at: datetime | None
    words: str
    tone: Tone = "done"
    message_id: UUID | None = None


class MessageHistory(Schema):
    """What happened to one message, what it means, and what to do; ``after`` are later ones that
    left before it would, if it was sent again.
    """

    entry: DeliveryLogEntry
    steps: list[HistoryStep]
    explanation: str
    advice: str
    after: int = 0
