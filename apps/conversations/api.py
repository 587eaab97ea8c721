"""The workspace's conversations for people who work there: read, take over, reply, give back."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from apps.conversations import handoff
from apps.conversations.hints import hint
from apps.conversations.inbox import list_conversations
from apps.conversations.models import Conversation
from apps.conversations.transcript import Cursor, read_news
from apps.conversations.widget_api import EntryOut
from apps.tenants.authentication import Slug, session_auth, signed_in
from apps.tenants.database import unit_of_work
from apps.tenants.models import Tenant
from apps.tenants.queries import access_tenant
from apps.tenants.roles import Action

router = Router(tags=["conversations"], auth=session_auth)


class ConversationOut(Schema):
    """One row of the inbox."""

    id: UUID
    channel: str
    contact: str
    handled_by: str
    agent: str | None
    owner_epoch: int
    status: str
    waiting_since: datetime | None
    last_seq: int
    created_at: datetime

    @staticmethod
    def resolve_channel(row: Conversation) -> str:
        return str(row.channel)

    @staticmethod
    def resolve_contact(row: Conversation) -> str:
        return str(row.contact)

    @staticmethod
    def resolve_agent(row: Conversation) -> str | None:
        return str(row.agent) if row.agent else None


class ThreadOut(Schema):
    """Messages of one conversation after a number."""

    messages: list[EntryOut]
    handled_by: str
    more: bool


class EpochIn(Schema):
    """The state that the person saw when they decided."""

    owner_epoch: int


class ReplyIn(Schema):
    """What the person says; one ``client_msg_id`` is stored once."""

    client_msg_id: UUID
    text: str


class ReturnIn(Schema):
    """How the bot goes on."""

    how: Literal["ask_again", "start_over", "wait"] = "ask_again"


class SeqOut(Schema):
    """The number a message got in its thread."""

    seq: int


@router.get("", response=list[ConversationOut])
async def get_conversations(
    request: HttpRequest,
    slug: Slug,
    handled_by: Conversation.HandledBy | None = None,
    status: Conversation.Status | None = None,
) -> list[Conversation]:
    """List conversations that have a visitor's message: longest wait first, then the newest."""
    tenant = await _tenant(request, slug, Action.READ_CONVERSATIONS)
    return await unit_of_work(list_conversations)(tenant.id, handled_by, status)


@router.get("/{uuid:conversation_id}/messages", response=ThreadOut, exclude_none=True)
async def get_thread(
    request: HttpRequest, slug: Slug, conversation_id: UUID, after: int = 0
) -> dict[str, Any]:
    """Read the thread after a number."""
    tenant = await _tenant(request, slug, Action.READ_CONVERSATIONS)
    news = await unit_of_work(read_news)(tenant.id, conversation_id, Cursor(seq=max(after, 0)))
    return {
        "messages": [entry.as_dict() for entry in news.entries],
        "handled_by": news.holder.handled_by,
        "more": news.more,
    }


@router.post("/{uuid:conversation_id}/take_over", response=ConversationOut)
async def take_over(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: EpochIn
) -> Conversation:
    """Speak instead of the bot; 409 when somebody else was faster."""
    at = await _agent_at(request, slug, conversation_id)
    return await _moved(at, await unit_of_work(handoff.take_over)(at, body.owner_epoch))


@router.post("/{uuid:conversation_id}/put_back", response=ConversationOut)
async def put_back(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: EpochIn
) -> Conversation:
    """Let the visitor wait for another person."""
    at = await _agent_at(request, slug, conversation_id)
    return await _moved(at, await unit_of_work(handoff.put_back)(at, body.owner_epoch))


@router.post("/{uuid:conversation_id}/replies", response=SeqOut)
async def post_reply(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: ReplyIn
) -> dict[str, int]:
    """Say something to the visitor."""
    at = await _agent_at(request, slug, conversation_id)
    message = await unit_of_work(handoff.reply)(at, body.client_msg_id, body.text)
    await hint(conversation_id)
    return {"seq": message.seq}


@router.post("/{uuid:conversation_id}/return_to_bot", response=ConversationOut)
async def return_to_bot(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: ReturnIn
) -> Conversation:
    """Let the bot go on."""
    at = await _agent_at(request, slug, conversation_id)
    return await _moved(at, await unit_of_work(handoff.return_to_bot)(at, body.how))


@router.post("/{uuid:conversation_id}/done", response=ConversationOut)
async def finish(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: EpochIn
) -> Conversation:
    """Mark the conversation as done."""
    at = await _agent_at(request, slug, conversation_id)
    return await _moved(at, await unit_of_work(handoff.finish)(at, body.owner_epoch))


async def _tenant(request: HttpRequest, slug: str, action: Action) -> Tenant:
    return await unit_of_work(access_tenant)(signed_in(request), slug, action)


async def _agent_at(request: HttpRequest, slug: str, conversation_id: UUID) -> handoff.AgentAt:
    tenant = await _tenant(request, slug, Action.HANDLE_CONVERSATIONS)
    return handoff.AgentAt(tenant.id, conversation_id, signed_in(request))


async def _moved(at: handoff.AgentAt, conversation: Conversation) -> Conversation:
    await hint(at.conversation_id)
    return conversation
