import pytest

from apps.flows.engine import HandOver, Ports, Program, compile_graph
from apps.flows.testing import Desk, Talk, desk, draw


def program(arrows: str = "", team: str | None = "Plant care") -> Program:
    graph = draw(
        "start -> person;" + arrows,
        person=("hand_over", {"message": "One moment, {{ name }}.", "team": team}),
        sorry=("end", {"message": "Nobody is here."}),
        back=("say", {"texts": ["I am back."]}),
        bye=("end", {"message": "Bye"}),
    )
    return compile_graph(graph)


async def test_it_says_so_and_hands_over_to_the_team() -> None:
    visitor = Talk(program(), desk("Plant care"), variables={"name": "Lena"})
    assert await visitor.open() == ["One moment, Lena."]
    assert visitor.last.outcome == "handed_over"
    assert visitor.last.effects == (HandOver(team="Plant care"),)
    assert visitor.position is not None
    assert visitor.position.node == "person"


async def test_nobody_there_takes_the_path_for_it() -> None:
    visitor = Talk(program("person.nobody -> sorry"), desk("Billing"))
    assert await visitor.open() == ["Nobody is here."]
    assert visitor.last.effects == ()
    assert "nobody is there" in visitor.last.steps[1].sentence


async def test_nobody_there_and_no_path_for_it_hands_over_anyway() -> None:
    visitor = Talk(program(), desk())
    await visitor.open()
    assert visitor.last.outcome == "handed_over"


async def test_no_team_asks_for_anybody() -> None:
    people = Desk(["Billing"])
    visitor = Talk(program("person.nobody -> sorry", team=None), Ports(people=people))
    await visitor.open()
    assert (visitor.last.effects, people.asked) == ((HandOver(team=None),), [None])


async def test_a_returned_conversation_goes_on() -> None:
    visitor = Talk(program("person.returned -> back -> bye"), desk("Plant care"))
    await visitor.open()
    assert await visitor.turn("returned") == ["I am back.", "Bye"]


async def test_a_message_after_the_return_goes_on_too() -> None:
    visitor = Talk(program("person.returned -> back -> bye"), desk("Plant care"))
    await visitor.open()
    assert await visitor.say("Thanks") == ["I am back.", "Bye"]


async def test_without_a_path_back_the_return_ends_the_run() -> None:
    visitor = Talk(program(), desk("Plant care"))
    await visitor.open()
    assert await visitor.turn("returned") == []
    assert (visitor.last.outcome, visitor.position) == ("ended", None)


@pytest.mark.parametrize(
    ("config", "language", "said"),
    [
        ({"message": "Hold on."}, "en", "Hold on.\nA person answers within 5 minutes."),
        ({}, "en", "A person answers within 5 minutes."),
        ({}, "de-AT", "Ein Mensch antwortet innerhalb von 5 Minuten."),
        ({}, "fr", "A person answers within 5 minutes."),
    ],
)
async def test_a_promised_time_is_told(config: dict[str, str], language: str, said: str) -> None:
    graph = draw("start -> person", person=("hand_over", {**config, "answer_within": 5}))
    visitor = Talk(compile_graph(graph), desk("Anybody"), language=language)
    assert await visitor.open() == [said]
