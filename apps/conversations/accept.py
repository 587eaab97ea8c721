"""Step one of a message's way: it gets its number in the thread and is committed, then acked.

Hot path: one statement takes the row lock, counts the burst, numbers the message and stores it.
A message sent twice under one ``client_msg_id`` is stored once; the unique index is the wall,
the look-up before it only saves the error.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from django.db import IntegrityError
from prometheus_client import Counter
from pydantic import JsonValue
from uuid_utils.compat import uuid7

from apps.conversations.doorbell import ring_on_commit
from apps.conversations.offers import filled_in, offered_title
from apps.conversations.quiet import LONGEST_QUIET_SECONDS
from apps.conversations.uploads import sent_content
from apps.core.content import (
    MAX_VISITOR_TEXT,
    Content,
    DividerContent,
    TextContent,
    content_as_dict,
    storable,
)
from apps.core.errors import Invalid, NotFound, RateLimited
from apps.tenants.database import prepared_cursor
from apps.tenants.scope import tenant_scope

BURST_MESSAGES = 20
BURST_SECONDS = 10

accepted_messages = Counter("xin_accepted_messages_total", "Visitors' messages taken.")


class Said(Protocol):
    """What a visitor says: typed words, a picked button, filled fields or an uploaded file."""

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


def accept_said(
    tenant_id: UUID, conversation_id: UUID, said: Said, inbound_id: UUID | None = None
) -> int:
    """Take a visitor's message of any kind and give its number.

    ``inbound_id`` is the provider's event that it came by, if it did.

    Raises:
        Invalid: no words, too many, or an answer to what nobody asks.
        NotFound: the conversation has no such upload.
        RateLimited: more than 20 messages in 10 seconds.
    """
    place = (tenant_id, conversation_id)
    return _accept(*place, said.client_msg_id, _content_of(*place, said), inbound_id=inbound_id)


def accept_text(tenant_id: UUID, conversation_id: UUID, client_msg_id: UUID, text: str) -> int:
    """Take a visitor's typed message and give its number.

    Raises:
        Invalid: no words, or more than 4,000 characters.
        RateLimited: more than 20 messages in 10 seconds.
    """
    return _accept(tenant_id, conversation_id, client_msg_id, _typed(text))


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


def accept_choice(tenant_id: UUID, conversation_id: UUID, client_msg_id: UUID, choice: str) -> int:
    """Take the button that a visitor picked and give the message's number.

    The thread keeps the title they saw.

    Raises:
        Invalid: no recent message of the bot offers this button.
        RateLimited: more than 20 messages in 10 seconds.
    """

    make_content = partial(_picked, tenant_id, conversation_id, choice)
    return _accept(tenant_id, conversation_id, client_msg_id, make_content)


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
    place = (tenant_id, conversation_id, client_msg_id)
    return _accept(*place, lambda: divider, limited=not by_person)


def _content_of(tenant_id: UUID, conversation_id: UUID, said: Said) -> Callable[[], Content]:
    """Give what makes the content of a message, inside its transaction."""
    place = (tenant_id, conversation_id)
    if said.choice is not None:
        return partial(_picked, *place, said.choice)
    if said.values is not None:
        return partial(filled_in, *place, said.values)
    if said.attachment is not None:
        return partial(sent_content, *place, said.attachment)
    return _typed(said.text or "")


def _typed(text: str) -> Callable[[], Content]:
    typed = TextContent(text=check_text(text))
    return lambda: typed


def _picked(tenant_id: UUID, conversation_id: UUID, choice: str) -> Content:
    return TextContent(text=offered_title(tenant_id, conversation_id, choice), choice=choice)


def _accept(
    tenant_id: UUID,
    conversation_id: UUID,
    client_msg_id: UUID | None,
    make_content: Callable[[], Content],
    *,
    limited: bool = True,
    inbound_id: UUID | None = None,
) -> int:
    """Store the message in a transaction of its own; once more if its twin was faster."""
    place = (tenant_id, conversation_id, client_msg_id)

    def once() -> int:
        with tenant_scope(tenant_id):
            return _store(*place, make_content(), limited=limited, inbound_id=inbound_id)

    try:
        return once()
    except IntegrityError:
        return once()


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


def _store(
    tenant_id: UUID,
    conversation_id: UUID,
    client_msg_id: UUID | None,
    content: Content,
    *,
    limited: bool,
    inbound_id: UUID | None,
) -> int:
    names = _parameters(content) | {
        "tenant": tenant_id,
        "conversation": conversation_id,
        "client_msg_id": client_msg_id,
        "inbound": inbound_id,
        "limited": limited,
    }
    with prepared_cursor() as cursor:
        cursor.execute(_STORE, names)
        (stored, known, exists, quiet_seconds) = cursor.fetchall()[0]
    if stored is not None:
        accepted_messages.inc()
        ring_on_commit(tenant_id, conversation_id, after=quiet_seconds or 0)
        return int(stored)
    if known is not None:
        return int(known)
    if not exists:
        raise NotFound("There is no such conversation.")
    raise RateLimited("Too many messages at once. Wait a few seconds and send it again.")


def _parameters(content: Content) -> dict[str, Any]:
    is_divider = isinstance(content, DividerContent)
    return {
        "message_id": uuid7(),
        "divider_id": uuid7(),
        "author": "system" if is_divider else "visitor",
        "content": json.dumps(content_as_dict(content)),
        "divider": json.dumps(content_as_dict(DividerContent(reason="new_run"))),
        "is_divider": is_divider,
        "is_typed": isinstance(content, TextContent) and not _is_picked(content),
        "longest_quiet": LONGEST_QUIET_SECONDS,
        "burst_messages": BURST_MESSAGES,
        "burst_seconds": BURST_SECONDS,
    }


def _is_picked(content: TextContent) -> bool:
    return content.choice is not None or content.values is not None
