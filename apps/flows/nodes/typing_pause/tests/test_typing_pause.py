import pytest
from pydantic import ValidationError

from apps.core.content import MediaContent, TextContent, content_as_dict
from apps.flows.engine import compile_graph
from apps.flows.nodes.typing_pause.definition import definition
from apps.flows.testing import Talk, draw

PAUSE = ("typing_pause", {"seconds": 2})
WORDS = ("say", {"texts": ["One", "Two"]})


async def test_only_the_next_message_waits_behind_the_typing_sign() -> None:
    visitor = Talk(compile_graph(draw("start -> pause -> words", pause=PAUSE, words=WORDS)))
    await visitor.open()
    assert visitor.last.replies == (
        TextContent(text="One", after_ms=2_000),
        TextContent(text="Two"),
    )
    assert visitor.last.steps[1].sentence == "Showed typing for 2 seconds."


async def test_pauses_add_up_before_any_kind_of_message() -> None:
    picture = ("image", {"url": "https://shop.example/moss.jpg"})
    graph = draw("start -> one -> two -> moss", one=PAUSE, two=PAUSE, moss=picture)
    visitor = Talk(compile_graph(graph))
    await visitor.open()
    (shown,) = visitor.last.replies
    assert isinstance(shown, MediaContent)
    assert shown.after_ms == 4_000


async def test_a_pause_ends_with_its_turn() -> None:
    ask = ("ask_text", {"text": "Name?", "save_as": "name"})
    graph = draw(
        "start -> ask; ask.answered -> pause", ask=ask, pause=PAUSE, variables=[{"name": "name"}]
    )
    visitor = Talk(compile_graph(graph))
    await visitor.open()
    assert await visitor.say("Ada") == []
    assert await visitor.open() == ["Name?"]
    assert "after_ms" not in content_as_dict(visitor.last.replies[0])


@pytest.mark.parametrize("seconds", [0, 11, 1.5])
def test_it_lasts_from_one_to_ten_whole_seconds(seconds: float) -> None:
    with pytest.raises(ValidationError):
        definition.config.model_validate({"seconds": seconds})
