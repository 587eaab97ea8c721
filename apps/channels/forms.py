"""The form that opens a channel: what it is called, and which flow its visitors meet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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
        flows = Flow.objects.filter(archived_at=None).order_by("name")
        self.fields["default_flow"].queryset = flows  # type: ignore[attr-defined]
