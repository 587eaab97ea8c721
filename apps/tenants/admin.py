"""The Settings room: the workspace, its hours, teams and members, and who is invited."""

from uuid import UUID

from django.contrib import messages
from django.contrib.admin import register
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.errors import XinError
from apps.tenants.members import invitations
from apps.tenants.members import services as members
from apps.tenants.members.roles import Action, Role
from apps.tenants.members.teams import access_team, change_team, create_team, delete_team, get_teams
from apps.tenants.models import Invitation, Membership, Team, Tenant
from apps.tenants.site import (
    home,
    secret_pages,  # noqa: F401  # registers its pages
)
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
from apps.tenants.site.navigation import Room, page_url
from apps.tenants.site.pages import RoomAdmin, workspace_site
from apps.tenants.workspaces.hours import change_hours, get_hours
from apps.tenants.workspaces.services import change_workspace

NEW_LINK = "invitation_link"


@register(Tenant, site=workspace_site)
class WorkspaceAdmin(RoomAdmin):
    """The workspace's name, language and time zone."""

    room = Room("settings", gettext_lazy("Settings"), "settings", 90, Action.MANAGE_CHANNELS)

    def get_urls(self) -> list[URLPattern]:
        """Give the pages."""
        site = self.admin_site
        needs = Action.MANAGE_CHANNELS
        return [
            site.page("settings/", self.change, "settings", needs),
            site.page("settings/hours/", self.hours, "hours", needs),
        ]

    def change(self, request: WorkspaceRequest) -> HttpResponseBase:
        """Show and take the workspace's particulars."""
        tenant = request.tenant
        now = {"name": tenant.name, "language": tenant.language, "timezone": tenant.timezone}
        form = WorkspaceForm(request.POST or None, initial=now)
        if form.is_valid():
            with errors_in(form):
                change_workspace(tenant, request.user, **form.cleaned_data)
                messages.info(request, _("Saved."))
                return _to(request, "settings")
        return self.show(request, "workspace/settings.html", form=form, tab="settings")

    def hours(self, request: WorkspaceRequest) -> HttpResponseBase:
        """Show and take when the workspace is open."""
        form = HoursForm.of(get_hours(request.tenant))
        if request.method == "POST":
            form = HoursForm.sent(request.POST)
            if (hours := form.hours()) is not None:
                change_hours(request.tenant, request.user, hours)
                messages.info(request, _("Saved."))
                return _to(request, "hours")
        return self.show(
            request, "workspace/hours.html", form=form, tab="hours", now=timezone.localtime()
        )


@register(Team, site=workspace_site)
class TeamAdmin(RoomAdmin):
    """Teams: list, make one, say who is in it."""

    def get_urls(self) -> list[URLPattern]:
        """Give the pages."""
        page, needs = self.admin_site.page, Action.MANAGE_MEMBERS
        return [
            page("settings/teams/", self.teams, "teams", needs),
            page("settings/teams/<uuid:team_id>/", self.team, "team", needs),
        ]

    def teams(self, request: WorkspaceRequest) -> HttpResponseBase:
        """List the teams; make a new one and open it."""
        form = TeamForm(request.POST or None)
        if form.is_valid():
            with errors_in(form):
                team = create_team(request.tenant, form.cleaned_data["name"], request.user)
                return _to(request, "team", team_id=team.id)
        return self.show(
            request,
            "workspace/teams.html",
            tab="teams",
            form=form,
            teams=get_teams(request.tenant),
        )

    def team(self, request: WorkspaceRequest, team_id: UUID) -> HttpResponseBase:
        """Change a team's name and members, or take it away."""
        whole = access_team(request.tenant, team_id)
        if "delete" in request.POST:
            delete_team(whole.team, request.user)
            messages.info(request, _("The team %s is gone.") % whole.team)
            return _to(request, "teams")
        now = {"name": whole.team.name, "members": [str(one.id) for one in whole.members]}
        people = members.get_members(request.tenant)
        form = TeamForm(request.POST or None, initial=now, people=people)
        if form.is_valid():
            with errors_in(form):
                change_team(whole.team, actor=request.user, **form.cleaned_data)
                return _to(request, "teams")
        return self.show(request, "workspace/team.html", tab="teams", team=whole.team, form=form)


@register(Membership, site=workspace_site)
class MemberAdmin(RoomAdmin):
    """Members: list, invite, change a role, remove."""

    def get_urls(self) -> list[URLPattern]:
        """Give the pages."""
        page, needs = self.admin_site.page, Action.MANAGE_MEMBERS
        at = "settings/members/"
        return [
            page(at, self.members, "members", needs),
            page(f"{at}<uuid:membership_id>/", self.member, "member", needs),
            page(f"{at}invited/<uuid:invitation_id>/", self.invitation, "withdraw", needs),
        ]

    def members(self, request: WorkspaceRequest) -> HttpResponseBase:
        """List the members and who is invited; invite somebody."""
        form = InviteForm(request.POST or None, by_owner=_is_owner(request))
        if form.is_valid():
            with errors_in(form):
                self._invite(request, form)
                return _to(request, "members")
        people = members.get_members(request.tenant)
        return self.show(
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

    def _invite(self, request: WorkspaceRequest, form: InviteForm) -> None:
        asked = form.cleaned_data
        link = invitations.invite(request.membership, asked["email"], Role(asked["role"]))
        request.session[NEW_LINK] = {"email": asked["email"], "link": link}

    def member(self, request: WorkspaceRequest, membership_id: UUID) -> HttpResponseBase:
        """Change a member's role, or take them out."""
        member = members.access_member(request.tenant, membership_id)
        if "remove" in request.POST:
            return self._remove(request, member)
        now = {"role": member.role}
        form = RoleForm(request.POST or None, initial=now, by_owner=_is_owner(request))
        if form.is_valid():
            with errors_in(form):
                members.change_role(request.membership, member, Role(form.cleaned_data["role"]))
                return _to(request, "members")
        return self.show(
            request,
            "workspace/member.html",
            tab="members",
            member=member,
            form=form,
            is_self=member.id == request.membership.id,
            role_words=ROLE_WORDS.values(),
        )

    def _remove(self, request: WorkspaceRequest, member: Membership) -> HttpResponseRedirect:
        try:
            members.remove_member(request.membership, member)
        except XinError as refused:
            messages.error(request, refused.message)
            return HttpResponseRedirect(request.path)
        messages.info(request, _("%s is no member any more.") % member.user)
        is_self = member.user == request.user
        return HttpResponseRedirect(reverse("workspaces")) if is_self else _to(request, "members")

    def invitation(self, request: WorkspaceRequest, invitation_id: UUID) -> HttpResponse:
        """Withdraw an invitation; there is nothing else to do with one."""
        invitation = members.access_invitation(request.tenant, invitation_id)
        if request.method == "POST":
            invitations.withdraw(invitation, request.user)
        return _to(request, "members")


def _is_owner(request: WorkspaceRequest) -> bool:
    return request.membership.role == Role.OWNER


def _to(request: WorkspaceRequest, page: str, **names: object) -> HttpResponseRedirect:
    return HttpResponseRedirect(page_url(request.tenant, page, **names))


home.steps.register(
    home.Step(
        kind="invite",
        order=40,
        title=gettext_lazy("Invite somebody"),
        help=gettext_lazy("A chat that the bot hands over needs a person."),
        link=gettext_lazy("Invite"),
        needs=Action.MANAGE_MEMBERS,
        address=lambda request: page_url(request.tenant, "members"),
        is_done=lambda tenant: Membership.objects.count() > 1 or Invitation.objects.exists(),
    )
)
