from typing import Any

import pytest
from pydantic import ValidationError

from apps.core.content import Card, CardsContent, Choice
from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.nodes.cards.definition import definition
from apps.flows.testing import Talk, draw

FERN = {
    "id": "fern",
    "title": "Fern {{ size }}",
    "text": "Likes shade",
    "image": "https://shop.example/fern.jpg",
    "link": "https://shop.example/fern",
    "link_title": "Care",
    "buttons": [{"id": "take", "title": "Take the fern"}, {"id": "more", "title": "More"}],
}
MOSS = {
    "id": "moss",
    "title": "Moss",
    "buttons": [{"id": "take", "title": "Take the moss"}, {"id": "more", "title": "More"}],
}


def shop(*cards: dict[str, Any], other: bool = False, **given: Any) -> Talk:
    """A talk that tells by which exit the cards were left."""
    ways = ["fern-take", "fern-more", "moss-take", "moss-more"] if len(cards) > 1 else ["next"]
    ways += ["other"] if other else []
    graph = draw(
        "; ".join(["start -> cards", *(f"cards.{way} -> to_{way}" for way in ways)]),
        cards=("cards", {"cards": list(cards)}),
        **{f"to_{way}": ("say", {"texts": [f"By {way}"]}) for way in ways},  # type: ignore[arg-type]
    )
    return Talk(compile_graph(graph), **given)


async def test_cards_without_a_button_are_shown_and_the_talk_goes_on() -> None:
    visitor = shop({"id": "moss", "title": "Moss", "text": "Green"})
    assert await visitor.open() == ["By next"]
    assert visitor.last.replies[0] == CardsContent(cards=(Card(title="Moss", text="Green"),))


async def test_all_of_a_card_is_shown_with_its_values() -> None:
    visitor = shop(FERN, MOSS, variables={"size": "L"})
    assert await visitor.open() == []
    (shown,) = visitor.last.replies
    assert isinstance(shown, CardsContent)
    assert shown.cards[0] == Card(
        title="Fern L",
        text="Likes shade",
        image="https://shop.example/fern.jpg",
        link="https://shop.example/fern",
        link_title="Care",
        choices=(
            Choice(id="fern-take", title="Take the fern"),
            Choice(id="fern-more", title="More"),
        ),
    )
    assert visitor.last.outcome == "waiting"


async def test_a_picked_button_leaves_by_its_own_path() -> None:
    visitor = shop(FERN, MOSS)
    await visitor.open()
    assert await visitor.pick("moss-more", "More") == ["By moss-more"]
    assert visitor.last.steps[0].sentence == "Picked “More” (moss-more)."


async def test_the_words_of_one_button_alone_are_understood() -> None:
    visitor = shop(FERN, MOSS)
    await visitor.open()
    assert await visitor.say("more") == []
    assert "showed them again" in visitor.last.steps[-1].sentence
    assert await visitor.say("take THE moss ") == ["By moss-take"]


async def test_another_answer_leaves_by_the_path_for_it() -> None:
    visitor = shop(FERN, MOSS, other=True)
    await visitor.open()
    assert await visitor.say("something else") == ["By other"]


async def test_an_address_that_is_not_safe_is_left_out() -> None:
    card = {"id": "moss", "title": "Moss", "image": "{{ at }}", "link": "{{ at }}"}
    visitor = shop(card, variables={"at": "javascript:alert(1)"})
    await visitor.open()
    assert visitor.last.replies[0] == CardsContent(cards=(Card(title="Moss"),))


@pytest.mark.parametrize(
    "cards",
    [
        [],
        [MOSS, MOSS],
        [{**MOSS, "link": "http://shop.example"}],
        [{**MOSS, "buttons": [*MOSS["buttons"], *MOSS["buttons"]]}],
        [{**MOSS, "id": "moss.1"}],
        [{"id": f"card_{number}", "title": "Moss"} for number in range(11)],
    ],
)
def test_what_cannot_be_shown_is_refused(cards: list[Any]) -> None:
    with pytest.raises(ValidationError):
        definition.config.model_validate({"cards": cards})


def test_a_card_or_button_without_words_is_a_finding_at_its_field() -> None:
    cards = [{"id": "card", "title": "", "buttons": [{"id": "one", "title": ""}]}]
    graph = draw("start -> it; it.card-one -> bye", it=("cards", {"cards": cards}), bye="end")
    fields = [item.field for item in check(graph)]
    assert fields == ["cards.0.title", "cards.0.buttons.0.title"]


def test_the_card_on_the_canvas_shows_the_titles() -> None:
    config = definition.config.model_validate(
        {"cards": [{"id": "a", "title": {"de": "Farn"}}, MOSS]}
    )
    assert definition.summary(config) == "Farn\nMoss"
