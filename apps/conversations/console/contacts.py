"""Reads of the person behind a conversation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from apps.conversations.models import Conversation
from apps.conversations.thread.handoff import get_conversation
from apps.platform.db.scope import tenant_scope


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
