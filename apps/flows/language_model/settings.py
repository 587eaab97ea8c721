"""Which model a workspace uses, and how much of it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q, Sum
from django.utils.translation import gettext as _

from apps.core.errors import Invalid
from apps.flows.language_model.server import ModelServer
from apps.flows.models import ModelSettings, ModelUse
from apps.platform.crypto.encryption import decrypt, encrypt
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event

OPENAI_URL = "https://api.openai.com/v1"
_SENDABLE = re.compile(r"[\x21-\x7e]{0,4000}")


class NotAllowed(Exception):
    """The model may not be asked; ``reason`` is one that the model port gives."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class ModelChoice:
    """What a person sets; an empty key keeps the one there is, if the server stays."""

    provider: str
    base_url: str
    model: str
    key: str
    conversation_budget: int
    daily_budget: int


def get_model_settings(tenant_id: UUID) -> ModelSettings | None:
    """Give the settings of a workspace, or None when it has no model."""
    with tenant_scope(tenant_id):
        return ModelSettings.objects.select_related("tenant").first()


def has_model(tenant_id: UUID) -> bool:
    """Say whether a workspace has a model."""
    with tenant_scope(tenant_id):
        return ModelSettings.objects.exists()


def change_model(tenant: Tenant, choice: ModelChoice, actor: User) -> ModelSettings:
    """Give a workspace a model, or another one. A key goes to no other server than it came for.

    Raises:
        Invalid: the address is none, or the key cannot be sent.
    """
    base_url, key = _checked_url(choice), _checked_key(choice.key.strip())
    with tenant_scope(tenant):
        stored = ModelSettings.objects.select_for_update().first() or ModelSettings(tenant=tenant)
        same_server = _origin(stored.base_url) == _origin(base_url)
        old_key = stored.encrypted_key if same_server else ""
        stored.encrypted_key = encrypt(key) if key else old_key
        stored.provider, stored.base_url, stored.model = choice.provider, base_url, choice.model
        stored.conversation_budget = choice.conversation_budget
        stored.daily_budget = choice.daily_budget
        stored.save()
        record_event(
            actor, Verb.CHANGED, stored, {"server": _origin(base_url), "model": stored.model}
        )
    return stored


def remove_model(tenant: Tenant, actor: User) -> None:
    """Let a workspace have no model; its blocks leave by their error exit from now on."""
    with tenant_scope(tenant):
        for stored in ModelSettings.objects.all():
            record_event(actor, Verb.REMOVED, stored, {"model": stored.model})
            stored.delete()


def server_of(stored: ModelSettings) -> ModelServer:
    """Give the server with its key, to be asked."""
    key = decrypt(stored.encrypted_key) if stored.encrypted_key else ""
    return ModelServer(stored.base_url, stored.model, key)


def server_within_budget(tenant_id: UUID, conversation: UUID | None) -> ModelServer:
    """Give the server, if the workspace has one and the budgets are not spent.

    Raises:
        NotAllowed: it has none, or they are.
    """
    with tenant_scope(tenant_id):
        stored = get_model_settings(tenant_id)
        if stored is None:
            raise NotAllowed("no_model")
        if conversation and _used(Q(conversation=conversation)) >= stored.conversation_budget:
            raise NotAllowed("conversation_budget")
        if _used(Q(day=_today(stored.tenant))) >= stored.daily_budget:
            raise NotAllowed("daily_budget")
    return server_of(stored)


def used_today(tenant: Tenant) -> int:
    """Give the tokens that a workspace has used since midnight on its clock."""
    with tenant_scope(tenant):
        return _used(Q(day=_today(tenant)))


def used_by(tenant_id: UUID, conversation: UUID | None, spender: str) -> int:
    """Give the tokens used in a ``conversation``, or by the ``workspace`` today."""
    with tenant_scope(tenant_id):
        if spender == "workspace":
            return _used(Q(day=_today(Tenant.objects.get(id=tenant_id))))
        return _used(Q(conversation=conversation)) if conversation else 0


def note_use(tenant_id: UUID, conversation: UUID | None, read: int, written: int) -> None:
    """Count tokens, in a transaction of their own: they are spent whatever becomes of the turn."""
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.get(id=tenant_id)
        use, _created = ModelUse.objects.get_or_create(
            tenant_id=tenant_id, day=_today(tenant), conversation=conversation
        )
        ModelUse.objects.filter(id=use.id).update(
            tokens_in=F("tokens_in") + read, tokens_out=F("tokens_out") + written
        )


def _used(which: Q) -> int:
    found = ModelUse.objects.filter(which).aggregate(used=Sum(F("tokens_in") + F("tokens_out")))
    return int(found["used"] or 0)


def _today(tenant: Tenant) -> date:
    return datetime.now(ZoneInfo(tenant.timezone)).date()


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _checked_key(key: str) -> str:
    if not _SENDABLE.fullmatch(key):
        told = _("A key has plain characters only, in one line.")
        raise Invalid(_("Nothing was saved."), fields={"key": told})
    return key


def _checked_url(choice: ModelChoice) -> str:
    if choice.provider == ModelSettings.Provider.OPENAI:
        return OPENAI_URL
    url = choice.base_url.strip().rstrip("/")
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    except ValueError:
        fits = False
    if not fits:
        told = _("This is no address. Take one such as https://models.example.com/v1.")
        raise Invalid(_("Nothing was saved."), fields={"base_url": told})
    return url
