"""The Secrets pages of the Settings section. A value goes in here and never comes out again."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.tenants.members.roles import Action
from apps.tenants.secrets.store import (
    access_secret,
    add_secret,
    delete_secret,
    get_secrets,
    replace_secret,
)
from apps.tenants.site.forms import errors_in
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url
from apps.tenants.site.pages import page, show


def _value_field() -> forms.CharField:
    hidden = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=gettext_lazy("Secret"), max_length=4_000, widget=hidden)


class SecretForm(forms.Form):
    """A new secret."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=64,
        help_text=gettext_lazy("Flows name it so, as in shop_key."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    host = forms.CharField(
        label=gettext_lazy("Server"),
        max_length=300,
        help_text=gettext_lazy("It is sent there and nowhere else, as in api.example.com."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    value = _value_field()


class ReplaceForm(forms.Form):
    """Another value for a secret."""

    value = _value_field()


@page("settings/secrets/", "secrets", Action.MANAGE_CHANNELS)
def secrets(request: WorkspaceRequest) -> HttpResponseBase:
    """List the secrets; add one."""
    form = SecretForm(request.POST or None)
    if form.is_valid():
        with errors_in(form):
            add_secret(request.tenant, request.user, **form.cleaned_data)
            return _to_list(request)
    secrets = get_secrets(request.tenant)
    return show(request, "workspace/secrets.html", tab="secrets", form=form, secrets=secrets)


@page("settings/secrets/<uuid:secret_id>/", "secret", Action.MANAGE_CHANNELS)
def secret(request: WorkspaceRequest, secret_id: UUID) -> HttpResponseBase:
    """Give a secret another value, or forget it."""
    secret = access_secret(request.tenant, secret_id)
    if "delete" in request.POST:
        delete_secret(secret, request.user)
        messages.info(request, _("The secret %s is gone.") % secret)
        return _to_list(request)
    form = ReplaceForm(request.POST or None)
    if form.is_valid():
        with errors_in(form):
            replace_secret(secret, request.user, form.cleaned_data["value"])
            messages.info(request, _("Saved."))
            return _to_list(request)
    return show(request, "workspace/secret.html", tab="secrets", form=form, secret=secret)


def _to_list(request: WorkspaceRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(page_url(request.tenant, "secrets"))
