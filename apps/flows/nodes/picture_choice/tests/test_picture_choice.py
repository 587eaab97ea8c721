from typing import Any

import pytest

from apps.core.content import Choice, TextContent
from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

FERN = "https://example.com/fern.jpg"


def choices(image: str = FERN) -> list[dict[str, str]]:
    cactus = {"id": "cactus", "title": "Cactus", "image": "{{ picture }}"}
    return [{"id": "fern", "title": "Fern", "image": image}, cactus]


def talk(**config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.fern -> fern; ask.cactus -> cactus",
        variables=[{"name": "picture", "default": "javascript:alert(1)"}],
        ask=("picture_choice", {"text": "Which?", "choices": choices(), **config}),
        fern=("end", {"message": "Fern"}),
        cactus=("end", {"message": "Cactus"}),
    )
    return Talk(compile_graph(graph))


async def test_it_shows_its_pictures_and_none_from_an_unsafe_address() -> None:
    visitor = talk()
    await visitor.open()
    fern = Choice(id="fern", title="Fern", image=FERN)
    shown = TextContent(text="Which?", choices=(fern, Choice(id="cactus", title="Cactus")))
    assert visitor.last.replies == (shown,)


async def test_a_pick_leaves_by_its_exit() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.pick("cactus", "Cactus") == ["Cactus"]


async def test_a_typed_title_with_a_mistake_is_understood() -> None:
    visitor = talk(save_as="plant")
    await visitor.open()
    assert await visitor.say("caktus") == ["Cactus"]
    assert visitor.variables["plant"] == "Cactus"


@pytest.mark.parametrize("address", ["http://example.com/fern.jpg", "javascript:alert(1)"])
def test_an_unsafe_address_is_refused(address: str) -> None:
    config = {"text": "?", "choices": choices(address)}
    graph = draw("start -> ask", ask=("picture_choice", config))
    assert [finding.field for finding in check(graph).errors] == ["choices.0.image"]
