from collections import Counter
from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import Ports, Program, Turn, compile_graph, run
from apps.flows.testing import desk, draw

PORTS: Ports = desk()


def graph(*weights: int, sticky: bool = True) -> Any:
    branches = [{"id": f"p{index}", "weight": weight} for index, weight in enumerate(weights)]
    return draw("start -> fork", fork=("split", {"branches": branches, "sticky": sticky}))


async def path(program: Program, seed: str, at: float = 0.0) -> str | None:
    result = await run(program, Turn("opened", seed=seed, at=at), PORTS)
    return result.steps[1].exit


async def test_visitors_are_shared_by_weight() -> None:
    program = compile_graph(graph(3, 1, 0))
    taken = Counter([await path(program, f"visitor {number}") for number in range(400)])
    assert 260 < taken["p0"] < 340
    assert taken["p0"] + taken["p1"] == 400


async def test_a_visitor_stays_on_the_same_path() -> None:
    program = compile_graph(graph(1, 1))
    assert len({await path(program, "Lena", at) for at in range(40)}) == 1


async def test_without_that_each_visit_draws_anew() -> None:
    program = compile_graph(graph(1, 1, sticky=False))
    assert len({await path(program, "Lena", at) for at in range(40)}) == 2


def test_the_paths_show_their_share() -> None:
    drawn = graph(3, 1)
    branches = [{"id": "a", "title": "Old", "weight": 3}, {"id": "b", "weight": 1}]
    drawn = draw("start -> fork", fork=("split", {"branches": branches}))
    sentences = [str(finding.sentence) for finding in check(drawn) if finding.node == "fork"]
    assert sentences == [
        "Nothing follows this block, so the conversation ends here. Connect it or add an End."
    ]
    assert list(compile_graph(drawn).parts["fork"].setup.exits.values()) == [
        "Old · 75 %",
        "Path · 25 %",
    ]


@pytest.mark.parametrize("weights", [(), (0, 0), (-1, 1)])
def test_it_rejects_shares_that_leave_nothing_to_draw(weights: tuple[int, ...]) -> None:
    assert {finding.code for finding in check(graph(*weights)).errors} == {"bad_config"}
