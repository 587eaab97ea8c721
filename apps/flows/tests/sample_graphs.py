"""Flow files that tests draw."""

from typing import Any

from apps.flows.graph.schema import Text


def greeting(words: Text = "Hello", name: str = "Front desk") -> dict[str, Any]:
    """Draw a flow that can be published: it says something and ends."""
    return {
        "schema": 1,
        "name": name,
        "nodes": [
            {"id": "start", "kind": "start", "config": {"when": "opened"}},
            {"id": "greet", "kind": "say", "config": {"texts": [words]}},
            {"id": "end", "kind": "end"},
        ],
        "edges": [
            {"source": "start", "exit": "next", "target": "greet"},
            {"source": "greet", "exit": "next", "target": "end"},
        ],
    }


def broken(name: str = "Broken") -> dict[str, Any]:
    """Draw a flow of valid shape that no visitor should meet: a block of an unknown kind."""
    graph = greeting(name=name)
    graph["nodes"][1]["kind"] = "teleport"
    return graph
