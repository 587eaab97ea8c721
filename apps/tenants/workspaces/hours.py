"""When a workspace is open: stored in its settings, read by its flows."""

from collections.abc import Mapping
from typing import Any

from apps.core.opening_hours import OpeningHours
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.events import Verb, record_event
from apps.tenants.workspaces.settings import WorkspaceSettings, change_settings, read_settings


def hours_in(settings: WorkspaceSettings) -> Mapping[str, Any]:
    """Give the hours as a turn carries them; empty: always open."""
    return settings.hours.model_dump(mode="json", exclude_unset=True)


def get_hours(tenant: Tenant) -> OpeningHours:
    """Give the hours of a workspace."""
    return read_settings(tenant.settings).hours


def change_hours(tenant: Tenant, hours: OpeningHours, actor: User) -> None:
    """Give a workspace other hours; its flows follow them from the next turn on."""
    with tenant_scope(tenant):
        change_settings(tenant, WorkspaceSettings(hours=hours))
        record_event(actor, Verb.CHANGED, tenant, {"fields": ["hours"]})
