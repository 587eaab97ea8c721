from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def talk(language: str = "en", **config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye",
        ask=("ask_number", {"text": "How many?", "save_as": "number"} | config),
        bye=("end", {"message": "Got {{ number }}"}),
    )
    return Talk(compile_graph(graph), language=language)


@pytest.mark.parametrize(
    ("language", "said", "number"),
    [("en", "about 1,250 kg", 1250), ("de", "1.250,5", 1250.5), ("en", "3", 3)],
)
async def test_it_saves_the_number_in_the_answer(language: str, said: str, number: float) -> None:
    visitor = talk(language)
    await visitor.open()
    await visitor.say(said)
    assert visitor.variables["number"] == number
    assert visitor.last.steps[0].sentence == "Got an answer and saved it as number."


@pytest.mark.parametrize(
    ("bounds", "said", "answer"),
    [
        ({"least": 1, "most": 10}, "11", "Type a number from 1 to 10."),
        ({"least": 1000.5}, "7", "Type a number from 1,000.5 up."),
        ({"most": 10}, "11", "Type a number up to 10."),
        ({"whole": True}, "1.5", "Type a whole number, for example 12."),
        ({}, "1 or 2", "Type a number, for example 12."),
    ],
)
async def test_it_says_which_numbers_it_takes(
    bounds: dict[str, Any], said: str, answer: str
) -> None:
    visitor = talk(**bounds)
    await visitor.open()
    assert await visitor.say(said) == [answer]


async def test_the_bounds_themselves_fit() -> None:
    for said in ("1", "10"):
        visitor = talk(least=1, most=10)
        await visitor.open()
        assert await visitor.say(said) == [f"Got {said}"]


def test_bounds_that_nothing_fits_are_refused() -> None:
    config = {"text": "?", "save_as": "n", "least": 2, "most": 1}
    graph = draw("start -> ask", ask=("ask_number", config))
    assert [finding.code for finding in check(graph).errors] == ["bad_config"]
