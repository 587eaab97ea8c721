"""Forms of people and workspaces; the services check what they hand on."""

from contextlib import AbstractContextManager
from types import TracebackType
from typing import ClassVar
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


class ServiceForm(forms.ModelForm):  # type: ignore[type-arg]  # has none at run time
    """A form whose values a service judges and stores; what it refuses stands at the fields."""

    membership: ClassVar[Membership]
    """Who fills the form in; `WorkspaceModelAdmin.get_form` says so."""

    def store(self) -> None:
        """Hand ``cleaned_data`` to the service; ``instance`` is the row as it was read.

        Raises:
            XinError: the service refuses.
        """
        raise NotImplementedError

    def _post_clean(self) -> None:
        # Django would write the values into the row here, and the service could not see what
        # they were before.
        if not self.errors:
            with errors_in(self):
                self.store()


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


class PersonForm(forms.Form):
    """How a person is called."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Visitors see it when you answer them.")
    )


def errors_in(form: forms.BaseForm) -> AbstractContextManager[None, bool]:
    """Run a block for a valid form; where a service refuses, it ends and the form says why."""
    return _ErrorsIn(form)


class _ErrorsIn(AbstractContextManager[None, bool]):
    # A class, as only `-> bool` says to the type checker that the code behind a block is reached.

    def __init__(self, form: forms.BaseForm) -> None:
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
