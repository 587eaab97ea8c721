from typing import Any

import pytest

from apps.core.content import RatingContent, in_words
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def talk(**config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> all; ask.low -> low; ask.middle -> middle; ask.high -> high",
        ask=("rating", {"text": "How was it?", "save_as": "rating"} | config),
        all=("end", {"message": "Got {{ rating }}"}),
        low=("end", {"message": "Low"}),
        middle=("end", {"message": "Middle"}),
        high=("end", {"message": "High"}),
    )
    return Talk(compile_graph(graph))


@pytest.mark.parametrize(
    ("style", "ids"),
    [
        ("stars", ["1", "2", "3", "4", "5"]),
        ("faces", ["1", "2", "3", "4", "5"]),
        ("numbers", ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]),
    ],
)
async def test_it_shows_its_scale(style: str, ids: list[str]) -> None:
    visitor = talk(style=style, low="Bad", high={"en": "Great"})
    await visitor.open()
    (shown,) = visitor.last.replies
    assert isinstance(shown, RatingContent)
    assert [step.id for step in shown.choices] == ids
    assert (shown.style, shown.low, shown.high) == (style, "Bad", "Great")
    assert in_words(shown) == f"How was it?\n{ids[0]} (Bad) … {ids[-1]} (Great)"


async def test_a_pick_is_saved_as_a_number() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.pick("4", "★★★★") == ["Got 4"]
    assert visitor.variables["rating"] == 4


@pytest.mark.parametrize(
    ("style", "said", "number"),
    [
        ("stars", "★★★", 3),
        ("stars", "4/5", 4),
        ("stars", "5 stars", 5),
        ("faces", "🙁", 2),
        ("numbers", "0", 0),
        ("numbers", "10 out of 10", 10),
    ],
)
async def test_typed_answers_are_understood(style: str, said: str, number: int) -> None:
    visitor = talk(style=style)
    await visitor.open()
    assert await visitor.say(said) == [f"Got {number}"]


@pytest.mark.parametrize("said", ["0", "6", "3.5", "good", "-1"])
async def test_what_is_not_on_the_scale_is_asked_again(said: str) -> None:
    visitor = talk()
    await visitor.open()
    await visitor.say(said)
    (again,) = visitor.last.replies
    assert isinstance(again, RatingContent)
    assert again.text == "Type a number from 1 to 5."


@pytest.mark.parametrize(
    ("style", "picked", "said"),
    [
        ("stars", "2", "Low"),
        ("faces", "3", "Middle"),
        ("stars", "4", "High"),
        ("numbers", "6", "Low"),
        ("numbers", "8", "Middle"),
        ("numbers", "9", "High"),
    ],
)
async def test_ranges_may_have_paths_of_their_own(style: str, picked: str, said: str) -> None:
    visitor = talk(style=style, by_range=True)
    await visitor.open()
    assert await visitor.pick(picked) == [said]
    assert visitor.last.steps[0].sentence == f"Picked “{picked}” ({said.lower()})."
