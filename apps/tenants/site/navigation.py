"""The addresses of a workspace's pages, its sections, and what islands are told."""

from dataclasses import dataclass

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from apps.tenants.models import Tenant
from apps.tenants.site.middleware import WORKSPACE, WorkspaceRequest

Words = str | Promise
"""Words on screen, translated when they are shown."""


@dataclass(frozen=True)
class Section:
    """One entry of the navigation, as its first page names it.

    ``icon`` is a Material Symbol; sections stand by their ``order``.
    """

    label: Words
    icon: str
    order: int


def page_url(tenant: Tenant, page: str, **names: object) -> str:
    """Give the address of a workspace's page: ``page_url(tenant, "flow", flow_id=flow.id)``."""
    return reverse(f"{WORKSPACE}:{page}", kwargs={"slug": tenant.slug, **names})


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
