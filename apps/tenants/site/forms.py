"""Forms of people and workspaces; the services check what they hand on."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.core.errors import XinError
from apps.tenants.members.roles import Role
from apps.tenants.models import Membership

ROLE_WORDS: dict[Role, tuple[Promise, Promise]] = {
    Role.OWNER: (_("Owner"), _("Everything, also deleting the workspace.")),
    Role.ADMIN: (_("Admin"), _("Everything but owners, keys and privacy.")),
    Role.EDITOR: (_("Editor"), _("Draws and publishes flows, reads conversations.")),
    Role.AGENT: (_("Agent"), _("Takes over and answers conversations.")),
    Role.ANALYST: (_("Analyst"), _("Reads conversations and numbers, changes nothing.")),
}
"""What a role is called on screen, and what it is for."""


def role_choices(by_owner: bool) -> list[tuple[str, Promise]]:
    """Give the roles that somebody may hand out."""
    roles = [role for role in Role if by_owner or role != Role.OWNER]
    return [(role.value, ROLE_WORDS[role][0]) for role in roles]


class InviteForm(forms.Form):
    """Somebody to invite."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), initial=Role.AGENT)

    def __init__(self, *args: Any, by_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(by_owner)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, by_owner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(by_owner)  # type: ignore[attr-defined]


class WorkspaceForm(forms.Form):
    """What a workspace is called and where it is at home."""

    name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(
        label=_("Language of the bot"),
        choices=settings.LANGUAGES,
        help_text=_("The language of texts for visitors whose own language is not written."),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(name, name.replace("_", " ")) for name in sorted(available_timezones())],
    )


class TeamForm(forms.Form):
    """What a team is called, and who of some people is in it."""

    name = forms.CharField(label=_("Name"), max_length=80)
    members = forms.TypedMultipleChoiceField(
        label=_("Members"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[Membership] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            choices = [(str(person.id), str(person.user)) for person in people]
            self.fields["members"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["members"]


class PersonForm(forms.Form):
    """How a person is called."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Visitors see it when you answer them.")
    )


def errors_in(form: forms.Form) -> AbstractContextManager[None, bool]:
    """Run a block for a valid form; where a service refuses, it ends and the form says why."""
    return _ErrorsIn(form)


class _ErrorsIn(AbstractContextManager[None, bool]):
    # A class, as only `-> bool` says to the type checker that the code behind a block is reached.

    def __init__(self, form: forms.Form) -> None:
        self._form = form

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if not isinstance(error, XinError):
            return False
        for field, sentence in (error.fields or {"": error.message}).items():
            self._form.add_error(field if field in self._form.fields else None, sentence)
        return True
