"""The delivery log for people who work in a workspace, and their programs."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from apps.channels.webhooks.inbox import replay_event
from apps.conversations.outbound.log.history import access_event_history, access_message_history
from apps.conversations.outbound.log.queries import Filter, count_entries, list_entries
from apps.conversations.outbound.log.schemas import DeliveryLogOut, Look, MessageHistory
from apps.conversations.outbound.log.services import send_again
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Action
from apps.tenants.sign_in.authentication import (
    Slug,
    session_auth,
    signed_in,
    tenant_of_request,
)

router = Router(tags=["delivery"], auth=session_auth)

READS = SENDS = Action.HANDLE_CONVERSATIONS
REPLAYS = Action.MANAGE_CHANNELS


class DeliveryLogQuery(Schema):
    """What to look at; ``contact`` is a part of a name, ``cursor`` the page before's ``next``."""

    look: Look = "all"
    channel: UUID | None = None
    conversation: UUID | None = None
    contact: str = ""
    since: datetime | None = None
    until: datetime | None = None
    cursor: str = ""


@router.get("", response=DeliveryLogOut)
async def get_ledger(
    request: HttpRequest, slug: Slug, query: Query[DeliveryLogQuery]
) -> DeliveryLogOut:
    """List the life of messages, the newest first, without their words; 50 at once.

    ``look`` is all, on_the_way, attention (not sent, perhaps sent, held back, set aside, or
    waiting longer than a minute) or delivered.
    """
    tenant = await unit_of_work(tenant_of_request)(request, slug, READS)
    wanted = Filter(
        query.look, query.channel, query.conversation, query.contact, query.since, query.until
    )
    page = await unit_of_work(list_entries)(tenant.id, wanted, query.cursor)
    counts = await unit_of_work(count_entries)(tenant.id, query.channel)
    return DeliveryLogOut(entries=page.entries, next=page.next, counts=counts)


@router.get("/messages/{uuid:message_id}", response=MessageHistory)
async def get_message_life(request: HttpRequest, slug: Slug, message_id: UUID) -> MessageHistory:
    """Tell what happened to a message, why, and what to do."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, READS)
    return await unit_of_work(access_message_history)(tenant.id, message_id)


@router.get("/events/{uuid:inboundevent_id}", response=MessageHistory)
async def get_event_life(request: HttpRequest, slug: Slug, inboundevent_id: UUID) -> MessageHistory:
    """Tell what happened to something that a provider told; once it is a message, to that."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, READS)
    return await unit_of_work(access_event_history)(tenant.id, inboundevent_id)


@router.post("/events/{uuid:inboundevent_id}/replay", response=MessageHistory)
async def replay(request: HttpRequest, slug: Slug, inboundevent_id: UUID) -> MessageHistory:
    """Take in once more what was set aside; 409 when it is not, or not any more."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, REPLAYS)
    await unit_of_work(replay_event)(tenant, inboundevent_id, signed_in(request))
    return await unit_of_work(access_event_history)(tenant.id, inboundevent_id)


@router.post("/messages/{uuid:message_id}/send_again", response=MessageHistory)
async def post_send_again(request: HttpRequest, slug: Slug, message_id: UUID) -> MessageHistory:
    """Send once more what was not sent, or only perhaps; 409 for anything else."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, SENDS)
    await unit_of_work(send_again)(tenant, message_id, signed_in(request))
    return await unit_of_work(access_message_history)(tenant.id, message_id)
