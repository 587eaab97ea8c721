"""A flow that comes through every kind of block, and a visitor who answers all of it."""

from collections.abc import Mapping
from typing import Any

from apps.flows.engine.registry import NodeKind, node_kinds
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing.samples import sample_config

FIRST, LAST = "start", "end"
ANSWERS: Mapping[str, str] = {
    "ask_text": "Lena",
    "ask_number": "7",
    "ask_email": "lena@mossbird.example",
    "ask_phone": "+49 30 901820",
    "ask_date": "2026-12-24",
    "ask_url": "https://mossbird.example",
    "ask_location": "52.52, 13.405",
    "choice": "Yes",
    "picture_choice": "First",
    "rating": "4",
    "yes_no": "yes",
    "consent": "I agree",
    "wait": "Here I am",
}
"""What the visitor says to each kind that waits for words."""

APART = ("start", "end", "close", "jump", "call_flow", "hand_over", "ask_file", "form")
"""The two ends, what leads elsewhere, what waits for a person, what wants more than words."""

GOODBYE = "This is the end of the tour."


def tour_kinds() -> list[NodeKind[Any]]:
    """Give the kinds that the tour comes through, in its order."""
    return [kind for kind in node_kinds() if "flow" in kind.purposes and kind.kind not in APART]


def tour(rounds: int = 1) -> FlowGraph:
    """Draw the tour: a start, every kind once in each round, whatever exit it takes, an end."""
    kinds = tour_kinds() * rounds
    stops = [f"stop{number}" for number in range(len(kinds))]
    nodes: list[dict[str, Any]] = [{"id": FIRST, "kind": "start"}]
    edges = [{"source": FIRST, "exit": "next", "target": stops[0]}]
    for stop, following, kind in zip(stops, [*stops[1:], LAST], kinds, strict=True):
        config = sample_config(kind)
        nodes.append({"id": stop, "kind": kind.kind, "config": config})
        ways = kind.exits(kind.config.model_validate(config))
        edges += [{"source": stop, "exit": way.id, "target": following} for way in ways]
    nodes.append({"id": LAST, "kind": "end", "config": {"message": GOODBYE}})
    return FlowGraph.model_validate({"schema": 1, "name": "Tour", "nodes": nodes, "edges": edges})


def tour_answers(rounds: int = 1) -> list[str]:
    """Give what the visitor says on the way, one answer for each stop that waits."""
    return [ANSWERS[kind.kind] for kind in tour_kinds() if kind.kind in ANSWERS] * rounds
