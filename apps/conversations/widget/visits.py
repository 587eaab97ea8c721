"""A visitor's way in: the token that proves who they are, and the conversation it opens."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone
from uuid_utils.compat import uuid7

from apps.channels.queries import WidgetChannel, check_widget_channel
from apps.conversations.models import Contact, ContactAddress, Conversation
from apps.conversations.realtime.work_queue import notify_on_commit
from apps.conversations.thread.accept import SubmittedInput
from apps.core.errors import Unauthenticated
from apps.platform.db.scope import system_scope, tenant_scope
from apps.platform.db.statements import run_in_tenant
from apps.platform.db.units import prepared_cursor, unit_of_work

TOKEN_BYTES = 32
TOKEN_LIFETIME = timedelta(days=30)
"""Slides: every visit begins it anew."""
SLIDES_EVERY = timedelta(minutes=10)
"""Without a socket each message is a visit, and would be a commit more."""
REPEATED_WITHIN = timedelta(minutes=10)
"""How long the first message of a new visitor, sent again, opens the conversation it began."""


@dataclass(frozen=True)
class Visit:
    """A visitor of a channel, and the thread they are in."""

    token: str
    tenant_id: UUID
    conversation_id: UUID
    last_seq: int
    is_new: bool


@dataclass(frozen=True)
class NewVisitor:
    """What happens when nobody is known by the token.

    ``check`` may refuse them. ``first`` names the request that they come with: its twin, sent
    because the answer got lost, opens the same conversation under a token of its own.
    """

    check: Callable[[], None] = lambda: None
    first: str | None = None


NEW_VISITOR = NewVisitor()


async def open_visit(
    channel: WidgetChannel, token: str | None, new_visitor: NewVisitor = NEW_VISITOR
) -> Visit:
    """Find the visitor's conversation by their token, or begin one.

    An unknown or expired token begins a new conversation under a new token: the visitor has lost
    nothing that they could prove to be theirs.

    Raises:
        RateLimited: too many new visitors come from there.
    """
    known = await _known_visit(channel, token) if token else None
    return known or await unit_of_work(begin_visit)(channel, new_visitor)


def begin_visit(channel: WidgetChannel, new_visitor: NewVisitor = NEW_VISITOR) -> Visit:
    """Begin a conversation with somebody new, unless the same request has begun it already.

    Raises:
        RateLimited: too many new visitors come from there.
    """
    new_visitor.check()
    try:
        return _begin_or_repeat(channel, new_visitor.first)
    except IntegrityError:  # the twin was faster
        return _begin_or_repeat(channel, new_visitor.first)


def first_request(submitted: SubmittedInput) -> str | None:
    """Name a new visitor's first message, so that the same one is known when it comes again.

    Only random ids count (UUID version 4): nobody can guess what another visitor sent.
    """
    client_msg_id, text, choice = submitted.client_msg_id, submitted.text, submitted.choice
    if client_msg_id.version != 4:
        return None
    request = (client_msg_id, text, choice, submitted.values, submitted.attachment)
    return f"first:{_address(repr(request))}"


async def access_visit(token: str, origin: str | None) -> Visit:
    """Find the conversation that a token proves to be the caller's.

    Raises:
        Unauthenticated: the token is unknown, or has expired.
        Forbidden: the channel does not allow this origin.
    """
    address = await unit_of_work(_living)(token)
    if address is None:
        raise Unauthenticated("This chat has expired. Send a message to begin a new one.")
    return await open_visit(check_widget_channel(address.channel, origin), token)


def _living(token: str) -> ContactAddress | None:
    with system_scope("visitor by token"):
        living = ContactAddress.objects.filter(
            address=_address(token), seen_at__gt=timezone.now() - TOKEN_LIFETIME
        )
        return living.select_related("channel__tenant").first()


def _address(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


_KNOWN = """
WITH living AS (
    SELECT id, contact_id, seen_at FROM conversations_contactaddress
    WHERE tenant_id = %(tenant)s AND channel_id = %(channel)s AND address = %(address)s
        AND seen_at > now() - %(lifetime)s
), slid AS (
    UPDATE conversations_contactaddress AS address SET seen_at = now()
    FROM living WHERE address.id = living.id AND living.seen_at < now() - %(often)s
)
SELECT thread.id, thread.last_seq
FROM living JOIN conversations_conversation AS thread ON thread.contact_id = living.contact_id
WHERE thread.tenant_id = %(tenant)s AND thread.channel_id = %(channel)s
ORDER BY thread.created_at DESC LIMIT 1
"""


async def _known_visit(channel: WidgetChannel, token: str) -> Visit | None:
    """Give the newest conversation behind a live token, and let the token live on."""
    names = {
        "tenant": channel.tenant_id,
        "channel": channel.channel_id,
        "address": _address(token),
        "lifetime": TOKEN_LIFETIME,
        "often": SLIDES_EVERY,
    }
    threads = await run_in_tenant(channel.tenant_id, _KNOWN, names)
    if not threads:
        return None
    [(conversation_id, last_seq)] = threads
    return Visit(token, channel.tenant_id, conversation_id, last_seq, is_new=False)


def _begin_or_repeat(channel: WidgetChannel, first: str | None) -> Visit:
    """Begin a conversation, unless the same request has begun it already."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with tenant_scope(channel.tenant_id):
        begun = _begun_by(channel, first) if first else None
        if begun is not None:
            _add_address(channel, begun.contact, _address(token))
            return Visit(token, channel.tenant_id, begun.id, begun.last_seq, begun.last_seq == 0)
        conversation_id = _begin_conversation(
            channel, [_address(token), *([first] if first else [])]
        )
    return Visit(token, channel.tenant_id, conversation_id, last_seq=0, is_new=True)


def _begun_by(channel: WidgetChannel, first: str) -> Conversation | None:
    """Give what this request has begun a moment ago; an older one of that name is forgotten."""
    began = ContactAddress.objects.filter(
        tenant_id=channel.tenant_id, channel_id=channel.channel_id, address=first
    )
    began.filter(seen_at__lte=timezone.now() - REPEATED_WITHIN).delete()
    threads = Conversation.objects.filter(contact__in=began.values("contact"))
    return threads.select_related("contact").order_by("created_at").first()


# By the object mapper this took an eighth of the web process' time.
_BEGIN = """
WITH person AS (
    INSERT INTO conversations_contact (id, tenant_id, created_at)
    VALUES (%(contact)s, %(tenant)s, now())
), known_by AS (
    INSERT INTO conversations_contactaddress
        (id, tenant_id, contact_id, channel_id, address, seen_at)
    SELECT gen_random_uuid(), %(tenant)s, %(contact)s, %(channel)s, address, now()
    FROM unnest(%(addresses)s::text[]) AS address
)
INSERT INTO conversations_conversation
    (id, tenant_id, channel_id, contact_id, created_at, wake, work_since)
VALUES (%(conversation)s, %(tenant)s, %(channel)s, %(contact)s, now(), 'opened', now())
"""


def _begin_conversation(channel: WidgetChannel, addresses: list[str]) -> UUID:
    conversation_id = uuid7()
    names = {
        "tenant": channel.tenant_id,
        "channel": channel.channel_id,
        "contact": uuid7(),
        "conversation": conversation_id,
        "addresses": addresses,
    }
    with prepared_cursor() as cursor:
        cursor.execute(_BEGIN, names)
    notify_on_commit(channel.tenant_id, conversation_id)
    return conversation_id


def _add_address(channel: WidgetChannel, contact: Contact, address: str) -> None:
    ContactAddress.objects.create(
        tenant_id=channel.tenant_id, contact=contact, channel_id=channel.channel_id, address=address
    )
