"""Going on in a new version, and keeping programs."""

from typing import Any

import pytest

from apps.flows.engine import Position, Program, ProgramCache, compile_graph, same_position
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing import draw

MENU = {"text": "?", "choices": [{"id": "a", "title": "A"}], "retry_text": "Again"}


def program(config: dict[str, Any] | None = None, arrows: str = "", **nodes: Any) -> Program:
    menu = ("choice", MENU | (config or {}))
    graph = draw("start -> menu;" + arrows, **{"menu": menu, "bye": "end"} | nodes)
    return compile_graph(graph)


def test_an_untouched_question_is_the_same_place_whatever_changed_elsewhere() -> None:
    assert same_position(program(), program(arrows="menu.a -> bye"), Position("menu"))


@pytest.mark.parametrize(
    "changed",
    [
        program({"text": "What?"}),
        program({"choices": [{"id": "b", "title": "A"}]}),
        program(menu=("ask_text", {"text": "?", "save_as": "x"})),
        compile_graph(draw("start -> bye", bye="end", menu=("choice", MENU))),
        compile_graph(draw("start -> bye", bye="end")),
    ],
)
def test_a_changed_or_unreachable_question_is_another_place(changed: Program) -> None:
    assert not same_position(program(), changed, Position("menu"))


def test_a_node_that_does_not_wait_is_no_place() -> None:
    ending = program(arrows="menu.a -> bye")
    assert not same_position(ending, ending, Position("bye"))


def test_a_graph_is_loaded_and_compiled_once() -> None:
    loads = []

    def load() -> FlowGraph:
        loads.append(1)
        return draw("")

    cache = ProgramCache(compile_graph)
    assert cache.get("one", load) is cache.get("one", load)
    assert loads == [1]


def test_the_program_used_longest_ago_makes_room() -> None:
    cache = ProgramCache(compile_graph, limit=2)
    first, second = (cache.get(name, lambda: draw("")) for name in ("first", "second"))
    assert cache.get("first", lambda: draw("")) is first
    cache.get("third", lambda: draw(""))
    assert cache.get("first", lambda: draw("")) is first
    assert cache.get("second", lambda: draw("")) is not second
