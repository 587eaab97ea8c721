"""The person behind a conversation: what is known of them, and its correction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from apps.conversations.models import Contact, Conversation
from apps.conversations.thread.handoff import get_conversation
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import User
from apps.tenants.workspaces.events import Verb, record_event


class ContactOut(Schema):
    """Who writes, as far as the workspace knows; empty texts are not known.

    ``conversations`` counts all theirs, this one too; ``tags`` are those of this one.
    """

    name: str
    email: str
    phone: str
    language: str
    attributes: dict[str, Any]
    first_seen_at: datetime
    conversations: int
    tags: list[str]


def get_contact(tenant_id: UUID, conversation_id: UUID) -> ContactOut:
    """Give the contact of a conversation.

    Raises:
        NotFound: the workspace has no such conversation.
    """
    with tenant_scope(tenant_id):
        conversation = get_conversation(conversation_id)
        contact = conversation.contact
        return ContactOut(
            name=contact.name,
            email=contact.email,
            phone=contact.phone,
            language=contact.language,
            attributes=contact.attributes,
            first_seen_at=contact.created_at,
            conversations=Conversation.objects.filter(contact=contact).count(),
            tags=conversation.tags,
        )


def change_contact(contact: Contact, actor: User, **changes: str) -> None:
    """Write down what a person said about a contact; the record names the fields, not the words."""
    with tenant_scope(contact.tenant_id):
        changed = [name for name, value in changes.items() if getattr(contact, name) != value]
        for name in changed:
            setattr(contact, name, changes[name])
        contact.save(update_fields=changed)
        record_event(actor, Verb.CHANGED, contact, {"fields": sorted(changed)})


def get_latest_conversations(contact: Contact, limit: int) -> list[Conversation]:
    """Give the conversations of a contact, newest first."""
    with tenant_scope(contact.tenant_id):
        found = Conversation.objects.filter(contact=contact).select_related("channel")
        return list(found.order_by("-created_at")[:limit])
