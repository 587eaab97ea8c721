from typing import Any

import pytest

from apps.core.content import Choice, TextContent
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def talk(language: str = "en", **config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.yes -> go; ask.no -> stay",
        ask=("yes_no", {"text": "Sure?"} | config),
        go=("end", {"message": "Go"}),
        stay=("end", {"message": "Stay"}),
    )
    return Talk(compile_graph(graph), language=language)


async def test_it_offers_two_buttons_in_the_visitors_language() -> None:
    visitor = talk("de")
    await visitor.open()
    buttons = (Choice(id="yes", title="Ja"), Choice(id="no", title="Nein"))
    assert visitor.last.replies == (TextContent(text="Sure?", choices=buttons),)


@pytest.mark.parametrize("said", ["yes", "Ja, gerne", "1", "👍", "Oh yeah"])
async def test_what_means_yes_leaves_by_yes(said: str) -> None:
    visitor = talk(yes="Oh yeah")
    await visitor.open()
    assert await visitor.say(said) == ["Go"]


async def test_a_pick_is_saved_as_true_or_false() -> None:
    visitor = talk(save_as="sure")
    await visitor.open()
    assert await visitor.pick("no", "No") == ["Stay"]
    assert visitor.variables["sure"] is False
    assert visitor.last.steps[0].sentence == "Picked “No” (no)."


@pytest.mark.parametrize("said", ["maybe", "yes and no", ""])
async def test_what_means_neither_is_asked_again(said: str) -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say(said) == ["Answer with yes or no."]
