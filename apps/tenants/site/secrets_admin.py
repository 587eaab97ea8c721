"""Secrets: a list with forms in the Settings section. A value goes in and never comes out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.tenants.members.roles import Action
from apps.tenants.models import Secret
from apps.tenants.secrets.store import add_secret, delete_secret, replace_secret
from apps.tenants.site.forms import ServiceForm
from apps.tenants.site.model_admin import WorkspaceModelAdmin

_as_typed = {"autocomplete": "off", "spellcheck": "false"}


class ReplaceForm(ServiceForm):
    """Another value for a secret."""

    value = forms.CharField(
        label=gettext_lazy("Secret"),
        max_length=4_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = Secret
        fields: list[str] = ["value"]

    def store(self) -> None:
        """Replace the value."""
        replace_secret(self.instance, self.cleaned_data["value"], self.membership.user)


class SecretForm(ReplaceForm):
    """A new secret."""

    class Meta(ReplaceForm.Meta):
        fields = ["name", "host", "value"]
        labels = {"name": gettext_lazy("Name"), "host": gettext_lazy("Server")}
        help_texts = {
            "name": gettext_lazy("Flows name it so, as in shop_key."),
            "host": gettext_lazy("It is sent there and nowhere else, as in api.example.com."),
        }
        widgets = {
            "name": forms.TextInput(attrs=_as_typed),
            "host": forms.TextInput(attrs=_as_typed),
        }

    def store(self) -> None:
        """Keep the secret."""
        tenant, actor = self.membership.tenant, self.membership.user
        self.instance = add_secret(tenant, **self.cleaned_data, actor=actor)


class SecretAdmin(WorkspaceModelAdmin):
    """Secrets: add, replace, delete."""

    route, plural, singular = "settings/secrets/", "secrets", "secret"
    title, add_title = gettext_lazy("Secrets"), gettext_lazy("New secret")
    views = adds = changes = deletes = Action.MANAGE_CHANNELS

    form, add_form = ReplaceForm, SecretForm
    actions = ("delete_chosen",)
    ordering = ("name",)
    search_fields = ("name", "host")
    search_help_text = gettext_lazy("Name or server")
    list_select_related = ("changed_by",)
    row_template = "workspace/secret_row.html"
    change_list_template = "workspace/secrets.html"
    change_form_template = "workspace/secret.html"
    delete_confirmation_template = "workspace/delete_secret.html"

    def delete_model(self, request: Any, obj: Secret) -> None:
        """Forget a secret."""
        delete_secret(obj, request.user)
        messages.info(request, _("The secret %s is gone.") % obj)
