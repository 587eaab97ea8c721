"""The Settings section: the workspace and its hours. Its lists are model admins."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.tenants.members.invitations import withdraw
from apps.tenants.members.roles import Action
from apps.tenants.members.services import access_invitation
from apps.tenants.site.forms import WorkspaceForm, errors_in
from apps.tenants.site.hours_form import HoursForm
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section
from apps.tenants.site.pages import page, show, to_page
from apps.tenants.workspaces.hours import change_hours, get_hours
from apps.tenants.workspaces.services import change_workspace


@page(
    "settings/",
    "settings",
    Action.MANAGE_CHANNELS,
    Section(gettext_lazy("Settings"), "settings", 90),
)
def change(request: WorkspaceRequest) -> HttpResponseBase:
    """Show and take the workspace's particulars."""
    tenant = request.tenant
    now = {"name": tenant.name, "language": tenant.language, "timezone": tenant.timezone}
    form = WorkspaceForm(request.POST or None, initial=now)
    if form.is_valid():
        with errors_in(form):
            change_workspace(tenant, request.user, **form.cleaned_data)
            messages.info(request, _("Saved."))
            return to_page(request, "settings")
    return show(request, "workspace/settings.html", form=form, tab="settings")


@page("settings/hours/", "hours", Action.MANAGE_CHANNELS)
def hours(request: WorkspaceRequest) -> HttpResponseBase:
    """Show and take when the workspace is open."""
    form = HoursForm.of(get_hours(request.tenant))
    if request.method == "POST":
        form = HoursForm.sent(request.POST)
        if (hours := form.hours()) is not None:
            change_hours(request.tenant, hours, request.user)
            messages.info(request, _("Saved."))
            return to_page(request, "hours")
    return show(request, "workspace/hours.html", form=form, tab="hours", now=timezone.localtime())


@page("settings/members/invited/<uuid:invitation_id>/", "withdraw", Action.MANAGE_MEMBERS)
def invitation(request: WorkspaceRequest, invitation_id: UUID) -> HttpResponse:
    """Withdraw an invitation; there is nothing else to do with one."""
    invitation = access_invitation(request.tenant, invitation_id)
    if request.method == "POST":
        withdraw(invitation, request.user)
    return to_page(request, "members")
