from typing import Any

import pytest

from apps.core.content import Choice, TextContent
from apps.core.events import VisitorInput
from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

CONFIG = {
    "text": "What is it about?",
    "choices": [
        {"id": "order", "title": "My order"},
        {"id": "plant", "title": {"en": "My plant", "de": "Meine Pflanze"}},
    ],
    "save_as": "topic",
    "retry_text": "Pick one of these.",
}


def talk(arrows: str = "", **changes: Any) -> Talk:
    graph = draw(
        "start -> menu; menu.order -> order; menu.plant -> plant;" + arrows,
        menu=("choice", CONFIG | changes),
        order=("end", {"message": "Order"}),
        plant=("end", {"message": "Plant"}),
        else_=("end", {"message": "Something else"}),
    )
    return Talk(compile_graph(graph))


async def test_it_offers_its_buttons_and_waits() -> None:
    visitor = talk()
    await visitor.open()
    buttons = (Choice(id="order", title="My order"), Choice(id="plant", title="My plant"))
    assert visitor.last.replies == (TextContent(text="What is it about?", choices=buttons),)
    assert visitor.last.outcome == "waiting"


async def test_a_pick_leaves_by_its_exit_and_saves_the_title() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.pick("plant", "My plant") == ["Plant"]
    assert visitor.variables["topic"] == "My plant"
    assert visitor.last.steps[0].sentence == "Picked “My plant” (plant)."


@pytest.mark.parametrize("answer", ["2", "2.", " 2) ", "my PLANT", " My plant\n"])
async def test_typed_answers_are_understood(answer: str) -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say(answer) == ["Plant"]


@pytest.mark.parametrize("answer", ["0", "3", "-1", "plants", "²", "", "9" * 5000])
async def test_what_fits_no_button_is_asked_again_with_the_same_buttons(answer: str) -> None:
    visitor = talk()
    await visitor.open()
    offered = visitor.last.replies[0].choices  # type: ignore[union-attr]
    assert await visitor.say(answer) == ["Pick one of these."]
    assert visitor.last.replies[0].choices == offered  # type: ignore[union-attr]
    assert visitor.last.outcome == "waiting"


async def test_an_unknown_button_is_not_understood_even_with_a_known_title() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.pick("gone", "My plant") == ["Pick one of these."]


async def test_without_retry_words_the_question_is_repeated() -> None:
    visitor = talk(retry_text="")
    await visitor.open()
    assert await visitor.say("hm") == ["What is it about?"]


async def test_a_connected_other_takes_what_fits_no_button() -> None:
    visitor = talk("menu.other -> else_")
    await visitor.open()
    assert await visitor.say("hm") == ["Something else"]


async def test_the_last_pick_of_a_burst_counts() -> None:
    visitor = talk()
    await visitor.open()
    picks = VisitorInput("My order", "order"), VisitorInput("My plant", "plant")
    assert await visitor.turn("message", *picks) == ["Plant"]


async def test_titles_follow_the_visitors_language() -> None:
    visitor = talk()
    visitor.language = "de"
    await visitor.open()
    assert await visitor.say("meine pflanze") == ["Plant"]


async def test_a_returned_conversation_is_asked_again() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.turn("returned") == ["What is it about?"]


@pytest.mark.parametrize(
    "choices",
    [
        [],
        [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}],
        [{"id": "other", "title": "Other"}],
        [{"id": "a.b", "title": "A"}],
    ],
)
def test_it_rejects_buttons_that_cannot_be_exits(choices: list[dict[str, str]]) -> None:
    graph = draw("start -> menu", menu=("choice", CONFIG | {"choices": choices}))
    assert [finding.code for finding in check(graph).errors] == ["bad_config"]


async def test_a_close_spelling_is_understood() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say("my pland") == ["Plant"]


async def test_with_more_attempts_other_is_taken_later() -> None:
    visitor = talk("menu.other -> else_", attempts=2)
    await visitor.open()
    assert await visitor.say("hm") == ["Pick one of these."]
    assert await visitor.say("hm") == ["Something else"]


async def test_several_picks_leave_together_and_are_saved_as_a_list() -> None:
    visitor = talk("menu.answered -> else_", many=True)
    await visitor.open()
    assert visitor.last.replies[0].many is True  # type: ignore[union-attr]
    assert await visitor.say("my plant, My order") == ["Something else"]
    assert visitor.variables["topic"] == ["My order", "My plant"]
    assert visitor.last.steps[0].sentence == "Picked “My order, My plant” (order, plant)."


@pytest.mark.parametrize(
    ("bounds", "said", "answer"),
    [
        ({"at_least": 2}, "1", "Pick at least 2 of these."),
        ({"at_most": 1}, "1, 2", "Pick at most 1 of these."),
        ({}, "1, 3", "Pick one or more of these."),
    ],
)
async def test_it_says_how_many_picks_it_takes(
    bounds: dict[str, int], said: str, answer: str
) -> None:
    visitor = talk("menu.answered -> else_", many=True, retry_text="", **bounds)
    await visitor.open()
    assert await visitor.say(said) == [answer]


@pytest.mark.parametrize(
    "config",
    [
        {"choices": [{"id": "cancelled", "title": "A"}], "cancel_words": ["stop"]},
        {"choices": [{"id": "no_answer", "title": "A"}], "answer_within_minutes": 5},
        {"many": True, "at_least": 3},
        {"many": True, "at_least": 2, "at_most": 1},
    ],
)
def test_it_rejects_picks_that_cannot_be_made(config: dict[str, Any]) -> None:
    graph = draw("start -> menu", menu=("choice", CONFIG | config))
    assert [finding.code for finding in check(graph).errors] == ["bad_config"]
