"""The form that begins a flow."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.flows.flow_templates.catalogue import FlowTemplate, get_templates

BLANK = "blank"


def beginnings() -> list[tuple[str, Any]]:
    """Give what a flow may begin as: a start block alone, and the templates."""
    start = {"nodes": [{"id": "start", "kind": "start", "position": {"x": 0, "y": 0}}]}
    blank = FlowTemplate(BLANK, _("Blank"), start, help=_("A start block, and the rest is yours."))
    return [(template.id, template) for template in (blank, *get_templates())]


class NewFlowForm(forms.Form):
    """A flow to begin."""

    name = forms.CharField(label=_("Name"), max_length=200)
    template = forms.ChoiceField(
        label=_("Begin with"),
        choices=beginnings,
        initial=BLANK,
        widget=forms.RadioSelect,
    )
