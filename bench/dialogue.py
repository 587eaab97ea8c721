"""The dialogue that every contender holds: six messages, a choice, a variable, a condition."""

from typing import Any

SCRIPT: tuple[tuple[str, str, str], ...] = (
    ("choice", "order", "Which number?"),
    ("text", "1042", "Order 1042 is on its way. Anything else?"),
    ("choice", "more", "What can I do?"),
    ("choice", "order", "Which number?"),
    ("text", "9", "I cannot find 9. Anything else?"),
    ("choice", "enough", "Goodbye."),
)
"""(kind, what the visitor sends, the last words of the answer)."""


def _node(node: str, kind: str, **config: Any) -> dict[str, Any]:
    return {"id": node, "kind": kind, "position": {"x": 0, "y": 0}, "config": config}


def _choices(*titles: tuple[str, str]) -> list[dict[str, str]]:
    return [{"id": choice, "title": title} for choice, title in titles]


FLOW: dict[str, Any] = {
    "schema": 1,
    "name": "Bench",
    "variables": [{"name": "number", "kind": "text"}],
    "nodes": [
        _node("start", "start", when="opened"),
        _node(
            "menu",
            "choice",
            text="What can I do?",
            choices=_choices(("order", "My order"), ("person", "A person")),
            retry_text="Pick one of these.",
        ),
        _node("ask", "ask_text", text="Which number?", save_as="number"),
        _node(
            "known",
            "condition",
            match="all",
            rows=[{"field": "number", "operator": "equals", "value": "1042"}],
        ),
        _node("good", "set_variable", assign=[{"variable": "found", "value": "is on its way"}]),
        _node(
            "more_good",
            "choice",
            text="Order {{ number }} {{ found }}. Anything else?",
            choices=_choices(("more", "Yes"), ("enough", "No")),
            retry_text="Yes or no?",
        ),
        _node(
            "more_bad",
            "choice",
            text="I cannot find {{ number }}. Anything else?",
            choices=_choices(("more", "Yes"), ("enough", "No")),
            retry_text="Yes or no?",
        ),
        _node("person", "end", message="A person will write to you."),
        _node("bye", "end", message="Goodbye."),
    ],
    "edges": [
        {"source": source, "exit": exit_, "target": target}
        for source, exit_, target in (
            ("start", "next", "menu"),
            ("menu", "order", "ask"),
            ("menu", "person", "person"),
            ("ask", "answered", "known"),
            ("known", "yes", "good"),
            ("known", "no", "more_bad"),
            ("good", "next", "more_good"),
            ("more_good", "more", "menu"),
            ("more_good", "enough", "bye"),
            ("more_bad", "more", "menu"),
            ("more_bad", "enough", "bye"),
        )
    ],
    "notes": [],
}
