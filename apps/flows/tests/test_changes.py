"""What publishing would change, in words."""

from copy import deepcopy
from typing import Any

import pytest

from apps.flows.changes.graph_changes import Change, compare
from apps.flows.graph.schema import FlowGraph

MENU: dict[str, Any] = {
    "text": "What can I do for you?",
    "choices": [
        {"id": "order", "title": "Where is my order"},
        {"id": "person", "title": "A person"},
    ],
    "retry_text": "Pick one.",
}
LIVE: dict[str, Any] = {
    "schema": 1,
    "name": "Front desk",
    "variables": [{"name": "tries", "kind": "number", "default": 0}, {"name": "mail"}],
    "nodes": [
        {"id": "start", "kind": "start"},
        {"id": "hi", "kind": "say", "config": {"texts": ["Hi, I'm Moss.", "Nice to see you."]}},
        {"id": "menu", "kind": "choice", "config": MENU},
        {"id": "ask", "kind": "ask_text", "config": {"text": "Which number?", "save_as": "order"}},
        {
            "id": "known",
            "kind": "condition",
            "config": {"rows": [{"field": "order", "operator": "equals", "value": "1042"}]},
        },
        {"id": "person", "kind": "hand_over", "config": {"team": "Plant care"}},
        {"id": "bye", "kind": "end", "config": {"message": {"en": "Bye", "de": "Tschüss"}}},
    ],
    "edges": [
        {"source": "start", "exit": "next", "target": "hi"},
        {"source": "hi", "exit": "next", "target": "menu"},
        {"source": "menu", "exit": "order", "target": "ask"},
        {"source": "menu", "exit": "person", "target": "person"},
        {"source": "ask", "exit": "answered", "target": "known"},
        {"source": "known", "exit": "yes", "target": "bye"},
        {"source": "known", "exit": "no", "target": "ask"},
    ],
}


class Draft:
    """The live graph, to be edited."""

    def __init__(self) -> None:
        self.graph = deepcopy(LIVE)

    def config(self, node: str) -> dict[str, Any]:
        return next(one for one in self.graph["nodes"] if one["id"] == node)["config"]

    def lead(self, source: str, exit_id: str, target: str | None) -> None:
        edges = self.graph["edges"]
        edges[:] = [edge for edge in edges if (edge["source"], edge["exit"]) != (source, exit_id)]
        if target:
            edges.append({"source": source, "exit": exit_id, "target": target})

    def changes(self) -> list[Change]:
        live, draft = FlowGraph.model_validate(LIVE), FlowGraph.model_validate(self.graph)
        return compare(live, draft)

    def told(self) -> list[tuple[str, str, str | None]]:
        return [(change.kind, str(change.sentence), change.node) for change in self.changes()]

    def sentences(self) -> list[str]:
        return [str(change.sentence) for change in self.changes()]


@pytest.fixture
def draft() -> Draft:
    return Draft()


def test_nothing_changed_says_nothing(draft: Draft) -> None:
    assert draft.changes() == []


def test_moving_blocks_and_writing_notes_changes_nothing_for_visitors(draft: Draft) -> None:
    draft.graph["nodes"][1]["position"] = {"x": 400, "y": 20}
    draft.graph["nodes"].reverse()
    draft.graph["notes"] = [{"text": "Change me"}]
    assert draft.changes() == []


def test_other_words_stand_beside_the_old_ones(draft: Draft) -> None:
    draft.config("hi")["texts"][0] = "Hello, I'm Moss."
    assert draft.told() == [
        ("changed", "Message “Hi, I'm Moss.” now says “Hello, I'm Moss.”.", "hi")
    ]


def test_a_message_more_and_a_message_less(draft: Draft) -> None:
    draft.config("hi")["texts"].insert(0, "Good morning.")
    assert draft.sentences() == ["Message “Hi, I'm Moss.” also says “Good morning.”."]
    draft.config("hi")["texts"] = ["Nice to see you."]
    assert draft.sentences() == ["Message “Hi, I'm Moss.” no longer says “Hi, I'm Moss.”."]


def test_words_in_one_language_only(draft: Draft) -> None:
    draft.config("bye")["message"]["de"] = "Bis bald"
    assert draft.sentences() == ["End “Bye” says something else in: de."]


def test_long_words_are_cut(draft: Draft) -> None:
    draft.config("ask")["text"] = "Which order number stands in the mail that we have sent you?"
    assert draft.sentences() == [
        "Ask a question “Which number?” now says "
        "“Which order number stands in the mail that we h…”."
    ]


def test_a_button_gets_another_name(draft: Draft) -> None:
    draft.config("menu")["choices"][0]["title"] = "Track my order"
    assert draft.sentences() == [
        "The path “Where is my order” of Ask with buttons “What can I do for you?” is now called "
        "“Track my order”."
    ]


def test_a_button_comes_and_another_goes(draft: Draft) -> None:
    draft.config("menu")["choices"][1] = {"id": "returns", "title": "Returns"}
    draft.lead("menu", "person", None)
    menu = "Ask with buttons “What can I do for you?”"
    assert draft.sentences() == [
        f"{menu} has a new path “Returns”.",
        f"{menu} has no path “A person” any more.",
    ]


def test_settings_are_told_with_what_they_were(draft: Draft) -> None:
    draft.config("ask")["save_as"] = "number"
    draft.config("person")["team"] = "Billing"
    draft.config("known")["rows"][0]["value"] = "1043"
    assert draft.sentences() == [
        "“Save the answer as” of Ask a question “Which number?” is now “number”; it was “order”.",
        "Condition “order is 1042” now reads “order is 1043”.",
        "Hand over “To Plant care” now reads “To Billing”.",
    ]


def test_a_new_block_and_the_path_to_it(draft: Draft) -> None:
    draft.graph["nodes"].append(
        {"id": "more", "kind": "choice", "config": MENU | {"text": "More?"}}
    )
    draft.lead("known", "yes", "more")
    draft.lead("more", "order", "ask")
    assert draft.told() == [
        ("added", "New block: Ask with buttons “More?”.", "more"),
        (
            "rewired",
            "The path “Yes” of Condition “order is 1042” now leads to Ask with buttons “More?”.",
            "known",
        ),
    ]


def test_a_removed_block_and_the_path_that_hangs_loose(draft: Draft) -> None:
    draft.graph["nodes"] = [node for node in draft.graph["nodes"] if node["id"] != "hi"]
    draft.lead("start", "next", None)
    draft.lead("hi", "next", None)
    assert draft.told() == [
        ("removed", "Removed block: Message “Hi, I'm Moss.”.", "hi"),
        (
            "rewired",
            "The path from Start “When the chat is opened” now leads nowhere.",
            "start",
        ),
    ]


def test_a_block_of_another_kind_is_another_block(draft: Draft) -> None:
    draft.graph["nodes"][1] |= {"kind": "end", "config": {}}
    kinds = {change.kind for change in draft.changes() if change.node == "hi"}
    assert kinds == {"added", "removed"}


def test_a_block_that_cannot_be_read_is_still_told(draft: Draft) -> None:
    draft.config("hi")["texts"] = []
    assert draft.sentences() == ["Message “Hi, I'm Moss.” has other settings."]


def test_the_name_and_the_values_of_the_flow(draft: Draft) -> None:
    draft.graph["name"] = "Reception"
    draft.graph["variables"] = [
        {"name": "tries", "kind": "number", "default": 1, "personal": True},
        {"name": "day"},
    ]
    assert [(change.kind, str(change.sentence)) for change in draft.changes()] == [
        ("renamed", "The flow is now called “Reception”."),
        ("variables", "The value tries now begins as 1."),
        ("variables", "The value tries is now hidden in traces."),
        ("variables", "New value: day."),
        ("variables", "Removed value: mail."),
    ]
