"""Writes of channels."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, cast

from django.utils.translation import gettext as _

from apps.channels.accounts import read_secrets, sealed
from apps.channels.adapters.webhook.signature import new_secret
from apps.channels.models import WEB, WEBHOOK, Channel
from apps.channels.registry import adapter_of
from apps.channels.webhooks.address import read_webhook_address
from apps.channels.website.origins import read_origin
from apps.core.errors import Invalid
from apps.flows.models import Flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event

FIELDS = {"name", "default_flow", "allowed_origins", "active", "quiet_ms"}
"""What is a column of its own; the rest is kept in ``config``."""
OF_WEBSITES = {"allowed_origins", "bot_name", "accent", "greeting", "position", "language"}
OF_WEBHOOKS = {"url"}
TYPED_QUIET_MS = 400
"""How long the bot waits for more on a channel where people write in pieces."""
LONGEST_QUIET_MS = 5_000
WRONG_SITE = "Write the site as https://shop.example, without * and with its port if it has one."


def create_web_channel(tenant: Tenant, name: str, flow: Flow | None = None) -> Channel:
    """Open a website channel; ``flow`` is what a new conversation on it follows."""
    return Channel.objects.create(tenant=tenant, name=name, default_flow=flow)


def create_webhook_channel(
    tenant: Tenant, name: str, url: str, actor: User, *, flow: Flow | None = None
) -> Channel:
    """Open a channel for a system of the tenant's own, with its first signing secret.

    Raises:
        Invalid: ``url`` is no address that may be posted to.
    """
    config = {"url": read_webhook_address(url)}
    channel = Channel(tenant=tenant, kind=WEBHOOK, name=name, config=config, default_flow=flow)
    return open_provider_channel(channel, {"signing": [new_secret()]}, actor)


def open_provider_channel(
    channel: Channel, secrets: Mapping[str, Any], actor: User | None = None
) -> Channel:
    """Keep a new channel, with the secrets that its adapter needs.

    Raises:
        NotFound: no adapter speaks its kind here.
    """
    adapter_of(channel.kind)
    channel.secrets, channel.quiet_ms = sealed(secrets), TYPED_QUIET_MS
    with tenant_scope(channel.tenant_id):
        channel.save(force_insert=True)
        record_event(actor, Verb.ADDED, channel)
        return channel


def change_signing_secret(channel: Channel, actor: User) -> str:
    """Make a new signing secret and give it; the one before it stays good until it is retired.

    Two are good at most: when there are two already, the older one ends at once.
    """
    fresh = new_secret()
    _write_signing(channel, Verb.CHANGED_SIGNING_SECRET, lambda old: [fresh, old[0]], actor)
    return fresh


def retire_old_secret(channel: Channel, actor: User) -> None:
    """Let only the newest signing secret be good."""
    _write_signing(channel, Verb.RETIRED_SIGNING_SECRET, lambda old: old[:1], actor)


def _write_signing(
    channel: Channel, verb: Verb, change: Callable[[list[str]], list[str]], actor: User
) -> None:
    with tenant_scope(channel.tenant_id):
        fresh = Channel.objects.select_for_update().get(id=channel.id)
        secrets = read_secrets(fresh)
        signing = change(secrets["signing"])
        if signing != secrets["signing"]:
            fresh.secrets = sealed(secrets | {"signing": signing})
            fresh.save(update_fields=["secrets"])
            record_event(actor, verb, fresh)


def set_default_flow(channel: Channel, flow: Flow) -> None:
    """Let new conversations, and new runs of old ones, follow this flow."""
    channel.default_flow = flow
    channel.save(update_fields=["default_flow"])


def change_channel(channel: Channel, actor: User, **changes: object) -> Channel:
    """Change what is given: a field of the channel, or a word of its ``config``.

    None, or an empty text, takes a word of the ``config`` back to its default.

    Raises:
        Invalid: a site is no origin; ``fields`` names each as ``allowed_origins.<index>``. Or the
            ``url`` is no address that may be posted to, or channels of its kind have no such field.
    """
    _check_kind(channel, changes)
    if "url" in changes:
        changes["url"] = read_webhook_address(cast(str, changes["url"]))
    if "allowed_origins" in changes:
        changes["allowed_origins"] = _read_sites(cast(Sequence[str], changes["allowed_origins"]))
    with tenant_scope(channel.tenant_id):
        fresh = Channel.objects.select_for_update().get(id=channel.id)
        changed = sorted(name for name, value in changes.items() if _set(fresh, name, value))
        if changed:
            fresh.save(update_fields=["config", *(set(changed) & FIELDS)])
            record_event(actor, Verb.CHANGED, fresh, {"fields": changed})
        return fresh


def _check_kind(channel: Channel, names: Iterable[str]) -> None:
    others = OF_WEBSITES if channel.kind != WEB else OF_WEBHOOKS
    wrong = {
        name: _("A channel of this kind has no such field.") for name in names if name in others
    }
    if wrong:
        raise Invalid(_("Nothing was changed."), fields=wrong)


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
