"""When a workspace is open: kept in its settings, read by its flows."""

from collections.abc import Mapping
from typing import Any

from apps.core.opening_hours import OpeningHours
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event

_SETTING = "hours"


def hours_in(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the hours as a turn carries them; empty: always open."""
    hours: Mapping[str, Any] = settings.get(_SETTING, {})
    return hours


def get_hours(tenant: Tenant) -> OpeningHours:
    """Give the hours of a workspace."""
    return OpeningHours.model_validate(hours_in(tenant.settings))


def change_hours(tenant: Tenant, actor: User, hours: OpeningHours) -> None:
    """Give a workspace other hours; its flows follow them from the next turn on."""
    with tenant_scope(tenant):
        held = Tenant.objects.select_for_update().get(id=tenant.id)
        held.settings = {**held.settings, _SETTING: hours.model_dump(mode="json")}
        held.save(update_fields=["settings"])
        record_event(actor, Verb.CHANGED, tenant, {"fields": ["hours"]})
    tenant.settings = held.settings
