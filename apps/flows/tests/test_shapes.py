"""The engine by shapes of graphs: what is visited, and how the graph is cut."""

from collections import Counter
from typing import Any

import pytest
from haystack import Pipeline

from apps.flows.engine import Budgets, Program, compile_graph
from apps.flows.engine.segment_runner import TreePipeline
from apps.flows.engine.segments import MAX_SEGMENT
from apps.flows.testing import Talk, desk, draw, toy_kinds

ASK = ("ask_text", {"text": "?", "save_as": "answer"})
SAY = ("say", {"texts": ["."]})


def where(value: str, field: str = "answer") -> tuple[str, dict[str, Any]]:
    rows = [{"field": field, "operator": "equals", "value": value}]
    return "condition", {"match": "all", "rows": rows}


COUNT: Any = ("set_variable", {"assign": [{"variable": "n", "value": "{{ n | plus: 1 }}"}]})
MENU = ("choice", {"text": "?", "choices": [{"id": f"c{n}", "title": f"{n}"} for n in range(40)]})

SHAPES: dict[str, Any] = {
    "a straight line": (
        "start -> a -> b -> c",
        {"a": SAY, "b": SAY, "c": "end"},
        [],
        "start a b c",
    ),
    "only a start": ("", {}, [], "start"),
    "a wait in the middle": (
        "start -> a -> q; q.answered -> b",
        {"a": SAY, "q": ASK, "b": "end"},
        ["x"],
        "start a q | q b",
    ),
    "branches that merge": (
        "start -> q; q.answered -> t; t.yes -> a -> z; t.no -> b -> z",
        {"q": ASK, "t": where("go"), "a": SAY, "b": SAY, "z": "end"},
        ["stay"],
        "start q | q t b z",
    ),
    "both branches into one node": (
        "start -> t; t.yes -> z; t.no -> z",
        {"t": where("go"), "z": "end"},
        [],
        "start t z",
    ),
    "a loop through a wait": (
        "start -> q; q.answered -> t; t.yes -> z; t.no -> again -> q",
        {"q": ASK, "t": where("go"), "again": SAY, "z": "end"},
        ["no", "no", "go"],
        "start q | q t again q | q t again q | q t z",
    ),
    "two loops that share a node": (
        "start -> q; q.answered -> t; t.yes -> u; t.no -> q; u.yes -> z; u.no -> q",
        {"q": ASK, "t": where("a"), "u": where("b", "other"), "z": "end"},
        ["x", "a"],
        "start q | q t q | q t u q",
    ),
    "a question that leads to itself": (
        "start -> q; q.answered -> q",
        {"q": ASK},
        ["x", "y"],
        "start q | q q | q q",
    ),
    "a loop that counts itself out": (
        "start -> n -> t; t.yes -> z; t.no -> n",
        {"n": COUNT, "t": where("3", "n"), "z": "end"},
        [],
        "start n t n t n t z",
    ),
    "back to the start": (
        "start -> q; q.answered -> start",
        {"q": ASK},
        ["x"],
        "start q | q start q",
    ),
    "a wide choice": (
        "start -> m;" + ";".join(f"m.c{n} -> e{n}" for n in range(40)),
        {"m": MENU, **{f"e{n}": "end" for n in range(40)}},
        ["37"],
        "start m | m e37",
    ),
    "a branch that a person stands in": (
        "start -> q; q.answered -> p; p.nobody -> a; a -> q; p.returned -> z",
        {"q": ASK, "p": "hand_over", "a": SAY, "z": "end"},
        ["x"],
        "start q | q p a q",
    ),
    "a node that asks a port amid others": (
        "start -> a -> d; d.away -> b; d.there -> c",
        {"a": SAY, "d": "ask_desk", "b": ("shout", {"text": "b"}), "c": "end"},
        [],
        "start a d b",
    ),
    "names that Haystack keeps for itself": (
        "start -> _debug -> instance -> self",
        {"_debug": SAY, "instance": SAY, "self": SAY},
        [],
        "start _debug instance self",
    ),
    "what nothing leads to": (
        "start -> a; lost -> a; adrift.nowhere -> a",
        {"a": "end", "lost": SAY, "adrift": "of_no_kind"},
        [],
        "start a",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
async def test_a_turn_visits_what_the_drawing_says(shape: str) -> None:
    arrows, nodes, said, visited = SHAPES[shape]
    assert await walks(arrows, nodes, said) == visited


async def walks(arrows: str, nodes: dict[str, Any], said: list[str]) -> str:
    """Give the nodes of each turn, in the words of `SHAPES`."""
    visitor = Talk(compile_graph(draw(arrows, **nodes), toy_kinds()), desk())
    await visitor.open()
    for words in said:
        await visitor.say(words)
    return " | ".join(" ".join(step.node for step in result.steps) for result in visitor.results)


@pytest.mark.parametrize("shape", SHAPES)
async def test_haystack_alone_would_visit_the_same(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.flows.engine.segment_runner.TreePipeline", Pipeline)
    arrows, nodes, said, visited = SHAPES[shape]
    assert await walks(arrows, nodes, said) == visited


@pytest.mark.parametrize("name", [name for name in vars(TreePipeline) if not name.endswith("__")])
def test_what_a_tree_spares_haystack_is_something_that_haystack_asks(name: str) -> None:
    assert hasattr(Pipeline, name)


def chain(length: int) -> Program:
    names = [f"n{number}" for number in range(length)]
    arrows = "start -> " + " -> ".join(names)
    return compile_graph(draw(arrows, **dict.fromkeys(names, COUNT)))


async def test_a_chain_longer_than_any_segment_is_walked_to_its_end() -> None:
    visitor = Talk(chain(90))
    await visitor.open()
    assert (visitor.last.outcome, visitor.variables["n"]) == ("ended", "90")


async def test_a_chain_of_300_runs_when_the_budget_allows_it() -> None:
    visitor = Talk(chain(300), budgets=Budgets(steps=400))
    await visitor.open()
    assert (visitor.last.outcome, visitor.variables["n"]) == ("ended", "300")


def placed_in(program: Program, leader: str) -> list[str]:
    return [part.setup.node for part in program.segments[leader].parts]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_reachable_node_is_in_one_segment_and_none_is_too_large(shape: str) -> None:
    arrows, nodes, _, _ = SHAPES[shape]
    program = compile_graph(draw(arrows, **nodes), toy_kinds())
    placed = Counter(node for leader in program.segments for node in placed_in(program, leader))
    assert placed.keys() == program.parts.keys()
    assert {node for node in placed if placed[node] > 1} <= program.arrivals.keys()
    assert max(len(segment.parts) for segment in program.segments.values()) <= MAX_SEGMENT


def test_a_node_that_waits_or_that_several_paths_reach_leads_a_segment() -> None:
    arrows, nodes, _, _ = SHAPES["branches that merge"]
    program = compile_graph(draw(arrows, **nodes))
    assert set(program.segments) == {"start", "q", "z"}
    assert placed_in(program, "q") == ["q", "t", "a", "b"]


def test_a_node_that_waits_also_stands_at_the_end_of_the_segment_that_leads_to_it() -> None:
    program = compile_graph(draw("start -> a -> q", a=SAY, q=ASK))
    assert placed_in(program, "start") == ["start", "a", "q"]


def test_a_node_that_waits_stands_apart_from_a_segment_that_leads_to_it_by_two_ways() -> None:
    program = compile_graph(draw("start -> t; t.yes -> q; t.no -> q", t=where("go"), q=ASK))
    assert placed_in(program, "start") == ["start", "t"]


def test_what_nothing_leads_to_is_left_out() -> None:
    arrows, nodes, _, _ = SHAPES["what nothing leads to"]
    assert set(compile_graph(draw(arrows, **nodes)).parts) == {"start", "a"}
