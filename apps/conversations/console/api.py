"""The workspace's conversations for people who work there: read, take over, reply, give back."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from apps.conversations.console.contacts import ContactOut, get_contact
from apps.conversations.console.inbox import InboxRow, access_row, list_rows
from apps.conversations.console.steps import TurnOut, list_steps
from apps.conversations.models import Conversation
from apps.conversations.realtime.pubsub import publish_moved
from apps.conversations.thread import handoff
from apps.conversations.thread.schemas import EntryOut
from apps.conversations.thread.transcript import Cursor, Handler, read_news
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Action
from apps.tenants.sign_in.authentication import (
    Slug,
    session_auth,
    signed_in,
    tenant_of_request,
)

router = Router(tags=["conversations"], auth=session_auth)


class ThreadOut(Schema):
    """Messages of one conversation after a number."""

    messages: list[EntryOut]
    handled_by: Handler
    more: bool


class EpochIn(Schema):
    """The state that the person saw when they decided."""

    owner_epoch: int


class DoneIn(EpochIn):
    """What the person saw when they were done; ``last_seq`` is the last message of it."""

    last_seq: int | None = None


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


@router.get("", response=list[InboxRow])
async def get_conversations(
    request: HttpRequest,
    slug: Slug,
    handled_by: Conversation.HandledBy | None = None,
    status: Conversation.Status | None = None,
) -> list[InboxRow]:
    """List conversations that have a visitor's message: longest wait first, then the newest."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_CONVERSATIONS)
    return await unit_of_work(list_rows)(tenant.id, handled_by=handled_by, status=status)


@router.get("/{uuid:conversation_id}/messages", response=ThreadOut, exclude_none=True)
async def get_thread(
    request: HttpRequest, slug: Slug, conversation_id: UUID, after: int = 0
) -> dict[str, Any]:
    """Read the thread after a number."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_CONVERSATIONS)
    news = await read_news(tenant.id, conversation_id, Cursor(seq=max(after, 0)))
    return {
        "messages": [entry.as_dict() for entry in news.entries],
        "handled_by": news.holder.handled_by,
        "more": news.more,
    }


@router.get("/{uuid:conversation_id}/steps", response=list[TurnOut])
async def get_steps(request: HttpRequest, slug: Slug, conversation_id: UUID) -> list[TurnOut]:
    """Tell what the bot did so far, a sentence for each block; the latest 100 turns."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_CONVERSATIONS)
    return await unit_of_work(list_steps)(tenant.id, conversation_id)


@router.get("/{uuid:conversation_id}/contact", response=ContactOut)
async def get_contact_of(request: HttpRequest, slug: Slug, conversation_id: UUID) -> ContactOut:
    """Tell who writes."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_CONVERSATIONS)
    return await unit_of_work(get_contact)(tenant.id, conversation_id)


@router.post("/{uuid:conversation_id}/take_over", response=InboxRow)
async def take_over(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: EpochIn
) -> InboxRow:
    """Speak instead of the bot; 409 when somebody else was faster."""
    at = await _agent_at(request, slug, conversation_id)
    await unit_of_work(handoff.take_over)(at, body.owner_epoch)
    return await _moved(at)


@router.post("/{uuid:conversation_id}/put_back", response=InboxRow)
async def put_back(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: EpochIn
) -> InboxRow:
    """Let the visitor wait for another person."""
    at = await _agent_at(request, slug, conversation_id)
    await unit_of_work(handoff.put_back)(at, body.owner_epoch)
    return await _moved(at)


@router.post("/{uuid:conversation_id}/replies", response=SeqOut)
async def post_reply(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: ReplyIn
) -> dict[str, int]:
    """Say something to the visitor."""
    at = await _agent_at(request, slug, conversation_id)
    message = await unit_of_work(handoff.reply)(at, body.client_msg_id, body.text)
    publish_moved(at.tenant_id, conversation_id)
    return {"seq": message.seq}


@router.post("/{uuid:conversation_id}/return_to_bot", response=InboxRow)
async def return_to_bot(
    request: HttpRequest, slug: Slug, conversation_id: UUID, body: ReturnIn
) -> InboxRow:
    """Let the bot go on."""
    at = await _agent_at(request, slug, conversation_id)
    await unit_of_work(handoff.return_to_bot)(at, body.how)
    return await _moved(at)


@router.post("/{uuid:conversation_id}/done", response=InboxRow)
async def finish(request: HttpRequest, slug: Slug, conversation_id: UUID, body: DoneIn) -> InboxRow:
    """Mark the conversation as done; 409 when the visitor wrote after what was seen."""
    at = await _agent_at(request, slug, conversation_id)
    await unit_of_work(handoff.finish)(at, body.owner_epoch, body.last_seq)
    return await _moved(at)


async def _agent_at(request: HttpRequest, slug: str, conversation_id: UUID) -> handoff.AgentAt:
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.HANDLE_CONVERSATIONS)
    return handoff.AgentAt(tenant.id, conversation_id, signed_in(request))


async def _moved(at: handoff.AgentAt) -> InboxRow:
    publish_moved(at.tenant_id, at.conversation_id)
    return await unit_of_work(access_row)(at.tenant_id, at.conversation_id)
