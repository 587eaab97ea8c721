"""On the sample workspace's Home: it is a sample, and here you make your own."""

from typing import Any

from django.conf import settings

from apps.tenants.home import Part, parts
from apps.tenants.middleware import WorkspaceRequest
from xin_project.demo.workspace import SLUG


def sample(request: WorkspaceRequest) -> dict[str, Any] | None:
    """Speak up in the sample workspace only."""
    if request.tenant.slug != SLUG:
        return None
    return {"shop_url": settings.XIN_SHOP_URL}


parts.register(Part("sample", 0, "entrance/make_your_own.html", sample, column="top"))
