"""The engine's ports for a claimed conversation."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db.models.functions import Now
from pydantic import JsonValue, TypeAdapter

from apps.conversations.models import Message
from apps.conversations.orchestrator.claim import Claim
from apps.core.content import Content, in_words
from apps.flows.engine import NO_DELTAS, Deltas, Ports
from apps.flows.runtime.ports import WorkspaceUsage, workspace_ports
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

_content: TypeAdapter[Content] = TypeAdapter(Content)


@dataclass(frozen=True)
class ConversationHistory:
    """What was said in the conversation, up to the messages that the turn takes."""

    claim: Claim

    async def recent(self, limit: int) -> list[JsonValue]:
        """Give the last messages in words."""
        return await unit_of_work(_recent)(self.claim, limit)


def _recent(claim: Claim, limit: int) -> list[JsonValue]:
    with tenant_scope(claim.tenant_id):
        messages = Message.objects.filter(
            conversation_id=claim.conversation_id,
            seq__lte=claim.to_seq,
            author__in=("visitor", "bot", "agent"),
        )
        newest = list(messages.order_by("-seq").values_list("author", "content")[:limit])
    return [
        {"author": author, "text": in_words(_content.validate_python(content))}
        for author, content in reversed(newest)
    ]


@dataclass(frozen=True)
class ContactUsage(WorkspaceUsage):
    """What the workspace has used, and how much this visitor writes, in whatever conversation."""

    contact_id: UUID

    async def messages(self, minutes: int) -> int:
        """Count the visitor's latest messages; those that wait for their turn are many, too."""
        return await unit_of_work(_written)(self.tenant_id, self.contact_id, minutes)


def _written(tenant_id: UUID, contact_id: UUID, minutes: int) -> int:
    with tenant_scope(tenant_id):
        return Message.objects.filter(
            conversation__contact_id=contact_id,
            author=Message.Author.VISITOR,
            at__gt=Now() - timedelta(minutes=minutes),
        ).count()


def ports_of(claim: Claim, deltas: Deltas = NO_DELTAS) -> Ports:
    """Give what the flow of this conversation may ask for, and where its words are seen."""
    ports = workspace_ports(claim.tenant_id, claim.conversation_id)
    usage = ContactUsage(claim.tenant_id, claim.conversation_id, claim.contact_id)
    return replace(ports, history=ConversationHistory(claim), usage=usage, deltas=deltas)
