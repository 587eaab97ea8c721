"""Channels of a workspace, under ``/workspaces/{slug}/channels``."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from apps.channels import queries, services
from apps.channels.accounts import newest_signing_secret
from apps.channels.models import WEB, WEBHOOK, Channel, SeenSite
from apps.channels.schemas import (
    ChannelChangeIn,
    ChannelOut,
    NewChannelIn,
    RehearsalIn,
    SampleOut,
    SecretOut,
    SeenSiteOut,
)
from apps.channels.webhooks.sample_message import outcome_in_words, send_sample
from apps.channels.website import rehearsal
from apps.channels.website.seen_sites import get_seen_sites
from apps.core.errors import Invalid, NotFound
from apps.flows.models import Flow
from apps.flows.tryout.schemas import TriedOut
from apps.flows.versions.queries import access_flow
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Action
from apps.tenants.models import Tenant
from apps.tenants.sign_in.authentication import Slug, session_auth, signed_in, tenant_of_request

router = Router(tags=["channels"], auth=session_auth)


@router.get("", response=list[ChannelOut])
def list_channels(request: HttpRequest, slug: Slug) -> list[Channel]:
    """Give the channels of the workspace, oldest first."""
    return queries.get_channels(tenant_of_request(request, slug, Action.READ_FLOWS))


@router.post("", response={201: SecretOut})
def create_channel(request: HttpRequest, slug: Slug, body: NewChannelIn) -> Status[dict[str, Any]]:
    """Open a signed webhook; its secret is in this answer and in no other."""
    tenant = tenant_of_request(request, slug, Action.MANAGE_CHANNELS)
    flow = _published_flow(tenant, body.flow_id)
    actor = signed_in(request)
    channel = services.create_webhook_channel(tenant, body.name, body.url, actor, flow=flow)
    return Status(201, {"id": channel.id, "secret": newest_signing_secret(channel)})


@router.get("/{uuid:channel_id}", response=ChannelOut)
def read_channel(request: HttpRequest, slug: Slug, channel_id: UUID) -> Channel:
    """Give one channel."""
    tenant = tenant_of_request(request, slug, Action.READ_FLOWS)
    return queries.access_channel(tenant, channel_id)


@router.patch("/{uuid:channel_id}", response=ChannelOut)
def change_channel(
    request: HttpRequest, slug: Slug, channel_id: UUID, body: ChannelChangeIn
) -> Channel:
    """Change what is given; 422 names each site that is not written as an origin."""
    tenant = tenant_of_request(request, slug, Action.MANAGE_CHANNELS)
    channel = queries.access_channel(tenant, channel_id)
    services.change_channel(channel, signed_in(request), **_changes(tenant, body))
    return queries.access_channel(tenant, channel_id)


@router.post("/{uuid:webhook_id}/secrets", response={201: SecretOut})
def add_secret(request: HttpRequest, slug: Slug, webhook_id: UUID) -> Status[dict[str, Any]]:
    """Make a new signing secret, given in this answer only; the one before it stays good."""
    channel = _webhook(request, slug, webhook_id)
    secret = services.change_signing_secret(channel, signed_in(request))
    return Status(201, {"id": channel.id, "secret": secret})


@router.delete("/{uuid:webhook_id}/secrets/old", response=ChannelOut)
def retire_old_secret(request: HttpRequest, slug: Slug, webhook_id: UUID) -> Channel:
    """Let only the newest signing secret be good."""
    channel = _webhook(request, slug, webhook_id)
    services.retire_old_secret(channel, signed_in(request))
    return _webhook(request, slug, webhook_id)


@router.post("/{uuid:webhook_id}/test", response=SampleOut)
def send_test_message(request: HttpRequest, slug: Slug, webhook_id: UUID) -> dict[str, str]:
    """Post a signed sample to the webhook's address, and say what came back."""
    reason = send_sample(_webhook(request, slug, webhook_id), signed_in(request))
    return {"reason": reason, "message": outcome_in_words(reason)}


@router.get("/{uuid:channel_id}/seen-sites", response=list[SeenSiteOut])
def list_seen_sites(request: HttpRequest, slug: Slug, channel_id: UUID) -> list[SeenSite]:
    """Give the sites whose pages asked for the widget, the latest first; refused ones too."""
    tenant = tenant_of_request(request, slug, Action.READ_FLOWS)
    return get_seen_sites(queries.access_channel(tenant, channel_id, WEB))


@router.post("/{uuid:channel_id}/rehearse", response=TriedOut)
async def rehearse(
    request: HttpRequest, slug: Slug, channel_id: UUID, body: RehearsalIn
) -> TriedOut:
    """Run one turn of the flow that visitors of this channel meet, and store nothing."""
    tenant = await unit_of_work(tenant_of_request)(request, slug, Action.READ_FLOWS)
    channel = await unit_of_work(queries.access_channel)(tenant, channel_id, WEB)
    return await rehearsal.rehearse(tenant, channel, body)


def _webhook(request: HttpRequest, slug: str, channel_id: UUID) -> Channel:
    tenant = tenant_of_request(request, slug, Action.MANAGE_CHANNELS)
    return queries.access_channel(tenant, channel_id, WEBHOOK)


def _changes(tenant: Tenant, body: ChannelChangeIn) -> dict[str, Any]:
    changes = body.model_dump(exclude_unset=True)
    for name in ("name", "allowed_origins", "active", "quiet_ms", "url"):
        if name in changes and changes[name] is None:
            raise Invalid("Nothing was changed.", fields={name: "This cannot be empty."})
    if "flow_id" in changes:
        changes["default_flow"] = _published_flow(tenant, changes.pop("flow_id"))
    return changes


def _published_flow(tenant: Tenant, flow_id: UUID | None) -> Flow | None:
    """Give the flow that visitors can meet; None lets the chat stay silent."""
    if flow_id is None:
        return None
    try:
        flow = access_flow(tenant, flow_id)
    except NotFound as missing:
        raise Invalid("Nothing was changed.", fields={"flow_id": missing.message}) from missing
    if flow.purpose != Flow.Purpose.FLOW:
        raise Invalid("Nothing was changed.", fields={"flow_id": "This is a policy."})
    if flow.live_version is None or flow.archived_at:
        reason = "This flow is not published. Publish it first."
        raise Invalid("Nothing was changed.", fields={"flow_id": reason})
    return flow
