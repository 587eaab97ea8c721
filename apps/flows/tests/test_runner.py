import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest

from apps.core.content import TextContent
from apps.core.events import VisitorInput
from apps.flows.engine import (
    Budgets,
    CallFrame,
    NotRunnable,
    Position,
    Program,
    Turn,
    compile_graph,
    run,
)
from apps.flows.testing import Talk, desk, draw, toy_kinds
from apps.flows.testing.conversation import FALLBACK

SAY = ("say", {"texts": ["."]})


def program(arrows: str, **nodes: Any) -> Program:
    return compile_graph(draw(arrows, **nodes), toy_kinds())


def asking(**changes: Any) -> Program:
    return program(
        "start -> q; q.answered -> bye",
        q=("ask_text", {"text": "Name?", "save_as": "name"} | changes),
        bye=("end", {"message": "Bye {{ name }}"}),
    )


async def test_an_exit_that_leads_nowhere_ends_the_run_and_the_trace_says_so() -> None:
    visitor = Talk(program("start -> a", a=SAY))
    await visitor.open()
    assert (visitor.last.outcome, visitor.position) == ("ended", None)
    assert visitor.last.steps[-1].sentence.endswith("Nothing follows “Next”, so the run ended.")


async def test_a_path_to_a_missing_node_counts_as_no_path() -> None:
    visitor = Talk(program("start -> a -> gone", a=SAY))
    await visitor.open()
    assert visitor.last.outcome == "ended"


async def test_of_two_paths_from_one_exit_the_first_is_taken() -> None:
    visitor = Talk(program("start -> a; start -> b", a=SAY, b="end"))
    await visitor.open()
    assert [step.node for step in visitor.last.steps] == ["start", "a"]


async def test_an_endless_loop_ends_by_the_step_budget_with_the_fallback_text() -> None:
    visitor = Talk(program("start -> a -> b -> a", a="shout", b="shout"))
    assert await visitor.open() == [FALLBACK]
    assert (visitor.last.outcome, visitor.position) == ("budget", None)
    assert len(visitor.last.steps) == Budgets().steps


async def test_a_node_that_takes_too_long_ends_by_the_time_budget() -> None:
    visitor = Talk(program("start -> a -> d", a=SAY, d="dawdle"), budgets=Budgets(seconds=0.05))
    assert await visitor.open() == [".", FALLBACK]
    assert (visitor.last.outcome, visitor.position) == ("budget", None)
    assert visitor.last.steps[-1].node == "d"


@pytest.mark.parametrize(
    ("kind", "error"), [("break", "LookupError"), ("vanish", "BadMove"), ("forget", "BadMove")]
)
async def test_a_node_that_breaks_ends_the_turn_in_order(
    kind: str, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Talk(program("start -> a -> b -> c", a=SAY, b=kind, c=SAY))
    with caplog.at_level(logging.DEBUG):
        assert await visitor.say("a secret") == [".", FALLBACK]
    assert (visitor.last.outcome, visitor.position) == ("failed", None)
    assert (visitor.last.steps[-1].node, visitor.last.steps[-1].error) == ("b", error)
    assert "node=b" in caplog.text
    assert "a secret" not in caplog.text


async def test_a_port_that_breaks_ends_the_turn_in_order() -> None:
    class Away:
        async def anyone(self, team: str | None) -> bool:
            raise TimeoutError

    visitor = Talk(program("start -> p", p="hand_over"), desk())
    visitor.ports = type(visitor.ports)(people=Away())
    assert await visitor.open() == [FALLBACK]
    assert visitor.last.steps[-1].error == "TimeoutError"


async def test_an_empty_fallback_text_is_no_message() -> None:
    result = await run(program("start -> b", b="break"), Turn("opened"), desk())
    assert (result.outcome, result.replies) == ("failed", ())


async def test_a_position_that_is_gone_begins_a_new_run() -> None:
    for node in ("gone", "bye"):
        result = await run(asking(), Turn("message", position=Position(node)), desk())
        assert result.replies == (TextContent(text="Name?"),)


async def test_waiting_keeps_the_stack_and_the_counters() -> None:
    inner = draw("start -> q", q=("ask_text", {"text": "Name?", "save_as": "name"}))
    graph = draw("start -> outer", outer=("call_flow", {"flow": "inner"}))
    program = compile_graph(graph.model_copy(update={"flows": {"inner": inner}}))
    place = Position("q", (CallFrame("outer", {"a": 1}, {"outer": 2}),), {"q": 2})
    result = await run(program, Turn("message", position=place), desk())
    assert result.position == place


async def test_declared_defaults_are_there_until_something_sets_them() -> None:
    graph = draw(
        "start -> a",
        variables=[{"name": "shop", "default": "Mossbird"}, {"name": "city"}],
        a=("say", {"texts": ["{{ shop }}{{ city }}"]}),
    )
    visitor = Talk(compile_graph(graph))
    assert await visitor.open() == ["Mossbird"]
    visitor.variables = {"shop": "Fern"}
    assert await visitor.open() == ["Fern"]


async def test_it_leaves_the_turn_it_was_given_alone() -> None:
    given: dict[str, Any] = {"name": "Ada"}
    turn = Turn("message", (VisitorInput("Bo"),), Position("q"), given)
    result = await run(asking(), turn, desk())
    assert (given, result.variables) == ({"name": "Ada"}, {"name": "Bo"})


async def test_many_turns_at_once_do_not_meet() -> None:
    compiled = asking()

    async def bye(name: str) -> str:
        turn = Turn("message", (VisitorInput(name),), Position("q"))
        return (await run(compiled, turn, desk())).replies[0].text  # type: ignore[union-attr]

    names = [f"visitor {number}" for number in range(200)]
    with ThreadPoolExecutor(8) as pool:
        in_threads = list(pool.map(lambda name: asyncio.run(bye(name)), names))
    in_one_loop = await asyncio.gather(*map(bye, names))
    assert in_threads == in_one_loop == [f"Bye {name}" for name in names]


async def test_a_segment_that_awaits_lets_other_turns_run() -> None:
    order = []

    class Slow:
        async def anyone(self, team: str | None) -> bool:
            order.append("asked")
            await asyncio.sleep(0)
            order.append("answered")
            return True

    ports = type(desk())(people=Slow())
    compiled = program("start -> p", p="hand_over")
    await asyncio.gather(*(run(compiled, Turn("opened"), ports) for _ in range(2)))
    assert order == ["asked", "asked", "answered", "answered"]


@pytest.mark.parametrize(
    ("arrows", "nodes"),
    [
        ("start -> a", {"a": "of_no_kind"}),
        ("start -> a", {"a": ("say", {"texts": "no list"})}),
        ("a -> b", {"start": SAY, "a": SAY, "b": SAY}),
    ],
)
def test_it_refuses_to_compile_what_cannot_run(arrows: str, nodes: dict[str, Any]) -> None:
    with pytest.raises(NotRunnable):
        compile_graph(draw(arrows, **nodes))


async def test_the_trace_is_plain_json() -> None:

    visitor = Talk(program("start -> p", p="hand_over"))
    await visitor.open()
    trace = visitor.last.trace()
    assert json.loads(json.dumps(trace)) == trace
    assert deepcopy(visitor.last) == visitor.last
