"""A visitor's way in: the token that proves who they are, and the conversation it opens."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models.functions import Now
from django.utils import timezone

from apps.channels.queries import WebDoor, check_web_door
from apps.conversations.doorbell import ring_on_commit
from apps.conversations.models import Contact, ContactAddress, Conversation
from apps.core.errors import Unauthenticated
from apps.tenants.scope import system_scope, tenant_scope

TOKEN_BYTES = 32
TOKEN_LIFETIME = timedelta(days=30)
"""Slides: every visit begins it anew."""


@dataclass(frozen=True)
class Visit:
    """A visitor at a door, and the thread they are in."""

    token: str
    tenant_id: UUID
    conversation_id: UUID
    last_seq: int
    is_new: bool


def open_visit(door: WebDoor, token: str | None) -> Visit:
    """Find the visitor's conversation by their token, or begin one.

    An unknown or expired token begins a new conversation under a new token: the visitor has lost
    nothing that they could prove to be theirs.
    """
    with tenant_scope(door.tenant_id):
        known = _known_conversation(door, token) if token else None
        if known is not None and token is not None:
            return Visit(token, door.tenant_id, known.id, known.last_seq, is_new=False)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        conversation = _begin_conversation(door, token)
        return Visit(token, door.tenant_id, conversation.id, last_seq=0, is_new=True)


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


def _known_conversation(door: WebDoor, token: str) -> Conversation | None:
    """Give the newest conversation behind a live token, and let the token live on."""
    now = timezone.now()
    living = ContactAddress.objects.filter(
        tenant_id=door.tenant_id,
        channel_id=door.channel_id,
        address=_address(token),
        seen_at__gt=now - TOKEN_LIFETIME,
    )
    if not living.update(seen_at=now):
        return None
    threads = Conversation.objects.filter(
        channel_id=door.channel_id, contact__in=living.values("contact")
    )
    return threads.order_by("-created_at").first()


def _begin_conversation(door: WebDoor, token: str) -> Conversation:
    contact = Contact.objects.create(tenant_id=door.tenant_id)
    ContactAddress.objects.create(
        tenant_id=door.tenant_id,
        contact=contact,
        channel_id=door.channel_id,
        address=_address(token),
    )
    conversation = Conversation.objects.create(
        tenant_id=door.tenant_id,
        channel_id=door.channel_id,
        contact=contact,
        wake=Conversation.Wake.OPENED,
        work_since=Now(),
    )
    ring_on_commit(door.tenant_id, conversation.id)
    return conversation
