"""The demo shop: somebody's website, on an origin of its own."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from apps.core.errors import NotFound
from apps.tenants.workspaces.queries import get_tenant
from xin_project.demo.workspace import SLUG


def shop(request: HttpRequest) -> HttpResponse:
    """Show the shop with the snippet that its workspace gives out."""
    try:
        tenant = get_tenant(SLUG)
    except NotFound:
        raise Http404 from None
    query = urlencode({"tenant_id": tenant.public_id})
    embed_url = f"{settings.XIN_PUBLIC_URL}/embed.js?{query}"
    return render(request, "demo/shop.html", {"embed_url": embed_url})
