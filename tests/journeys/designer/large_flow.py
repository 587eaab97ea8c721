"""A flow of many blocks, as a draft that can be saved."""

from itertools import pairwise
from typing import Any

COLUMNS = 25


def chain(length: int) -> dict[str, Any]:
    """Give a start and messages in rows, each leading to the next: ``say_1``, ``say_2`` ..."""
    start = {"id": "start", "kind": "start", "position": _place(0), "config": {"when": "opened"}}
    nodes = [start, *(_message(number) for number in range(1, length))]
    ids = [str(node["id"]) for node in nodes]
    edges = [
        {"source": source, "exit": "next", "target": target} for source, target in pairwise(ids)
    ]
    return {"schema": 1, "variables": [], "nodes": nodes, "edges": edges, "notes": []}


def _message(number: int) -> dict[str, Any]:
    return {
        "id": f"say_{number}",
        "kind": "say",
        "position": _place(number),
        "config": {"texts": [f"Number {number}."]},
    }


def _place(number: int) -> dict[str, int]:
    return {"x": number % COLUMNS * 340, "y": number // COLUMNS * 200}
