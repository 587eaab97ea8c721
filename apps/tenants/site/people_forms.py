"""Forms about members and teams; their services judge and store what they hand on."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.tenants.members.invitations import invite
from apps.tenants.members.roles import Role
from apps.tenants.members.services import change_role, get_members
from apps.tenants.members.teams import access_team, change_team, create_team
from apps.tenants.models import Membership, Team
from apps.tenants.site.forms import ServiceForm, role_choices


class RoleForm(ServiceForm):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"))

    class Meta:
        model = Membership
        fields = ["role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = role_choices(self.membership.role == Role.OWNER)
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def store(self) -> None:
        """Give the member the role."""
        change_role(self.instance, Role(self.cleaned_data["role"]), self.membership)


class InviteForm(RoleForm):
    """Somebody to invite; ``link`` lets them in once."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    link: str

    class Meta(RoleForm.Meta):
        fields = ["email", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Role.AGENT

    def store(self) -> None:
        """Invite them."""
        asked = self.cleaned_data
        self.link = invite(asked["email"], Role(asked["role"]), self.membership)


class NewTeamForm(ServiceForm):
    """What a new team is called."""

    class Meta:
        model = Team
        fields = ["name"]
        labels = {"name": _("Name")}

    def store(self) -> None:
        """Make the team."""
        tenant, actor = self.membership.tenant, self.membership.user
        self.instance = create_team(tenant, self.cleaned_data["name"], actor)


class TeamForm(NewTeamForm):
    """What a team is called, and who is in it."""

    members = forms.TypedMultipleChoiceField(
        label=_("Members"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    class Meta(NewTeamForm.Meta):
        fields = ["name", "members"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = access_team(self.membership.tenant, self.instance.id)
        people = get_members(self.membership.tenant)
        self.initial["members"] = [str(member.id) for member in whole.members]
        choices = [(str(person.id), str(person.user)) for person in people]
        self.fields["members"].choices = choices  # type: ignore[attr-defined]

    def store(self) -> None:
        """Change the team."""
        change_team(self.instance, actor=self.membership.user, **self.cleaned_data)
