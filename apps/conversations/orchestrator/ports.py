"""The engine's ports for a claimed conversation."""

from dataclasses import dataclass, replace

from pydantic import JsonValue, TypeAdapter

from apps.conversations.models import Message
from apps.conversations.orchestrator.claim import Claim
from apps.core.content import Content, in_words
from apps.flows.engine import Ports
from apps.flows.ports import workspace_ports
from apps.tenants.database import unit_of_work
from apps.tenants.scope import tenant_scope

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
        said = Message.objects.filter(
            conversation_id=claim.conversation_id,
            seq__lte=claim.to_seq,
            author__in=("visitor", "bot", "agent"),
        )
        newest = list(said.order_by("-seq").values_list("author", "content")[:limit])
    return [
        {"author": author, "text": in_words(_content.validate_python(content))}
        for author, content in reversed(newest)
    ]


def ports_of(claim: Claim) -> Ports:
    """Give what the flow of this conversation may ask for."""
    ports = workspace_ports(claim.tenant_id, claim.conversation_id)
    return replace(ports, history=ConversationHistory(claim))
