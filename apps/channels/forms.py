"""The forms of channels: what one is called, which flow its visitors meet, where it posts to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.channels.services import LONGEST_QUIET_MS
from apps.channels.webhooks.address import MOST_CHARACTERS
from apps.flows.models import Flow


class ChannelForm(forms.Form):
    """A website channel; its flows are those of the scope that is open."""

    name = forms.CharField(label=_("Name"), max_length=120)
    default_flow: "forms.ModelChoiceField[Flow]" = forms.ModelChoiceField(
        label=_("Flow"),
        queryset=None,
        required=False,
        empty_label=_("None: the chat stays silent"),
        help_text=_("New conversations on this channel follow it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        flows = Flow.objects.filter(archived_at=None, purpose=Flow.Purpose.FLOW)
        self.fields["default_flow"].queryset = flows.order_by("name")  # type: ignore[attr-defined]


class WebhookForm(ChannelForm):
    """A signed webhook; its service checks the address."""

    url = forms.CharField(
        label=_("Your address"),
        max_length=MOST_CHARACTERS,
        help_text=_("What the bot and your team say is posted there, signed."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
        ),
    )
    field_order = ("name", "url", "default_flow")


class WebhookSettingsForm(WebhookForm):
    """All that can be changed of a signed webhook."""

    quiet_ms = forms.IntegerField(
        label=_("Wait for more words, in milliseconds"),
        min_value=0,
        max_value=LONGEST_QUIET_MS,
        help_text=_("People write in pieces. The bot answers when none came for so long."),
    )
    active = forms.BooleanField(
        label=_("Active"),
        required=False,
        help_text=_("When it is not, posts to it are answered with 404 and none is kept."),
    )
