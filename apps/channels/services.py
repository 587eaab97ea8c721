"""Writes of channels."""

from apps.channels.models import Channel
from apps.flows.models import Flow
from apps.tenants.models import Tenant


def create_web_channel(tenant: Tenant, name: str, flow: Flow | None = None) -> Channel:
    """Open a website channel; ``flow`` is what a new conversation on it follows."""
    return Channel.objects.create(tenant=tenant, name=name, default_flow=flow)


def set_default_flow(channel: Channel, flow: Flow) -> None:
    """Let new conversations, and new runs of old ones, follow this flow."""
    channel.default_flow = flow
    channel.save(update_fields=["default_flow"])
