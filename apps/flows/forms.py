"""The form that begins a flow."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.flows.flow_templates import get_templates

BLANK = "blank"


def beginnings() -> list[tuple[str, Any]]:
    """Give what a flow may begin as: the templates, and a start block alone."""
    return [(template.id, template.name) for template in get_templates()] + [
        (BLANK, _("Blank: a start block, and the rest is yours"))
    ]


class NewFlowForm(forms.Form):
    """A flow to begin."""

    name = forms.CharField(label=_("Name"), max_length=200)
    template = forms.ChoiceField(
        label=_("Begin with"),
        choices=beginnings,
        initial=BLANK,
        widget=forms.RadioSelect,
    )
