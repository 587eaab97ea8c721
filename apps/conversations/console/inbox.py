"""Reads of the inbox: one row per conversation, the same for the API and the console's socket."""

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce, Greatest, Left, NullIf
from ninja import Schema

from apps.conversations.models import Conversation, Message
from apps.conversations.thread.transcript import Author, Handler
from apps.core.errors import NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Event
from apps.tenants.workspaces.events import Verb

ROWS_AT_ONCE = 100
SHOWN_WORDS = 120
_WORDS = Coalesce(
    NullIf(KeyTextTransform("text", "content"), Value("")),
    KeyTextTransform("name", "content"),
    KeyTextTransform("title", KeyTransform(0, KeyTransform("cards", "content"))),
)
"""What a content says in a line: its text, else the name of a file, else the first card."""
OVERLAP = timedelta(minutes=1)
"""A change may become visible a while after the time that is written on it."""

HandledBy = Conversation.HandledBy


class InboxRow(Schema):
    """One row of the inbox.

    ``contact`` is empty for a visitor nobody knows by name. ``held_since`` is when the
    conversation last changed hands, ``moved_at`` when anything about it last changed. The last
    words are those of a visitor, the bot or a person, cut to 120 characters.
    """

    id: UUID
    channel: str
    channel_kind: str
    contact: str
    handled_by: Handler
    agent: str | None
    agent_id: UUID | None
    owner_epoch: int
    status: Literal["open", "done"]
    waiting_since: datetime | None
    held_since: datetime | None
    spoke_at: datetime
    created_at: datetime
    moved_at: datetime
    last_seq: int
    last_author: Author | None
    last_words: str
    last_at: datetime | None


def list_rows(
    tenant_id: UUID,
    *,
    handled_by: str | None = None,
    status: str | None = None,
    after: datetime | None = None,
) -> list[InboxRow]:
    """Give conversations with a visitor's message: who waits first, longest wait foremost, then
    what people hold, then the rest; the newest 100.

    With ``after``, the ``moved_at`` that a reader knows, only those that may have moved since.
    """
    with tenant_scope(tenant_id):
        rows = _rows(tenant_id)
        if handled_by:
            rows = rows.filter(handled_by=handled_by)
        if status:
            rows = rows.filter(status=status)
        listed = [_as_row(found) for found in rows.order_by(*_ORDER)[:ROWS_AT_ONCE]]
    return [row for row in listed if after is None or row.moved_at > after - OVERLAP]


def read_row(tenant_id: UUID, conversation_id: UUID) -> InboxRow | None:
    """Give one conversation's row; None while it has no visitor's message, or does not exist."""
    with tenant_scope(tenant_id):
        found = _rows(tenant_id).filter(id=conversation_id).first()
        return _as_row(found) if found else None


def access_row(tenant_id: UUID, conversation_id: UUID) -> InboxRow:
    """Give the row of a conversation, also of one that only waits for its first message.

    Raises:
        NotFound: the workspace has no such conversation.
    """
    with tenant_scope(tenant_id):
        every = _with_news(Conversation.objects.filter(tenant_id=tenant_id))
        found = every.filter(id=conversation_id).first()
        if found is None:
            raise NotFound("There is no such conversation.")
        return _as_row(found)


_ORDER = (
    Case(
        When(handled_by=HandledBy.WAITING, then=0),
        When(handled_by=HandledBy.AGENT, then=1),
        default=2,
    ),
    F("waiting_since").asc(nulls_last=True),
    "-moved_at",
    "id",
)


def _rows(tenant_id: UUID) -> QuerySet[Any]:
    return _with_news(Conversation.objects.filter(tenant_id=tenant_id, spoke_at__isnull=False))


def _with_news(rows: QuerySet[Conversation]) -> QuerySet[Any]:
    last = Message.objects.filter(conversation=OuterRef("pk")).exclude(author="system")
    last = last.order_by("-seq")
    events = Event.objects.filter(
        object_kind="conversation", object_id=Cast(OuterRef("pk"), CharField())
    )
    moves = events.exclude(verb=Verb.RAISED).order_by("-at")
    return (
        rows.select_related("contact", "channel", "agent")
        .annotate(
            last_author=Subquery(last.values("author")[:1]),
            last_words=Subquery(last.values(words=Left(_WORDS, SHOWN_WORDS))[:1]),
            last_at=Subquery(last.values("at")[:1]),
            held_since=Subquery(moves.values("at")[:1]),
        )
        # Postgres takes the greatest of what is not null.
        .annotate(moved_at=Greatest("created_at", "last_at", "held_since", "waiting_since"))
    )


def _as_row(found: Any) -> InboxRow:
    return InboxRow(
        channel=found.channel.name,
        channel_kind=found.channel.kind,
        contact=found.contact.name,
        agent=str(found.agent) if found.agent else None,
        spoke_at=found.spoke_at or found.created_at,
        last_words=found.last_words or "",
        **{name: getattr(found, name) for name in _COLUMNS},
    )


_COLUMNS = (
    *("id", "handled_by", "agent_id", "owner_epoch", "status", "waiting_since", "held_since"),
    *("created_at", "moved_at", "last_seq", "last_author", "last_at"),
)
