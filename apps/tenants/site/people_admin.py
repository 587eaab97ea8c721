"""Members and teams: lists with forms in the Settings section."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import SimpleListFilter
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.tenants.members.roles import Action, Role
from apps.tenants.members.services import get_invitations, remove_member
from apps.tenants.members.teams import delete_team
from apps.tenants.models import Membership, Team, TeamMember
from apps.tenants.site.forms import ROLE_WORDS
from apps.tenants.site.model_admin import WorkspaceModelAdmin
from apps.tenants.site.pages import to_page
from apps.tenants.site.people_forms import InviteForm, NewTeamForm, RoleForm, TeamForm

NEW_LINK = "invitation_link"
"""What the session holds until the list has shown an invitation's link once."""


def called(user: str) -> Coalesce:
    """Give what a person is called, by the database; ``user`` is the way to their row."""
    name = NullIf(f"{user}__name", Value(""))
    return Coalesce(name, f"{user}__email", output_field=CharField())


class RoleFilter(SimpleListFilter):
    """Members of one role."""

    title = gettext_lazy("Role")
    parameter_name = "role"

    def lookups(self, request: Any, model_admin: Any) -> Iterable[tuple[str, str]]:
        """Give the roles."""
        return [(role.value, str(ROLE_WORDS[role][0])) for role in Role]

    def queryset(self, request: Any, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Give the members of the role that was chosen."""
        return queryset.filter(role=self.value()) if self.value() else queryset


class MemberAdmin(WorkspaceModelAdmin):
    """Members and who is invited: invite, change a role, remove."""

    route, plural, singular = "settings/members/", "members", "member"
    title, add_title = gettext_lazy("Members"), gettext_lazy("Invite somebody")
    views = adds = changes = deletes = Action.MANAGE_MEMBERS

    form, add_form = RoleForm, InviteForm
    list_filter: ClassVar = [RoleFilter]
    search_fields = ("user__name", "user__email")
    search_help_text = gettext_lazy("Name or e-mail address")
    list_select_related = ("user",)
    row_template = "workspace/member_row.html"
    change_list_template = "workspace/members.html"
    change_form_template = "workspace/member.html"
    delete_confirmation_template = "workspace/delete_member.html"

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        """Give the members with what they are called."""
        return super().get_queryset(request).select_related("user")

    def get_ordering(self, request: Any) -> list[Any]:
        """Give owners first, then by name."""
        ranks = [When(role=role, then=rank) for rank, role in enumerate(Role)]
        return [Case(*ranks), Lower(called("user"))]

    def changelist_view(self, request: Any, extra_context: Any = None) -> HttpResponse:
        """Show the members, and who is invited."""
        context = {
            "invitations": [
                (invitation, ROLE_WORDS[Role(invitation.role)][0])
                for invitation in get_invitations(request.tenant)
            ],
            "new_link": request.session.pop(NEW_LINK, None),
        }
        return super().changelist_view(request, context)

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show a form, and what the roles may do."""
        context["role_words"] = ROLE_WORDS.values()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        """Let the list show the link of an invitation once."""
        if not change:
            asked = form.cleaned_data["email"]
            request.session[NEW_LINK] = {"email": asked, "link": form.link}

    def response_add(
        self, request: Any, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        """Lead to the list, which shows the link."""
        return to_page(request, self.plural)

    def name_of(self, row: Membership) -> str:
        """Say who it is."""
        return str(row.user)

    def delete_model(self, request: Any, obj: Membership) -> None:
        """Take a member out of the workspace."""
        remove_member(obj, request.membership)
        messages.info(request, _("%s is no member any more.") % obj.user)

    def response_delete(self, request: Any, obj_display: str, obj_id: Any) -> HttpResponseRedirect:
        """Lead back to the list, or whoever left to their other workspaces."""
        if str(obj_id) == str(request.membership.id):
            return HttpResponseRedirect(reverse("workspaces"))
        return super().response_delete(request, obj_display, obj_id)


class TeamAdmin(WorkspaceModelAdmin):
    """Teams: make one, say who is in it, delete."""

    route, plural, singular = "settings/teams/", "teams", "team"
    title, add_title = gettext_lazy("Teams"), gettext_lazy("New team")
    views = adds = changes = deletes = Action.MANAGE_MEMBERS

    form, add_form = TeamForm, NewTeamForm
    actions = ("delete_chosen",)
    ordering = ("name", "id")
    search_fields = ("name",)
    search_help_text = gettext_lazy("Name")
    row_template = "workspace/team_row.html"
    change_list_template = "workspace/teams.html"
    change_form_template = "workspace/team.html"
    delete_confirmation_template = "workspace/delete_team.html"

    def get_queryset(self, request: Any) -> QuerySet[Any]:
        """Give the teams with the names of their members."""
        places = TeamMember.objects.filter(team=OuterRef("pk"))
        names = places.annotate(who=called("membership__user")).order_by(Lower("who")).values("who")
        people = ArraySubquery(names)
        teams: QuerySet[Any] = super().get_queryset(request).annotate(people=people)
        return teams

    def response_add(
        self, request: Any, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponseRedirect:
        """Open the new team, which has nobody yet."""
        return to_page(request, self.singular, team_id=obj.id)

    def delete_model(self, request: Any, obj: Team) -> None:
        """Delete a team."""
        delete_team(obj, request.user)
        messages.info(request, _("The team %s is gone.") % obj)
