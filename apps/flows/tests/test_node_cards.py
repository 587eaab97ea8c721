"""What the canvas shows of a graph that nobody has saved."""

import pytest

from apps.flows.designer.node_cards import NodeCard, draw_canvas
from apps.flows.graph.language import spoken_first
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing.drawing import draw

MENU = {"text": "What now?", "choices": [{"id": "a", "title": "Apples"}]}


def exits_of(card: NodeCard) -> list[tuple[str, str]]:
    return [(way.id, way.label) for way in card.exits]


def test_a_card_shows_the_real_words_and_the_paths() -> None:
    canvas = draw_canvas(draw("start -> menu; menu.a -> bye", menu=("choice", MENU), bye="end"))
    menu = canvas.nodes["menu"]
    assert (menu.label, menu.summary) == ("Ask with buttons", "What now?")
    assert exits_of(menu) == [("a", "Apples"), ("other", "Anything else")]
    assert canvas.nodes["start"].summary == "When the chat is opened"


def test_a_broken_block_keeps_the_paths_of_its_kind_and_those_drawn() -> None:
    twice = MENU | {"choices": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}
    canvas = draw_canvas(draw("start -> menu; menu.a -> bye", menu=("choice", twice), bye="end"))
    menu = canvas.nodes["menu"]
    assert (menu.label, menu.summary) == ("Ask with buttons", "")
    assert [exit_id for exit_id, _ in exits_of(menu)] == ["choice_1", "choice_2", "other", "a"]
    assert ("bad_config", "menu") in [(found.code, found.node) for found in canvas.findings]


def test_a_block_of_an_unknown_kind_is_drawn_too() -> None:
    canvas = draw_canvas(draw("start -> beam; beam.up -> bye", beam="teleport", bye="end"))
    assert canvas.nodes["beam"] == NodeCard("teleport", "", canvas.nodes["beam"].exits)
    assert exits_of(canvas.nodes["beam"]) == [("up", "up")]


def test_it_names_the_values_that_texts_may_use() -> None:
    graph = draw(
        "start -> ask",
        variables=[{"name": "mail"}],
        ask=("ask_text", {"text": "?", "save_as": "order"}),
        again=("ask_text", {"text": "?", "save_as": "mail"}),
    )
    assert draw_canvas(graph).variables == ("mail", "order")


def test_an_empty_graph_is_a_canvas_too() -> None:
    canvas = draw_canvas(FlowGraph.model_validate({"schema": 1, "nodes": []}))
    assert canvas.nodes == {}
    assert [found.code for found in canvas.findings] == ["no_start"]


@pytest.mark.parametrize(("language", "words"), [("de-AT", "Hallo"), ("en", "Hello")])
def test_a_card_speaks_the_language_it_is_asked_for(language: str, words: str) -> None:
    drawn = draw("start -> hi", hi=("say", {"texts": [{"de": "Hallo", "en": "Hello"}]}))
    assert draw_canvas(spoken_first(drawn, language)).nodes["hi"].summary == words
    assert spoken_first(drawn, language) == drawn
