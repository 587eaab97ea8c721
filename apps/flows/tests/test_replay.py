"""A stored turn runs again, bit for bit, without asking anybody."""

import json
from typing import Any

import pytest

from apps.core.events import VisitorInput
from apps.flows.engine import Ports, Replayer, Turn, compile_graph, run
from apps.flows.testing import Talk, desk, draw

GRAPH = draw(
    "start -> hello -> menu; menu.order -> ask; ask.answered -> test; test.yes -> save -> bye;"
    "test.no -> person; person.nobody -> bye; person.returned -> bye; menu.other -> person",
    variables=[{"name": "order_number", "personal": True}],
    hello=("say", {"texts": ["Hi", "I am Moss"]}),
    menu=("choice", {"text": "What?", "choices": [{"id": "order", "title": "Order"}]}),
    ask=("ask_text", {"text": "Number?", "save_as": "order_number"}),
    test=(
        "condition",
        {"match": "any", "rows": [{"field": "order_number", "operator": "equals", "value": 1042}]},
    ),
    save=("set_variable", {"assign": [{"variable": "found", "value": "{{ order_number }}!"}]}),
    person=("hand_over", {"message": "A moment", "team": "Care"}),
    bye=("end", {"message": "Bye"}),
)

SCRIPTS = {
    "found": (desk("Care"), ["Order", "1042"]),
    "a person": (desk("Care"), ["Order", "7"]),
    "nobody": (desk(), ["Order", "7"]),
    "not understood": (desk("Care"), ["hm"]),
}


class Nobody:
    """Ports of a replay that must not be asked."""

    async def anyone(self, team: str | None) -> bool:
        raise AssertionError("A replay asks nobody.")


async def recorded(script: str) -> Talk:
    ports, said = SCRIPTS[script]
    visitor = Talk(compile_graph(GRAPH), ports)
    await visitor.open()
    for words in said:
        await visitor.say(words)
    if visitor.last.outcome == "handed_over":
        await visitor.turn("returned")
    return visitor


@pytest.mark.parametrize("script", SCRIPTS)
async def test_every_turn_replays_from_what_was_stored(script: str) -> None:
    visitor = await recorded(script)
    for turn, result in zip(visitor.turns, visitor.results, strict=True):
        stored: dict[str, Any] = json.loads(json.dumps({"turn": turn.as_json()} | result.trace()))
        replayer = Replayer(stored["ports"])
        again = await run(visitor.program, Turn.from_json(stored["turn"]), replayer.ports)
        assert again == result


async def test_the_scripts_visit_every_block() -> None:
    visitors = [await recorded(script) for script in SCRIPTS]
    visited = {
        step.kind for visitor in visitors for result in visitor.results for step in result.steps
    }
    assert visited == {node.kind for node in GRAPH.nodes}


async def test_what_the_recorded_turn_did_not_ask_breaks_the_replay() -> None:
    turn = Turn("opened")
    asking = compile_graph(draw("start -> p", p="hand_over"))
    other_team = compile_graph(draw("start -> p", p=("hand_over", {"team": "Care"})))
    recorded_result = await run(asking, turn, desk("Care"))
    ports: list[Any]
    for ports in ([], recorded_result.trace()["ports"]):
        result = await run(other_team, turn, Replayer(ports).ports)
        assert result.steps[-1].error == "ReplayMismatch"


async def test_a_turn_that_asks_no_port_needs_none() -> None:
    graph = draw("start -> a", a=("say", {"texts": ["Hi"]}))
    result = await run(compile_graph(graph), Turn("opened"), Ports(people=Nobody()))
    assert result.answers == ()


def test_a_turn_reads_back_from_json() -> None:
    turn = Turn("message", (VisitorInput("a"), VisitorInput("b", "c")), None, {"n": 1}, "de", "x")
    assert Turn.from_json(json.loads(json.dumps(turn.as_json()))) == turn


def test_what_a_turn_has_worked_out_is_not_stored() -> None:
    turn = Turn("message", timezone="Europe/Berlin")
    stored = turn.as_json()
    assert turn.now
    assert turn.opening_hours
    assert turn.as_json() == stored
