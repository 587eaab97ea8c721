from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def talk(**config: Any) -> Talk:
    graph = draw(
        "start -> ask; ask.answered -> bye",
        ask=("ask_phone", {"text": "Your number?", "save_as": "phone"} | config),
        bye=("end", {"message": "Got {{ phone }}"}),
    )
    return Talk(compile_graph(graph))


async def test_it_saves_the_number_with_its_country() -> None:
    visitor = talk()
    await visitor.open()
    assert await visitor.say("call +49 (0)30 123-4567") == ["Got +49301234567"]


@pytest.mark.parametrize("country_code", ["49", "+49"])
async def test_a_number_without_a_country_gets_the_usual_one(country_code: str) -> None:
    visitor = talk(country_code=country_code)
    await visitor.open()
    assert await visitor.say("030 1234567") == ["Got +49301234567"]


async def test_what_holds_no_number_is_asked_again() -> None:
    visitor = talk()
    await visitor.open()
    sentence = "Type one phone number with its country, for example +49 30 1234567."
    assert await visitor.say("in the book") == [sentence]


@pytest.mark.parametrize("country_code", ["Germany", "+0", "49301"])
def test_a_country_code_is_a_few_digits(country_code: str) -> None:
    config = {"text": "?", "save_as": "phone", "country_code": country_code}
    graph = draw("start -> ask", ask=("ask_phone", config))
    assert [finding.field for finding in check(graph).errors] == ["country_code"]
