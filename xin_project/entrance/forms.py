"""Forms of the entrance."""

from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from apps.flows.flow_templates.catalogue import get_templates
from apps.tenants.models import User
from apps.tenants.sign_in.views import is_invited
from xin_project.entrance.workspaces import open_workspace


def template_choices() -> list[tuple[str, Any]]:
    """Give the templates a new workspace may begin with."""
    return [(template.id, template.name) for template in get_templates()]


class NewWorkspaceForm(forms.Form):
    """A workspace to open."""

    name = forms.CharField(
        label=_("Name of the workspace"),
        max_length=120,
        help_text=_("Your shop, company or team. It can be changed later."),
    )
    template = forms.ChoiceField(
        label=_("Begin with"),
        choices=template_choices,
        initial=lambda: template_choices()[0][0],
        widget=forms.RadioSelect,
    )


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """A new person; unless somebody invited them they get a workspace of their own."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    workspace = forms.CharField(
        label=_("Name of your workspace"),
        max_length=120,
        help_text=_("Your shop, company or team."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    field_order = ["name", "email", "password1", "workspace"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        if is_invited(context.request):
            del self.fields["workspace"]

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        """Make the person, and their workspace."""
        user: User = super().save(request)
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        if "workspace" in self.fields:
            open_workspace(user, self.cleaned_data["workspace"], template_choices()[0][0])
        return user
