"""Step one of a message's way: it gets its number in the thread and is committed, then acked.

Hot path: one statement takes the row lock, counts the burst, numbers the message and stores it.
A message sent twice under one ``client_msg_id`` is stored once; the unique index is the wall,
the look-up before it only saves the error.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError
from prometheus_client import Counter
from pydantic import JsonValue
from uuid_utils.compat import uuid7

from apps.conversations.realtime.work_queue import Work, notify_on_commit, notify_soon
from apps.conversations.thread.debounce import MAX_DEBOUNCE_SECONDS
from apps.conversations.thread.offers import (
    Offers,
    filled_in,
    get_offers,
    offered_title,
    read_offers,
)
from apps.conversations.thread.uploads import sent_content
from apps.core.content import (
    MAX_VISITOR_TEXT,
    Content,
    DividerContent,
    TextContent,
    content_as_dict,
    storable,
)
from apps.core.errors import Invalid, NotFound, RateLimited
from apps.platform.db.scope import tenant_scope
from apps.platform.db.statements import run_in_tenant
from apps.platform.db.units import prepared_cursor, unit_of_work

BURST_MESSAGES = 20
BURST_SECONDS = 10

accepted_messages = Counter("xin_accepted_messages_total", "Visitors' messages taken.")


class SubmittedInput(Protocol):
    """What a visitor sends: typed words, a picked button, filled fields or an uploaded file."""

    @property
    def client_msg_id(self) -> UUID: ...
    @property
    def text(self) -> str | None: ...
    @property
    def choice(self) -> str | None: ...
    @property
    def values(self) -> Mapping[str, JsonValue] | None: ...
    @property
    def attachment(self) -> UUID | None: ...


@dataclass(frozen=True)
class Incoming:
    """A message to take in, and the provider's event that it came by, if it did."""

    content: Content
    client_msg_id: UUID | None
    inbound_id: UUID | None = None
    limited: bool = True


async def accept(tenant_id: UUID, conversation_id: UUID, submitted: SubmittedInput) -> int:
    """Take a visitor's message of any kind and give its number.

    Raises:
        Invalid: no words, too many, or an answer to what nobody asks.
        NotFound: the conversation has no such upload.
        RateLimited: more than 20 messages in 10 seconds.
    """
    place = (tenant_id, conversation_id)
    if submitted.attachment is not None:
        content: Content = await unit_of_work(sent_content)(*place, submitted.attachment)
    else:
        content = _content_of(submitted, await read_offers(*place) if _is_answer(submitted) else [])
    names = _parameters(*place, Incoming(content, submitted.client_msg_id))
    try:
        rows = await run_in_tenant(tenant_id, _STORE, names)
    except IntegrityError:  # its twin was faster
        rows = await run_in_tenant(tenant_id, _STORE, names)
    stored = _read_stored(rows[0])
    if stored.is_new:
        notify_soon(Work("turn", *place, stored.debounce_seconds))
    return stored.seq


def accept_within(
    tenant_id: UUID,
    conversation_id: UUID,
    submitted: SubmittedInput,
    inbound_id: UUID | None = None,
) -> int:
    """Take a visitor's message within the transaction that is open, as ``accept`` does alone.

    ``inbound_id`` is the provider's event that it came by, if it did.

    Raises:
        Invalid: no words, too many, or an answer to what nobody asks.
        NotFound: the conversation has no such upload.
        RateLimited: more than 20 messages in 10 seconds.
    """
    place = (tenant_id, conversation_id)
    if submitted.attachment is not None:
        content: Content = sent_content(*place, submitted.attachment)
    else:
        content = _content_of(submitted, get_offers(*place) if _is_answer(submitted) else [])
    return _store(*place, Incoming(content, submitted.client_msg_id, inbound_id))


def accept_start_over(
    tenant_id: UUID,
    conversation_id: UUID,
    client_msg_id: UUID | None = None,
    *,
    by_person: bool = False,
) -> int:
    """Begin a new run of the flow in the same thread, and give the number of its divider.

    One ``client_msg_id`` begins one run, however often it is sent.

    Raises:
        RateLimited: the visitor has sent more than 20 messages in 10 seconds.
    """
    divider = DividerContent(reason="start_over")
    message = Incoming(divider, client_msg_id, limited=not by_person)
    return _store(tenant_id, conversation_id, message)


def check_text(text: str) -> str:
    """Give a typed message as it is stored.

    Raises:
        Invalid: no words, or more than 4,000 characters.
    """
    text = storable(text)
    if not text:
        raise Invalid("The message is empty.", code="empty_message")
    if len(text) > MAX_VISITOR_TEXT:
        raise Invalid(
            f"The message is longer than {MAX_VISITOR_TEXT:,} characters. Send it in parts.",
            code="message_too_long",
        )
    return text


def _is_answer(submitted: SubmittedInput) -> bool:
    return submitted.choice is not None or submitted.values is not None


def _content_of(submitted: SubmittedInput, offers: Offers) -> TextContent:
    if submitted.choice is not None:
        return TextContent(text=offered_title(offers, submitted.choice), choice=submitted.choice)
    if submitted.values is not None:
        return filled_in(offers, submitted.values)
    return TextContent(text=check_text(submitted.text or ""))


# A typed message that finds its run ended begins a new one, under a divider with a number of its
# own. ``before`` is locked, so its columns are the latest; a conversation with waiting work has
# not ended yet as far as this message can know.
_STORE = """
WITH known AS (
    SELECT seq FROM conversations_message
    WHERE conversation_id = %(conversation)s AND client_msg_id = %(client_msg_id)s::uuid
), before AS (
    SELECT c.id, last_seq,
           burst_since IS NOT NULL
               AND burst_since > now() - make_interval(secs => %(burst_seconds)s) AS in_burst,
           (position IS NULL AND run > 0 AND handled_by = 'bot' AND work_since IS NULL
               AND NOT %(is_divider)s)::int AS dividers,
           CASE WHEN %(is_typed)s THEN quiet_ms ELSE 0 END AS quiet_ms
    FROM conversations_conversation AS c
    JOIN chat_channels_channel AS channel ON channel.id = c.channel_id
    WHERE c.id = %(conversation)s AND c.tenant_id = %(tenant)s
    FOR UPDATE OF c
), numbered AS (
    UPDATE conversations_conversation AS c
    SET last_seq = c.last_seq + before.dividers + 1,
        inbound_seq = c.last_seq + before.dividers + 1,
        status = 'open',
        spoke_at = CASE WHEN %(is_divider)s THEN spoke_at ELSE now() END,
        work_since = coalesce(work_since, now()),
        quiet_until = CASE WHEN quiet_ms > 0 THEN least(
            now() + make_interval(secs => quiet_ms / 1000.0),
            coalesce(work_since, now()) + make_interval(secs => %(longest_quiet)s)
        ) END,
        burst_since = CASE WHEN in_burst THEN burst_since ELSE now() END,
        burst_count = CASE WHEN in_burst THEN burst_count + 1 ELSE 1 END
    FROM before
    WHERE c.id = before.id AND NOT EXISTS (SELECT FROM known)
        AND NOT (%(limited)s AND in_burst AND burst_count >= %(burst_messages)s)
    RETURNING c.id, c.last_seq, before.dividers, quiet_until
), divider AS (
    INSERT INTO conversations_message
        (id, tenant_id, conversation_id, seq, author, content, at)
    SELECT %(divider_id)s, %(tenant)s, id, last_seq - 1, 'system', %(divider)s::jsonb, now()
    FROM numbered WHERE dividers = 1
), stored AS (
    INSERT INTO conversations_message
        (id, tenant_id, conversation_id, seq, author, content, client_msg_id, inbound_id, at)
    SELECT %(message_id)s, %(tenant)s, id, last_seq, %(author)s, %(content)s::jsonb,
           %(client_msg_id)s::uuid, %(inbound)s::uuid, now()
    FROM numbered
    RETURNING seq
)
SELECT (SELECT seq FROM stored), (SELECT seq FROM known), EXISTS (SELECT FROM before),
       (SELECT extract(epoch FROM quiet_until - now())::float8 FROM numbered)
"""


@dataclass(frozen=True)
class _Stored:
    """What became of a message: its number, and for how long its turn has to wait."""

    seq: int
    is_new: bool
    debounce_seconds: float = 0


def _store(tenant_id: UUID, conversation_id: UUID, message: Incoming) -> int:
    """Store the message, in a savepoint if a transaction is open."""
    names = _parameters(tenant_id, conversation_id, message)

    def once() -> _Stored:
        with tenant_scope(tenant_id), prepared_cursor() as cursor:
            cursor.execute(_STORE, names)
            return _read_stored(cursor.fetchall()[0])

    try:
        stored = once()
    except IntegrityError:  # its twin was faster
        stored = once()
    if stored.is_new:
        notify_on_commit(tenant_id, conversation_id, after=stored.debounce_seconds)
    return stored.seq


def _read_stored(row: tuple[Any, ...]) -> _Stored:
    stored, known, exists, debounce_seconds = row
    if stored is not None:
        accepted_messages.inc()
        return _Stored(stored, is_new=True, debounce_seconds=debounce_seconds or 0)
    if known is not None:
        return _Stored(known, is_new=False)
    if not exists:
        raise NotFound("There is no such conversation.")
    raise RateLimited("Too many messages at once. Wait a few seconds and send it again.")


def _parameters(tenant_id: UUID, conversation_id: UUID, message: Incoming) -> dict[str, Any]:
    content = message.content
    is_divider = isinstance(content, DividerContent)
    return {
        "tenant": tenant_id,
        "conversation": conversation_id,
        "client_msg_id": message.client_msg_id,
        "inbound": message.inbound_id,
        "limited": message.limited,
        "message_id": uuid7(),
        "divider_id": uuid7(),
        "author": "system" if is_divider else "visitor",
        "content": json.dumps(content_as_dict(content)),
        "divider": _NEW_RUN,
        "is_divider": is_divider,
        "is_typed": isinstance(content, TextContent) and not _is_picked(content),
        "longest_quiet": MAX_DEBOUNCE_SECONDS,
        "burst_messages": BURST_MESSAGES,
        "burst_seconds": BURST_SECONDS,
    }


_NEW_RUN = json.dumps(content_as_dict(DividerContent(reason="new_run")))


def _is_picked(content: TextContent) -> bool:
    return content.choice is not None or content.values is not None
