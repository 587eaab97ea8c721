"""Scripts of conversations, recorded and played against graphs."""

from typing import Any

import pytest
from pydantic import ValidationError

from apps.core.errors import Invalid
from apps.flows.engine import compile_graph, compile_policy
from apps.flows.flow_tests import Exchange, Played, Script, cover, expecting, play, record
from apps.flows.graph.files import read_graph
from apps.flows.testing import desk, draw

QUESTION = {"text": "Which number?", "save_as": "order"}
SHOP: dict[str, Any] = {
    "ask": ("ask_text", QUESTION),
    "known": ("condition", {"rows": [{"field": "order", "operator": "equals", "value": "1042"}]}),
    "good": ("end", {"message": "It is on its way."}),
    "bad": ("hand_over", {"message": "I call somebody."}),
}
ARROWS = "start -> ask; ask.answered -> known; known.yes -> good; known.no -> bad"


def script(*exchanges: dict[str, Any], **more: Any) -> Script:
    return Script.read({"exchanges": exchanges, **more})


def says(text: str, **expected: Any) -> dict[str, Any]:
    return {"inputs": [{"text": text}], **expected}


async def played(*exchanges: dict[str, Any], arrows: str = ARROWS, **nodes: Any) -> Played:
    return await play(compile_graph(draw(arrows, **{**SHOP, **nodes})), script(*exchanges))


OPENED = {"cause": "opened"}


async def test_it_passes_when_all_goes_as_written() -> None:
    result = await played(
        {"cause": "opened", "replies": [{"text": "Which number?"}], "outcome": "waiting"},
        says(
            "1042",
            replies=[{"match": "contains", "text": "ON ITS"}],
            ways=[{"node": "known", "exit": "yes"}],
            outcome="ended",
        ),
    )
    assert result.passed
    assert result.replies == [["Which number?"], ["It is on its way."]]


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        (
            {"replies": [{"text": "Sent."}]},
            "The bot should say “Sent.”, but it says “I call somebody.”.",
        ),
        ({"replies": []}, "The bot says “I call somebody.”, which the test does not expect."),
        (
            {"ways": [{"node": "known", "exit": "yes"}]},
            "Condition “order is 1042” should be left by “Yes”, but it was left by “No”.",
        ),
        (
            {"ways": [{"node": "good", "exit": "next"}]},
            "End “It is on its way.” should be left by “next”, but the turn did not come there.",
        ),
        ({"variables": {"order": "8"}}, "“order” should be “8”, but it is “7”."),
        (
            {"outcome": "ended"},
            "The flow hands over to a person, but it should be one that ends.",
        ),
    ],
)
async def test_it_tells_the_first_thing_that_goes_another_way(
    expected: dict[str, Any], sentence: str
) -> None:
    difference = (await played(OPENED, says("7", **expected))).difference
    assert difference is not None
    assert (difference.exchange, difference.sentence) == (1, sentence)


async def test_a_reply_that_differs_is_told_with_the_block_that_said_it() -> None:
    more = {"hi": ("say", {"texts": ["Hi"]}), "ask": ("ask_text", QUESTION)}
    arrows = "start -> hi -> ask; ask.answered -> hi"
    for words, node in (("Hello", "hi"), ("Hi", "ask")):
        replies = [{"text": words}, {"text": "Which one?"}]
        result = await played({"cause": "opened", "replies": replies}, arrows=arrows, **more)
        assert result.difference
        assert result.difference.node == node


async def test_it_stops_at_the_first_difference() -> None:
    result = await played({"cause": "opened", "replies": []}, says("1042"))
    assert len(result.results) == 1


async def test_a_recorded_conversation_passes_and_expects_everything() -> None:
    program = compile_graph(draw(ARROWS, **SHOP))
    kept = await record(program, script(OPENED, says("7"), at=1_000.0), desk())
    last = kept.exchanges[-1]
    assert [reply.text for reply in last.replies or ()] == ["I call somebody."]
    assert [(way.node, way.exit) for way in last.ways] == [("ask", "answered"), ("known", "no")]
    assert (await play(program, Script.read(kept.as_json()))).passed


def test_what_policies_and_called_flows_did_is_not_expected_of_the_flow() -> None:
    step: dict[str, Any] = {"node": "ask", "exit": "answered", "within": [], "policy": None}
    others = [{**step, "node": "look", "policy": "p1"}, {**step, "node": "x", "within": ["call"]}]
    trace = {"outcome": "waiting", "steps": [*others, step], "ports": []}
    assert [way.node for way in expecting(Exchange(), [], trace).ways] == ["ask"]


async def test_ports_answer_as_they_did_when_it_was_recorded() -> None:
    away: dict[str, Any] = {
        "bad": ("hand_over", {}),
        "sorry": ("say", {"texts": ["Nobody is there."]}),
    }
    program = compile_graph(draw("start -> bad; bad.nobody -> sorry", **away))
    kept = await record(program, script(OPENED), desk())
    assert (await play(program, kept)).replies == [["Nobody is there."]]
    assert not (await play(program, script({**OPENED, "outcome": "ended"}))).passed


async def test_coverage_names_the_paths_that_nobody_took() -> None:
    graph = draw(ARROWS, **SHOP)
    result = await play(compile_graph(graph), script(OPENED, says("1042")))
    coverage = cover(graph, result.results)
    assert (coverage.nodes_reached, coverage.nodes) == (4, 5)
    assert ("known", "no") in coverage.missed
    assert ("known", "yes") not in coverage.missed


async def test_time_passes_between_the_turns() -> None:
    clock: dict[str, Any] = {"ask": ("ask_text", {"text": "{{ now }}", "save_as": "x"})}
    result = await play(
        compile_graph(draw("start -> ask; ask.answered -> ask", **clock)),
        script(OPENED, says("a", after=3_600), at=0.0, facts={"timezone": "Europe/Berlin"}),
    )
    assert result.replies == [["1970-01-01 01:00+01:00"], ["1970-01-01 02:00+01:00"]]


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"exchanges": []}, "exchanges"),
        ({"exchanges": [OPENED], "facts": {"secret": 1}}, "facts"),
        ({"exchanges": [says("a", replies=[{"match": "matches", "text": "("}])]}, None),
        ({"exchanges": [{"cause": "magic"}]}, "exchanges.0.cause"),
    ],
)
def test_a_broken_script_is_refused_with_its_field(broken: Any, field: str | None) -> None:
    with pytest.raises(Invalid) as refused:
        Script.read(broken)
    assert field is None or field in refused.value.fields
    assert not isinstance(refused.value.__cause__, ValidationError)


RUDE = compile_policy(
    read_graph(
        {
            "schema": 1,
            "nodes": [
                {"id": "begin", "kind": "on_message"},
                {"id": "look", "kind": "profanity"},
                {"id": "stop", "kind": "block", "config": {"text": "Be kind."}},
            ],
            "edges": [
                {"source": "begin", "exit": "next", "target": "look"},
                {"source": "look", "exit": "found", "target": "stop"},
            ],
        }
    ),
    "rule",
)
STOPPED = says("bullshit", outcome="blocked", replies=[{"text": "Be kind."}])


async def test_policies_judge_where_a_test_wants_them() -> None:
    graph = draw(ARROWS, **SHOP)
    guarded = script(OPENED, STOPPED, says("1042", outcome="ended"), with_policies=True)
    assert (await play(compile_graph(graph), guarded, [RUDE])).passed
    alone = await play(compile_graph(graph), script(OPENED, STOPPED), [RUDE])
    assert alone.difference is not None
    assert alone.difference.got == "I call somebody."


async def test_policies_around_a_flow_are_no_part_of_its_blocks() -> None:
    graph = draw(ARROWS, **SHOP)
    kept = await record(
        compile_graph(graph), script(OPENED, says("bullshit"), with_policies=True), desk(), [RUDE]
    )
    assert kept.with_policies
    assert kept.exchanges[1].ways == ()
    result = await play(compile_graph(graph), kept, [RUDE])
    assert cover(graph, result.results).nodes_reached == 2
