"""Policies that stand ready: flow files, one beside the other.

A workspace that switches one on gets a copy of its own.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.core.errors import Invalid
from apps.flows.policies.own_sites import own_sites
from apps.tenants.site.navigation import Words

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Preset:
    """A policy under a short id, which names its file; ``help`` is what it does, in a line."""

    id: str
    name: Words
    help: Words

    def graph_for(self, name: str) -> dict[str, Any]:
        """Give the flow file under this name; links to the workspace's own sites are fine in it."""
        graph: dict[str, Any] = json.loads((FOLDER / f"{self.id}.json").read_text("utf-8"))
        for node in graph["nodes"]:
            if node["kind"] == "links":
                node["config"]["allowed"] = own_sites()
        return graph | {"name": name}


PRESETS = (
    Preset(
        "hide_card_numbers",
        _("Hide card numbers"),
        _("What a visitor types of a payment card is kept nowhere."),
    ),
    Preset(
        "hide_personal_data",
        _("Hide personal data"),
        _(
            "Also bank accounts, e-mail addresses and phone numbers. "
            "Blocks that ask for one of these get no answer then."
        ),
    ),
    Preset(
        "stop_rude_messages",
        _("Stop rude messages"),
        _("The bot asks to stay friendly and goes on where it was."),
    ),
    Preset(
        "stop_prompt_injection",
        _("Stop prompt injection"),
        _("Finds the usual attempts to talk a model out of its task."),
    ),
    Preset(
        "call_a_person",
        _("Call a person when the visitor is upset"),
        _("Listens for words such as “annoyed” or “complaint”."),
    ),
    Preset(
        "only_our_links",
        _("Only our links in answers"),
        _("Takes out links to sites that are not those of your channels."),
    ),
    Preset(
        "answers_need_a_source",
        _("Answers need a source"),
        _("What a model says without showing a source is not sent."),
    ),
    Preset(
        "keep_answers_short",
        _("Keep answers short"),
        _("Cuts answers after 600 characters."),
    ),
    Preset(
        "slow_down_floods",
        _("Slow down floods"),
        _("Who sends more than ten messages in a minute is asked to wait."),
    ),
    Preset(
        "stop_at_the_budget",
        _("Stop when the budget is used"),
        _("Calls a person once the model has used 200,000 tokens in a day."),
    ),
)


def get_presets() -> tuple[Preset, ...]:
    """Give the presets there are."""
    return PRESETS


def get_preset(preset_id: str) -> Preset:
    """Find a preset.

    Raises:
        Invalid: there is none with this id.
    """
    for preset in PRESETS:
        if preset.id == preset_id:
            return preset
    raise Invalid("There is no such preset.", fields={"preset": "Choose one that there is."})
