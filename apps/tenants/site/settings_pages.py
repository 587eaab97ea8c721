"""The Settings section: the workspace, its hours, teams and members, and who is invited."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import XinError
from apps.tenants.members import invitations
from apps.tenants.members import services as members
from apps.tenants.members.roles import Action, Role
from apps.tenants.members.teams import access_team, change_team, create_team, delete_team, get_teams
from apps.tenants.models import Membership, Team
from apps.tenants.site.forms import (
    ROLE_WORDS,
    InviteForm,
    RoleForm,
    TeamForm,
    WorkspaceForm,
    errors_in,
)
from apps.tenants.site.hours_form import HoursForm
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section
from apps.tenants.site.pages import page, show, to_page
from apps.tenants.workspaces.hours import change_hours, get_hours
from apps.tenants.workspaces.services import change_workspace

NEW_LINK = "invitation_link"


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
            change_hours(request.tenant, request.user, hours)
            messages.info(request, _("Saved."))
            return to_page(request, "hours")
    return show(request, "workspace/hours.html", form=form, tab="hours", now=timezone.localtime())


@page("settings/teams/", "teams", Action.MANAGE_MEMBERS)
def teams(request: WorkspaceRequest) -> HttpResponseBase:
    """List the teams; make a new one and open it."""
    form = TeamForm(request.POST or None)
    made: list[Team] = []
    if form.is_valid():
        with errors_in(form):
            made.append(create_team(request.tenant, form.cleaned_data["name"], request.user))
            return to_page(request, "team", team_id=made[0].id)
    return show(
        request,
        "workspace/teams.html",
        tab="teams",
        form=form,
        teams=get_teams(request.tenant),
    )


@page("settings/teams/<uuid:team_id>/", "team", Action.MANAGE_MEMBERS)
def team(request: WorkspaceRequest, team_id: UUID) -> HttpResponseBase:
    """Change a team's name and members, or take it away."""
    whole = access_team(request.tenant, team_id)
    if "delete" in request.POST:
        delete_team(whole.team, request.user)
        messages.info(request, _("The team %s is gone.") % whole.team)
        return to_page(request, "teams")
    now = {"name": whole.team.name, "members": [str(one.id) for one in whole.members]}
    people = members.get_members(request.tenant)
    form = TeamForm(request.POST or None, initial=now, people=people)
    if form.is_valid():
        with errors_in(form):
            change_team(whole.team, actor=request.user, **form.cleaned_data)
            return to_page(request, "teams")
    return show(request, "workspace/team.html", tab="teams", team=whole.team, form=form)


@page("settings/members/", "members", Action.MANAGE_MEMBERS)
def member_list(request: WorkspaceRequest) -> HttpResponseBase:
    """List the members and who is invited; invite somebody."""
    form = InviteForm(request.POST or None, by_owner=_is_owner(request))
    if form.is_valid():
        with errors_in(form):
            _invite(request, form)
            return to_page(request, "members")
    people = members.get_members(request.tenant)
    return show(
        request,
        "workspace/members.html",
        tab="members",
        form=form,
        members=[(member, ROLE_WORDS[Role(member.role)][0]) for member in people],
        invitations=[
            (invitation, ROLE_WORDS[Role(invitation.role)][0])
            for invitation in members.get_invitations(request.tenant)
        ],
        new_link=request.session.pop(NEW_LINK, None),
        role_words=ROLE_WORDS.values(),
    )


def _invite(request: WorkspaceRequest, form: InviteForm) -> None:
    asked = form.cleaned_data
    link = invitations.invite(request.membership, asked["email"], Role(asked["role"]))
    request.session[NEW_LINK] = {"email": asked["email"], "link": link}


@page("settings/members/<uuid:membership_id>/", "member", Action.MANAGE_MEMBERS)
def member(request: WorkspaceRequest, membership_id: UUID) -> HttpResponseBase:
    """Change a member's role, or take them out."""
    member = members.access_member(request.tenant, membership_id)
    if "remove" in request.POST:
        return _remove(request, member)
    now = {"role": member.role}
    form = RoleForm(request.POST or None, initial=now, by_owner=_is_owner(request))
    if form.is_valid():
        with errors_in(form):
            members.change_role(request.membership, member, Role(form.cleaned_data["role"]))
            return to_page(request, "members")
    return show(
        request,
        "workspace/member.html",
        tab="members",
        member=member,
        form=form,
        is_self=member.id == request.membership.id,
        role_words=ROLE_WORDS.values(),
    )


def _remove(request: WorkspaceRequest, member: Membership) -> HttpResponseRedirect:
    try:
        members.remove_member(request.membership, member)
    except XinError as refused:
        messages.error(request, refused.message)
        return HttpResponseRedirect(request.path)
    messages.info(request, _("%s is no member any more.") % member.user)
    is_self = member.user == request.user
    return HttpResponseRedirect(reverse("workspaces")) if is_self else to_page(request, "members")


@page("settings/members/invited/<uuid:invitation_id>/", "withdraw", Action.MANAGE_MEMBERS)
def invitation(request: WorkspaceRequest, invitation_id: UUID) -> HttpResponse:
    """Withdraw an invitation; there is nothing else to do with one."""
    invitation = members.access_invitation(request.tenant, invitation_id)
    if request.method == "POST":
        invitations.withdraw(invitation, request.user)
    return to_page(request, "members")


def _is_owner(request: WorkspaceRequest) -> bool:
    return request.membership.role == Role.OWNER
