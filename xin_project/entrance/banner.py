"""On the sample workspace's Home: it is a sample, and here you make your own."""

from typing import Any

from django.conf import settings

from apps.conversations.demo.samples import count_samples
from apps.tenants.members.roles import Action, may
from apps.tenants.site.home import Part, parts
from apps.tenants.site.middleware import WorkspaceRequest
from xin_project.demo.workspace import SLUG


def sample(request: WorkspaceRequest) -> dict[str, Any] | None:
    """Speak up in the sample workspace only."""
    if request.tenant.slug != SLUG:
        return None
    removable = may(request.membership.role, Action.MANAGE_CHANNELS)
    return {
        "shop_url": settings.XIN_SHOP_URL,
        "samples": count_samples(request.tenant) if removable else 0,
    }


def register() -> None:
    """Let Home show what there is to say about the sample."""
    parts.register(Part("sample", 0, "entrance/make_your_own.html", sample, column="top"))
