"""Asks a question that is answered by one of several buttons."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, model_validator

from apps.core.content import Choice as Button
from apps.flows.engine.component import Leave, Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.walk import Walk
from apps.flows.graph import Identifier, Text, VariableName

OTHER = "other"
MAX_CHOICES = 100


class ChoiceOption(NodeConfig):
    """One button; its id is also the id of its exit."""

    id: Identifier
    title: Text = Field(title="Button")


class ChoiceConfig(NodeConfig):
    """The question and its buttons."""

    text: Text = Field(title="Question", json_schema_extra={"ui": {"widget": "text"}})
    choices: Annotated[tuple[ChoiceOption, ...], Field(min_length=1, max_length=MAX_CHOICES)] = (
        Field(title="Buttons", json_schema_extra={"ui": {"widget": "choices"}})
    )
    save_as: VariableName | None = Field(
        default=None,
        title="Save the answer as",
        json_schema_extra={"ui": {"widget": "variable"}},
    )
    retry_text: Text = Field(
        default="",
        title="When no button fits the answer",
        description="Left empty, the question is asked again.",
        json_schema_extra={"ui": {"widget": "text"}},
    )

    @model_validator(mode="after")
    def _ids_are_exits(self) -> Self:
        ids = [option.id for option in self.choices]
        if len(set(ids)) < len(ids):
            raise ValueError("two buttons have the same id")
        if OTHER in ids:
            raise ValueError(f"the id “{OTHER}” belongs to the path for every other answer")
        return self


class Choice(NodeComponent[ChoiceConfig]):
    """Ask and wait; a pick, a number or a title leaves by its exit, anything else asks again."""

    def visit(self, walk: Walk) -> Move:
        buttons = self._buttons(walk)
        if not walk.resumed or not walk.turn.inputs:
            return self._ask(walk, buttons, self.config.text, "asked")
        picked = understand(walk.turn.message, walk.turn.choice, buttons)
        if picked is not None:
            return self._leave(walk, picked)
        if OTHER in self.place.connected:
            return Leave(OTHER)
        retry = self.config.retry_text
        text = retry if walk.render(retry).strip() else self.config.text
        return self._ask(walk, buttons, text, "not_understood")

    def _buttons(self, walk: Walk) -> tuple[Button, ...]:
        options = self.config.choices
        return tuple(Button(id=item.id, title=walk.render(item.title)) for item in options)

    def _ask(self, walk: Walk, buttons: Sequence[Button], text: Text, why: str) -> Move:
        walk.say(walk.render(text), buttons)
        return Stop("waiting", {"why": why})

    def _leave(self, walk: Walk, picked: Button) -> Move:
        if self.config.save_as:
            walk.set(self.config.save_as, picked.title)
        return Leave(picked.id, {"picked": picked.id, "title": walk.mask(picked.title)})


def understand(text: str, choice: str | None, buttons: Sequence[Button]) -> Button | None:
    """Find the button an answer means: the one picked, else by title, else by its number."""
    if choice is not None:
        return next((button for button in buttons if button.id == choice), None)
    said = text.strip().casefold()
    for button in buttons:
        if said == button.title.strip().casefold():
            return button
    number = said.rstrip(".)")
    if number.isascii() and number.isdigit() and 1 <= int(number[:4]) <= len(buttons):
        return buttons[int(number[:4]) - 1]
    return None
