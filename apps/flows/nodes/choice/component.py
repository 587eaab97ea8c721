"""Asks a question that is answered by one of several buttons, or by some of them."""

from apps.flows.families.question.picking import Picking, PickingConfig


class ChoiceConfig(PickingConfig):
    """The question and its buttons."""


class Choice(Picking[ChoiceConfig]):
    """Ask and wait; a pick leaves by its exit, anything else asks again."""
