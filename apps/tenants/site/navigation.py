"""The frame around every page of a workspace: its rooms, its addresses, what islands are told."""

from dataclasses import dataclass
from typing import Any

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from apps.tenants.members.roles import Action, may
from apps.tenants.models import Tenant
from apps.tenants.site.middleware import WORKSPACE, WorkspaceRequest

Words = str | Promise
"""Words on screen, translated when they are shown."""


@dataclass(frozen=True)
class Room:
    """One entry of the rail: a job that people come for.

    ``page`` names its first page, ``icon`` a Material Symbol, ``order`` its place in the rail.
    Who may not do ``sees`` does not see the entry.
    """

    page: str
    label: Words
    icon: str
    order: int
    sees: Action


def page_url(tenant: Tenant, page: str, **names: object) -> str:
    """Give the address of a workspace's page: ``page_url(tenant, "flow", flow_id=flow.id)``."""
    return reverse(f"{WORKSPACE}:{page}", kwargs={"slug": tenant.slug, **names})


def entries(request: WorkspaceRequest, rooms: list[Room]) -> list[dict[str, Any]]:
    """Give the rail of a person: the rooms they may see, the present one marked."""
    home = page_url(request.tenant, "home")
    shown = []
    for room in sorted(rooms, key=lambda room: room.order):
        if may(request.membership.role, room.sees):
            url = page_url(request.tenant, room.page)
            current = request.path == url if url == home else request.path.startswith(url)
            shown.append({"room": room, "url": url, "current": current})
    return shown


def island_props(request: WorkspaceRequest, **props: object) -> dict[str, object]:
    """Give what an island is told: the common props, and those of its page."""
    return {
        "slug": request.tenant.slug,
        "role": request.membership.role,
        "userName": str(request.user),
        "language": get_language() or "en",
        "csrfToken": get_token(request),
        "apiBase": "/api/v1",
        **props,
    }
