"""Asks a question that is answered by one of several pictures, or by some of them."""

from typing import Annotated

from pydantic import Field

from apps.core.content import Choice as Button
from apps.flows.engine.kinds import Words
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.media import Address, is_secure_address
from apps.flows.families.question.picking import MAX_CHOICES, Option, Picking, PickingConfig


class PictureOption(Option):
    """A button with a picture."""

    image: Annotated[
        Address,
        Setting(
            "Address of the picture",
            description="Where it lies on the web. Begins with https://.",
            widget="words",
        ),
    ] = ""

    def button(self, walk: Walk) -> Button:
        address = walk.render(self.image).strip()
        image = address if is_secure_address(address) else None
        return super().button(walk).model_copy(update={"image": image})


class PictureChoiceConfig(PickingConfig):
    """The question and its pictures."""

    choices: Annotated[
        tuple[PictureOption, ...],
        Field(min_length=1, max_length=MAX_CHOICES),
        Setting("Pictures", widget="choices"),
    ]

    def words(self) -> tuple[Words, ...]:
        images = enumerate(self.choices)
        shown = (Words(f"choices.{index}.image", one.image, False) for index, one in images)
        return (*super().words(), *shown)


class PictureChoice(Picking[PictureChoiceConfig]):
    """Ask and wait; a pick leaves by its exit, anything else asks again."""
