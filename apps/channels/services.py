"""Writes of channels."""

from collections.abc import Sequence
from typing import cast

from apps.channels.models import Channel
from apps.channels.origins import read_origin
from apps.core.errors import Invalid
from apps.flows.models import Flow
from apps.tenants.models import Tenant, User
from apps.tenants.scope import tenant_scope
from apps.tenants.services import record_event

FIELDS = {"name", "default_flow", "allowed_origins"}
"""What is a column of its own; the rest is kept in ``config``."""
WRONG_SITE = "Write the site as https://shop.example, without * and with its port if it has one."


def create_web_channel(tenant: Tenant, name: str, flow: Flow | None = None) -> Channel:
    """Open a website channel; ``flow`` is what a new conversation on it follows."""
    return Channel.objects.create(tenant=tenant, name=name, default_flow=flow)


def set_default_flow(channel: Channel, flow: Flow) -> None:
    """Let new conversations, and new runs of old ones, follow this flow."""
    channel.default_flow = flow
    channel.save(update_fields=["default_flow"])


def change_channel(channel: Channel, actor: User, **changes: object) -> Channel:
    """Change what is given: a field of the channel, or a word of its ``config``.

    None, or an empty text, takes a word of the ``config`` back to its default.

    Raises:
        Invalid: a site is no origin; ``fields`` names each as ``allowed_origins.<index>``.
    """
    if "allowed_origins" in changes:
        changes["allowed_origins"] = _read_sites(cast(Sequence[str], changes["allowed_origins"]))
    with tenant_scope(channel.tenant_id):
        fresh = Channel.objects.select_for_update().get(id=channel.id)
        changed = sorted(name for name, value in changes.items() if _set(fresh, name, value))
        if changed:
            fresh.save(update_fields=["config", *(set(changed) & FIELDS)])
            record_event(actor, "changed", fresh, {"fields": changed})
        return fresh


def _set(channel: Channel, name: str, value: object) -> bool:
    """Set one value in memory; tell whether it is another one than before."""
    if name in FIELDS:
        before = getattr(channel, name)
        setattr(channel, name, value)
        return bool(before != value)
    before = channel.config.get(name)
    kept = {word: known for word, known in channel.config.items() if word != name}
    channel.config = kept | {name: value} if value else kept
    return bool(before != channel.config.get(name))


def _read_sites(entries: Sequence[str]) -> list[str]:
    sites = [read_origin(entry) for entry in entries]
    wrong = {
        f"allowed_origins.{index}": WRONG_SITE for index, site in enumerate(sites) if site is None
    }
    if wrong:
        raise Invalid("Some sites are not written as a browser names them.", fields=wrong)
    return list(dict.fromkeys(site for site in sites if site))
