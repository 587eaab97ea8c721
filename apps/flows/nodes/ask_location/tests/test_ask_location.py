import pytest

from apps.core.content import LocationRequestContent
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def talk() -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye",
        ask=("ask_location", {"text": "Where?", "save_as": "place"}),
        bye=("end", {"message": "{{ place.latitude }} {{ place.longitude }}"}),
    )
    return Talk(compile_graph(graph))


async def test_a_shared_place_is_saved() -> None:
    visitor = talk()
    await visitor.open()
    assert visitor.last.replies == (LocationRequestContent(text="Where?"),)
    assert await visitor.fill({"latitude": 52.52, "longitude": 13}) == ["52.52 13.0"]


@pytest.mark.parametrize("said", ["52.52, -13.4", "I am at 52.52 -13.4", "52.52;-13.4"])
async def test_a_place_may_be_typed(said: str) -> None:
    visitor = talk()
    await visitor.open()
    await visitor.say(said)
    assert visitor.variables["place"] == {"latitude": 52.52, "longitude": -13.4}


@pytest.mark.parametrize("said", ["at home", "52.52", "91, 13", "52, 181", "1, 2 or 3, 4"])
async def test_what_is_no_place_is_asked_again(said: str) -> None:
    visitor = talk()
    await visitor.open()
    await visitor.say(said)
    (again,) = visitor.last.replies
    assert isinstance(again, LocationRequestContent)
    assert again.text == "Share your location, or type it as 52.52, 13.40."


@pytest.mark.parametrize(
    "values", [{}, {"latitude": "52"}, {"latitude": 95, "longitude": 0}, {"latitude": 1}]
)
async def test_a_shared_place_has_to_be_on_earth(values: dict[str, float]) -> None:
    visitor = talk()
    await visitor.open()
    await visitor.fill(values)
    assert visitor.last.outcome == "waiting"
