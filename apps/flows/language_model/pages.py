"""The Model page of the Settings section: which model answers, how much of it, and a try."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.flows.families.model_block.failures import FAILURES
from apps.flows.language_model.settings import (
    ModelChoice,
    change_model,
    get_model_settings,
    remove_model,
    used_today,
)
from apps.flows.language_model.trying import try_model
from apps.flows.models import ModelSettings
from apps.tenants.members.roles import Action
from apps.tenants.site.forms import errors_in
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url
from apps.tenants.site.pages import page, show

_plain = {"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
_FAILURES = {
    "timeout": gettext_lazy("It did not answer in time."),
    "rate_limited": gettext_lazy("Its server gets too many requests just now."),
    "unreachable": gettext_lazy("Its server cannot be reached. Look at the address."),
    "not_public": gettext_lazy(
        "Its address is none of the public internet, and this installation allows nothing else. "
        "Whoever runs it can allow it with XIN_ALLOW_PRIVATE_MODELS."
    ),
    "wrong_key": gettext_lazy("Its server does not accept the key."),
    "unknown_model": gettext_lazy("Its server has no model of this name, or the address is wrong."),
    "refused": gettext_lazy("Its server refused the request. Look at the name of the model."),
    "server_error": gettext_lazy("Its server has a problem of its own. Try again later."),
    "broken": gettext_lazy("What came back is no answer of a model. Look at the address."),
}


class ModelForm(forms.Form):
    """A model, its server, and its budgets."""

    provider = forms.ChoiceField(
        label=gettext_lazy("Provider"),
        choices=[
            (ModelSettings.Provider.OPENAI, "OpenAI"),
            (ModelSettings.Provider.AZURE, "Azure OpenAI"),
            (ModelSettings.Provider.OWN, gettext_lazy("Another server")),
        ],
    )
    base_url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=500,
        help_text=gettext_lazy(
            "OpenAI needs none. Azure: https://NAME.openai.azure.com/openai/v1. Another server: "
            "any that speaks the OpenAI API, as in https://models.example.com/v1."
        ),
        widget=forms.TextInput(attrs=_plain),
    )
    model = forms.CharField(
        label=gettext_lazy("Model"),
        max_length=200,
        help_text=gettext_lazy("As its provider calls it, as in gpt-5-mini."),
        widget=forms.TextInput(attrs=_plain),
    )
    key = forms.CharField(
        label=gettext_lazy("Key"),
        required=False,
        max_length=4_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )
    conversation_budget = forms.IntegerField(
        label=gettext_lazy("Tokens of one conversation"), min_value=0, max_value=2_000_000_000
    )
    daily_budget = forms.IntegerField(
        label=gettext_lazy("Tokens of one day"),
        min_value=0,
        max_value=2_000_000_000,
        help_text=gettext_lazy(
            "A token is about four letters. When a budget is spent, blocks that ask the model "
            "take their path “It failed”."
        ),
    )

    def __init__(self, *args: Any, has_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].help_text = (
            _("There is one, and nobody sees it again. Left empty, it stays.")
            if has_key
            else _("Kept encrypted, and nobody sees it again. Some servers need none.")
        )


@page("settings/model/", "model", Action.MANAGE_CHANNELS)
def change(request: WorkspaceRequest) -> HttpResponseBase:
    """Show and take the model; try it, or remove it."""
    held = get_model_settings(request.tenant.id)
    if held and "remove" in request.POST:
        remove_model(request.tenant, request.user)
        messages.info(request, _("The model is gone."))
        return _to_page(request)
    tried = _tried(held) if held and "try" in request.POST else None
    sent = request.POST if request.method == "POST" and tried is None else None
    has_key = bool(held and held.encrypted_key)
    form = ModelForm(sent, initial=_initial(held), has_key=has_key)
    if form.is_valid():
        with errors_in(form):
            change_model(request.tenant, ModelChoice(**form.cleaned_data), request.user)
            messages.info(request, _("Saved."))
            return _to_page(request)
    return show(
        request,
        "flows/model.html",
        tab="model",
        form=form,
        held=held,
        used=used_today(request.tenant),
        tried=tried,
    )


def _initial(held: ModelSettings | None) -> dict[str, Any]:
    shown = held or ModelSettings(model="gpt-5-mini")
    is_openai = shown.provider == ModelSettings.Provider.OPENAI
    names = ("provider", "model", "conversation_budget", "daily_budget")
    values = {name: getattr(shown, name) for name in names}
    return values | {"base_url": "" if is_openai else shown.base_url}


def _tried(held: ModelSettings) -> dict[str, Any]:
    """Ask the model one line, and say in words what came of it."""
    answer = try_model(held)
    if "error" in answer:
        reason = str(answer["error"])
        return {"error": _FAILURES.get(reason) or FAILURES[reason]}
    if not answer["text"]:
        return {"error": _("It answered nothing within %d tokens.") % answer["tokens_out"]}
    return answer


def _to_page(request: WorkspaceRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(page_url(request.tenant, "model"))
