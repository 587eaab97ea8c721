from datetime import UTC, datetime
from typing import Any

import pytest

from apps.core.content import Choice, ConsentContent
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
LINK = "https://example.com/privacy"


def talk(**config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.agreed -> go; ask.declined -> stay",
        variables=[{"name": "shop", "default": "Fernweh"}],
        ask=("consent", {"text": "May {{ shop }} keep it?", "save_as": "consent"} | config),
        go=("end", {"message": "Go"}),
        stay=("end", {"message": "Stay"}),
    )
    return Talk(compile_graph(graph), at=NOON)


async def test_it_shows_what_is_to_be_agreed_to() -> None:
    visitor = talk(link=LINK, link_title="All of it")
    await visitor.open()
    buttons = (Choice(id="agreed", title="I agree"), Choice(id="declined", title="I do not agree"))
    asked = ConsentContent(
        text="May Fernweh keep it?", link=LINK, link_title="All of it", choices=buttons
    )
    assert visitor.last.replies == (asked,)


async def test_agreeing_is_kept_with_its_words_and_time() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.pick("agreed", "I agree") == ["Go"]
    assert visitor.variables["consent"] == {
        "agreed": True,
        "text": "May Fernweh keep it?",
        "at": "2026-11-22T12:00:00+00:00",
    }


@pytest.mark.parametrize("said", ["no", "Nein", "I do not agree"])
async def test_declining_has_its_own_path(said: str) -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say(said) == ["Stay"]


@pytest.mark.parametrize("said", ["I disagree", "I agre", "agree to what?"])
async def test_nothing_is_taken_for_agreement_that_is_none(said: str) -> None:
    visitor = talk()
    await visitor.open()
    await visitor.say(said)
    assert visitor.last.outcome == "waiting"
    assert "consent" not in visitor.variables
