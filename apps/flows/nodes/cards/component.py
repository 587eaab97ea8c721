"""Shows cards side by side; a button on one leaves by its own path."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import Field, JsonValue, StringConstraints, model_validator

from apps.core.content import Card as ShownCard
from apps.core.content import CardsContent
from apps.core.content import Choice as Button
from apps.flows.engine.component import Leave, Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.media import Address, is_secure_address
from apps.flows.graph.schema import Text

NEXT_EXIT = "next"
OTHER = "other"
MAX_CARDS = 10
MAX_BUTTONS = 3


Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,30}$")]
"""Id of a card, or of a button on its card."""


class CardButton(NodeConfig):
    """One button."""

    id: Name
    title: Annotated[Text, Setting("Button")]


class Card(NodeConfig):
    """One card; everything but its id and title may be left out."""

    id: Name
    title: Annotated[Text, Setting("Title", widget="words")]
    text: Annotated[Text, Setting("Text", widget="text")] = ""
    image: Annotated[Address, Setting("Picture (https://…)", widget="words")] = ""
    link: Annotated[Address, Setting("Link (https://…)", widget="words")] = ""
    link_title: Annotated[Text, Setting("What the link says", widget="words")] = ""
    buttons: Annotated[
        tuple[CardButton, ...], Field(max_length=MAX_BUTTONS), Setting("Buttons", widget="choices")
    ] = ()


class CardsConfig(NodeConfig):
    """The cards, from the first to the last."""

    cards: Annotated[
        tuple[Card, ...], Field(min_length=1, max_length=MAX_CARDS), Setting("Cards", widget="rows")
    ]

    @property
    def buttons(self) -> tuple[tuple[str, CardButton], ...]:
        """All buttons in the order of the cards, each behind the id of its exit."""
        return tuple(
            (exit_of(card, button), button) for card in self.cards for button in card.buttons
        )

    @model_validator(mode="after")
    def _ids_are_exits(self) -> Self:
        if len({card.id for card in self.cards}) < len(self.cards):
            raise ValueError("two cards have the same id")
        if len(dict(self.buttons)) < len(self.buttons):
            raise ValueError("two buttons have the same id")
        return self


def exit_of(card: Card, button: CardButton) -> str:
    """Name the exit of a button: two cards may have buttons of one id."""
    return f"{card.id}-{button.id}"


class Cards(NodeComponent[CardsConfig]):
    """Show the cards; with buttons wait for a pick, without any go on at once."""

    def visit(self, walk: Walk) -> Move:
        cards = tuple(self._card(walk, card) for card in self.config.cards)
        buttons = [button for card in cards for button in card.choices]
        if not walk.resumed or not walk.turn.inputs:
            return self._show(walk, cards, waits=bool(buttons), why="shown")
        picked = understand(walk.turn.message, walk.turn.choice, buttons)
        if picked is not None:
            title = walk.mask(picked.title)
            return Leave(picked.id, {"picked": picked.id, "title": title})
        if OTHER in self.setup.connected:
            return Leave(OTHER)
        return self._show(walk, cards, waits=True, why="not_understood")

    def _show(self, walk: Walk, cards: tuple[ShownCard, ...], *, waits: bool, why: str) -> Move:
        walk.reply(CardsContent(cards=cards))
        detail: dict[str, JsonValue] = {"why": why, "cards": len(cards)}
        return Stop("waiting", detail) if waits else Leave(NEXT_EXIT, detail)

    def _card(self, walk: Walk, card: Card) -> ShownCard:
        buttons = (
            Button(id=exit_of(card, one), title=walk.render(one.title)) for one in card.buttons
        )
        return ShownCard(
            title=walk.render(card.title),
            text=walk.render(card.text),
            image=_secure(walk.render(card.image)),
            link=_secure(walk.render(card.link)),
            link_title=walk.render(card.link_title),
            choices=tuple(buttons),
        )


def _secure(address: str) -> str | None:
    address = address.strip()
    return address if is_secure_address(address) else None


def understand(text: str, choice: str | None, buttons: Sequence[Button]) -> Button | None:
    """Find the button that an answer means: the one picked, else the only one of that title."""
    if choice is not None:
        return next((button for button in buttons if button.id == choice), None)
    typed = text.strip().casefold()
    meant = [button for button in buttons if button.title.strip().casefold() == typed]
    return meant[0] if len(meant) == 1 else None
