"""The Cards block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.cards.component import NEXT_EXIT, OTHER, Card, Cards, CardsConfig


def _exits(config: CardsConfig) -> tuple[Exit, ...]:
    if not config.buttons:
        return (Exit(NEXT_EXIT, "Next", at_once=True),)
    picks = (Exit(way, first_words(one.title) or one.id) for way, one in config.buttons)
    return (*picks, Exit(OTHER, "Anything else", optional=True))


def _explain(step: TraceStep) -> str:
    if step.exit == OTHER:
        return "The answer fitted no button."
    if "picked" in step.detail:
        return f"Picked “{step.detail['title']}” ({step.detail['picked']})."
    count = step.detail["cards"]
    shown = "Showed a card" if count == 1 else f"Showed {count} cards"
    if step.exit:
        return f"{shown}."
    if step.detail["why"] == "not_understood":
        return "The answer fitted no button, so it showed them again and waits."
    return f"{shown} and waits for a pick."


def _uses(config: CardsConfig) -> Uses:
    texts = [
        words
        for index, card in enumerate(config.cards)
        for words in _words_of(card, f"cards.{index}")
    ]
    return Uses(texts=tuple(texts))


def _words_of(card: Card, at: str) -> tuple[Words, ...]:
    buttons = enumerate(card.buttons)
    return (
        Words(f"{at}.title", card.title),
        Words(f"{at}.text", card.text, required=False),
        Words(f"{at}.image", card.image, required=False),
        Words(f"{at}.link", card.link, required=False),
        Words(f"{at}.link_title", card.link_title, required=False),
        *(Words(f"{at}.buttons.{index}.title", one.title) for index, one in buttons),
    )


definition = NodeKind(
    kind="cards",
    label="Cards",
    help="Shows one or more cards with pictures, links and buttons.",
    group="Messages",
    icon="view_carousel",
    search=("card", "carousel", "gallery", "slider", "products"),
    config=CardsConfig,
    default=CardsConfig(cards=(Card(id="card_1", title=""),)),
    component=Cards,
    exits=_exits,
    summary=lambda config: "\n".join(first_words(card.title) for card in config.cards),
    explain=_explain,
    uses=_uses,
    waits=True,
)
