"""What one message costs in the engine, by the size of the flow: CPU, without any database.

Every message answers a question, passes a condition, says something and asks again. Beside our
engine stand the same nodes as one whole Haystack pipeline, the same dialogue in langgraph with
its checkpointer in memory, and a plain loop over functions: the floor.
"""

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypedDict

from haystack import Pipeline
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import START, StateGraph
from langgraph.types import Command, interrupt

from apps.core.events import VisitorInput
from apps.flows.engine import Budgets, Position, Turn, compile_graph, run
from apps.flows.engine.segment_runner import NodeAdapter, exit_socket
from apps.flows.engine.turn_record import TurnRecord
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing import desk

SIZES = (10, 50, 200, 2_000)
NODES_A_STAGE = 4
ROUNDS = 10
FIRST = "ask0"
"""The question that the message answers."""
HEADINGS = (
    "nodes",
    "plain loop µs",
    "ours µs",
    "one pipeline µs",
    "langgraph µs",
    "ours/langgraph",
)

Message = Callable[[], Awaitable[object]]


def flow_of(nodes: int) -> FlowGraph:
    """Draw stages of question, condition, message and a way out, one after the other."""
    stages = (nodes - 1) // NODES_A_STAGE
    drawn, edges = [_node("start", "start")], [("start", "next", "ask0")]
    for i in range(stages):
        drawn += [
            _node(f"ask{i}", "ask_text", text="Which number?", save_as="number"),
            _node(f"is{i}", "condition", rows=[_row()]),
            _node(f"say{i}", "say", texts=["Order {{ number }} is on its way."]),
            _node(f"end{i}", "end", message="I cannot find it."),
        ]
        edges += [(f"ask{i}", "answered", f"is{i}"), (f"is{i}", "yes", f"say{i}")]
        edges += [(f"is{i}", "no", f"end{i}")]
        edges += [(f"say{i}", "next", f"ask{i + 1}")] if i + 1 < stages else []
    paths = [{"source": source, "exit": way, "target": target} for source, way, target in edges]
    return FlowGraph.model_validate({"schema": 1, "nodes": drawn, "edges": paths})


def _node(node: str, kind: str, **config: Any) -> dict[str, Any]:
    return {"id": node, "kind": kind, "config": config}


def _row() -> dict[str, Any]:
    return {"field": "number", "operator": "equals", "value": "1042"}


def ours(graph: FlowGraph) -> Message:
    """Answer the first question of the flow, by our engine."""
    program, turn, ports = compile_graph(graph), _turn(), desk()
    return lambda: run(program, turn, ports)


def one_pipeline(graph: FlowGraph) -> Message:
    """The same, by one Haystack pipeline of all nodes."""
    program, turn, ports = compile_graph(graph), _turn(), desk()
    pipeline = Pipeline()
    for node, part in program.parts.items():
        if node != "start":  # the message comes to the first question
            pipeline.add_component(f"node:{node}", NodeAdapter(part.component(part.setup)))
    for (source, way), target in program.targets.items():
        if source != "start":
            pipeline.connect(f"node:{source}.{exit_socket(way)}", f"node:{target}.record")

    async def message() -> object:
        record = TurnRecord(turn, ports, Budgets(), {}, frozenset())
        return pipeline.run({f"node:{FIRST}": {"record": record}})

    return message


def _turn() -> Turn:
    return Turn("message", (VisitorInput("1042"),), Position(FIRST))


class Talk(TypedDict, total=False):
    """What the dialogue remembers."""

    number: str
    said: str


def in_langgraph(graph: FlowGraph) -> Message:
    """The same, by langgraph: an interrupt at each question, the state in memory."""
    built = StateGraph(Talk)
    stages = len([node for node in graph.nodes if node.kind == "ask_text"])
    for i in range(stages):
        after = f"ask{i + 1}" if i + 1 < stages else f"ask{i}"
        built.add_node(f"ask{i}", lambda state: {"number": interrupt("Which number?")})
        built.add_node(f"say{i}", lambda state: {"said": f"Order {state['number']} is on its way."})
        built.add_node(f"end{i}", lambda state: {"said": "I cannot find it."})
        ways = {True: f"say{i}", False: f"end{i}"}
        built.add_conditional_edges(f"ask{i}", lambda state: state["number"] == "1042", ways)
        built.add_edge(f"say{i}", after)
    built.add_edge(START, FIRST)
    talk = built.compile(checkpointer=InMemorySaver())
    talks = iter(range(10**9))

    async def message() -> object:
        thread: Any = {"configurable": {"thread_id": str(next(talks))}, "recursion_limit": 50}
        await talk.ainvoke({}, thread)
        started = time.process_time()
        await talk.ainvoke(Command(resume="1042"), thread)
        return time.process_time() - started

    return message


def plain_loop(graph: FlowGraph) -> Message:
    """The same by a dict of functions: what no engine can be faster than."""
    stages: dict[str, Callable[[dict[str, str]], str]] = {}
    for i in range(len(graph.nodes) // NODES_A_STAGE):
        stages[f"ask{i}"] = lambda state, i=i: f"is{i}"  # type: ignore[misc]
        stages[f"is{i}"] = lambda state, i=i: f"say{i}" if state["n"] == "1042" else f"end{i}"  # type: ignore[misc]
        stages[f"say{i}"] = lambda state, i=i: state.update(said=f"Order {state['n']}") or ""  # type: ignore[misc]

    async def message() -> object:
        state, here = {"n": "1042"}, FIRST
        while here:
            here = stages[here](state)
        return state

    return message


async def cost(message: Message, seconds: float) -> float:
    """Give the CPU seconds of one message; what measures itself says so by a number."""
    own, count, started, until = 0.0, 0, time.process_time(), time.monotonic() + seconds
    while time.monotonic() < until:
        answer = await message()
        own, count = own + (answer if isinstance(answer, float) else 0.0), count + 1
    return (own or time.process_time() - started) / count


async def costs(messages: Sequence[Message], seconds: float) -> list[float]:
    """Give the cost of each in its best round: other work on the machine makes all of them dearer.

    They take turns, so that none is measured in quieter times than another.
    """
    for message in messages:
        for _ in range(20):
            await message()
    each = seconds / ROUNDS
    rounds = [[await cost(message, each) for message in messages] for _ in range(ROUNDS)]
    return [min(of_one) for of_one in zip(*rounds, strict=True)]


async def measure(seconds: float) -> None:
    """Measure every contender at every size and print the table in Markdown."""
    print(f"| {' | '.join(HEADINGS)} |")
    print("|---" * len(HEADINGS) + "|")
    for size in SIZES:
        graph = flow_of(size)
        makers = (plain_loop, ours, one_pipeline, in_langgraph)
        found = await costs([make(graph) for make in makers], seconds)
        floor, mine, whole, theirs = [one * 1e6 for one in found]
        cells = [f"{value:,.0f}" for value in (floor, mine, whole, theirs)]
        print(f"| {size:,} | {' | '.join(cells)} | {mine / theirs:.2f} |", flush=True)


def main() -> None:
    """Read how long to measure, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="of each contender and size")
    asyncio.run(measure(parser.parse_args().seconds))


if __name__ == "__main__":
    main()
