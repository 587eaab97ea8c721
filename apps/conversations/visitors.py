"""A visitor's way in: the token that proves who they are, and the conversation it opens."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError
from django.db.models.functions import Now
from django.utils import timezone

from apps.channels.queries import WebDoor, check_web_door
from apps.conversations.accept import Said
from apps.conversations.doorbell import ring_on_commit
from apps.conversations.models import Contact, ContactAddress, Conversation
from apps.core.errors import Unauthenticated
from apps.tenants.database import prepared_cursor
from apps.tenants.scope import system_scope, tenant_scope

TOKEN_BYTES = 32
TOKEN_LIFETIME = timedelta(days=30)
"""Slides: every visit begins it anew."""
SLIDES_EVERY = timedelta(minutes=10)
"""Without a socket each message is a visit, and would be a commit more."""
REPEATED_WITHIN = timedelta(minutes=10)
"""How long the first message of a new visitor, sent again, opens the conversation it began."""


@dataclass(frozen=True)
class Visit:
    """A visitor at a door, and the thread they are in."""

    token: str
    tenant_id: UUID
    conversation_id: UUID
    last_seq: int
    is_new: bool


@dataclass(frozen=True)
class Newcomer:
    """What happens when nobody is known by the token.

    ``check`` may refuse them. ``first`` names the request that they come with: its twin, sent
    because the answer got lost, opens the same conversation under a token of its own.
    """

    check: Callable[[], None] = lambda: None
    first: str | None = None


def open_visit(door: WebDoor, token: str | None, newcomer: Newcomer | None = None) -> Visit:
    """Find the visitor's conversation by their token, or begin one.

    An unknown or expired token begins a new conversation under a new token: the visitor has lost
    nothing that they could prove to be theirs.

    Raises:
        RateLimited: too many new visitors come from there.
    """
    known = _known_visit(door, token) if token else None
    if known is not None:
        return known
    newcomer = newcomer or Newcomer()
    newcomer.check()
    try:
        return _welcome(door, newcomer.first)
    except IntegrityError:  # the twin was faster
        return _welcome(door, newcomer.first)


def first_request(said: Said) -> str | None:
    """Name a new visitor's first message, so that the same one is known when it comes again.

    Only random ids count (UUID version 4): nobody can guess what another visitor sent.
    """
    if said.client_msg_id.version != 4:
        return None
    request = (said.client_msg_id, said.text, said.choice, said.values, said.attachment)
    return f"first:{_address(repr(request))}"


def access_visit(token: str, origin: str | None) -> Visit:
    """Find the conversation that a token proves to be the caller's.

    Raises:
        Unauthenticated: the token is unknown, or has expired.
        Forbidden: the channel does not allow this origin.
    """
    with system_scope("visitor by token"):
        address = (
            ContactAddress.objects.filter(
                address=_address(token), seen_at__gt=timezone.now() - TOKEN_LIFETIME
            )
            .select_related("channel__tenant")
            .first()
        )
    if address is None:
        raise Unauthenticated("This chat has expired. Send a message to begin a new one.")
    return open_visit(check_web_door(address.channel, origin), token)


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


def _known_visit(door: WebDoor, token: str) -> Visit | None:
    """Give the newest conversation behind a live token, and let the token live on."""
    names = {
        "tenant": door.tenant_id,
        "channel": door.channel_id,
        "address": _address(token),
        "lifetime": TOKEN_LIFETIME,
        "often": SLIDES_EVERY,
    }
    with tenant_scope(door.tenant_id), prepared_cursor() as cursor:
        cursor.execute(_KNOWN, names)
        thread = cursor.fetchone()
    if thread is None:
        return None
    conversation_id, last_seq = thread
    return Visit(token, door.tenant_id, conversation_id, last_seq, is_new=False)


def _welcome(door: WebDoor, first: str | None) -> Visit:
    """Begin a conversation, unless the same request has begun it already."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with tenant_scope(door.tenant_id):
        conversation = _begun_by(door, first) if first else None
        if conversation is None:
            conversation = _begin_conversation(door, first)
        _write_down(door, conversation.contact, _address(token))
    is_new = conversation.last_seq == 0
    return Visit(token, door.tenant_id, conversation.id, conversation.last_seq, is_new)


def _begun_by(door: WebDoor, first: str) -> Conversation | None:
    """Give what this request has begun a moment ago; an older one of that name is forgotten."""
    began = ContactAddress.objects.filter(
        tenant_id=door.tenant_id, channel_id=door.channel_id, address=first
    )
    began.filter(seen_at__lte=timezone.now() - REPEATED_WITHIN).delete()
    threads = Conversation.objects.filter(contact__in=began.values("contact"))
    return threads.select_related("contact").order_by("created_at").first()


def _begin_conversation(door: WebDoor, first: str | None) -> Conversation:
    contact = Contact.objects.create(tenant_id=door.tenant_id)
    if first:
        _write_down(door, contact, first)
    conversation = Conversation.objects.create(
        tenant_id=door.tenant_id,
        channel_id=door.channel_id,
        contact=contact,
        wake=Conversation.Wake.OPENED,
        work_since=Now(),
    )
    ring_on_commit(door.tenant_id, conversation.id)
    return conversation


def _write_down(door: WebDoor, contact: Contact, address: str) -> None:
    ContactAddress.objects.create(
        tenant_id=door.tenant_id, contact=contact, channel_id=door.channel_id, address=address
    )
