"""Policies of a few blocks in a row, and what becomes of a text in them."""

from typing import Any, Literal

from apps.core.events import VisitorInput
from apps.flows.engine import Turn, TurnResult, compile_graph, run
from apps.flows.engine.subject import Subject
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing.people import desk

BEGINS: dict[str, Literal["message", "reply"]] = {"on_message": "message", "before_reply": "reply"}


async def judge(
    text: str, *blocks: tuple[str, dict[str, Any]], begin: str = "on_message"
) -> tuple[Subject, TurnResult]:
    """Let a text pass blocks, each by its first exit; give what became of it, and the steps."""
    kinds = [(begin, dict[str, Any]()), *blocks]
    nodes = [{"id": f"n{i}", "kind": kind, "config": conf} for i, (kind, conf) in enumerate(kinds)]
    ways = ["next", *("found" if kind in CHECKS else "next" for kind, _ in blocks)]
    edges = [
        {"source": f"n{i}", "exit": ways[i], "target": f"n{i + 1}"} for i in range(len(blocks))
    ]
    graph = FlowGraph.model_validate({"schema": 1, "nodes": nodes, "edges": edges})
    subject = Subject(text, BEGINS[begin])
    program = compile_graph(graph, entry=BEGINS[begin])
    return subject, await run(
        program, Turn("message", (VisitorInput(text),)), desk(), subject=subject
    )


CHECKS = ("keywords", "personal_data")
"""Checks that tests let look before a verdict."""
