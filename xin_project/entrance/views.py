"""The pages before a workspace."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.flows.flow_templates.catalogue import get_templates
from apps.tenants.members.roles import Role
from apps.tenants.sign_in.authentication import signed_in
from apps.tenants.site.forms import ROLE_WORDS, errors_in
from apps.tenants.site.navigation import page_url
from apps.tenants.workspaces.queries import get_memberships
from xin_project.demo.views import shop
from xin_project.entrance.forms import NewWorkspaceForm
from xin_project.entrance.workspaces import open_workspace


@require_GET
@never_cache
def front_door(request: HttpRequest) -> HttpResponseBase:
    """Show the shop on the shop's origin; on ours lead in, or welcome a stranger."""
    if request.get_host() == urlsplit(settings.XIN_SHOP_URL).netloc != _own_host():
        return open_shop(request)
    if request.user.is_authenticated:
        return redirect("workspaces")
    picture = get_templates()[0].picture
    shown = {"shop_url": settings.XIN_SHOP_URL, "picture": picture}
    return render(request, "entrance/welcome.html", shown)


@require_GET
def open_shop(request: HttpRequest) -> HttpResponse:
    """Show the demo shop. It is another site, so our security policy is not its own."""
    page = shop(request)
    page._csp_exempt = True  # type: ignore[attr-defined]  # what django-csp looks for
    return page


@login_required
@never_cache
def choose_workspace(request: HttpRequest) -> HttpResponseBase:
    """Lead to a person's only workspace, or let them choose; ``?all=1`` always shows all."""
    memberships = get_memberships(signed_in(request))
    if not memberships:
        return redirect("new_workspace")
    if len(memberships) == 1 and "all" not in request.GET:
        return redirect(page_url(memberships[0].tenant, "home"))
    listed = [(member.tenant, ROLE_WORDS[Role(member.role)][0]) for member in memberships]
    return render(request, "entrance/workspaces.html", {"workspaces": listed})


@login_required
@never_cache
def new_workspace(request: HttpRequest) -> HttpResponseBase:
    """Open a workspace with a flow from a template, and go to that flow's designer."""
    user = signed_in(request)
    form = NewWorkspaceForm(request.POST or None)
    if form.is_valid():
        with errors_in(form):
            tenant, flow = open_workspace(user, **form.cleaned_data)
            return redirect(page_url(tenant, "flow", flow_id=flow.id))
    has_one = bool(get_memberships(user))
    return render(request, "entrance/new_workspace.html", {"form": form, "has_one": has_one})


def _own_host() -> str:
    return urlsplit(settings.XIN_PUBLIC_URL).netloc
