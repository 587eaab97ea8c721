"""Policies judge the visitor's messages before the flow, and its replies after it."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from apps.core.content import TextContent
from apps.core.events import VisitorInput
from apps.flows.checker import check
from apps.flows.engine import (
    HandOver,
    Policy,
    Position,
    Turn,
    TurnResult,
    compile_graph,
    run_guarded,
)
from apps.flows.engine.program import Program
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing import Watcher, desk, draw

CARD = "4111 1111 1111 1111"


def drawn(arrows: str, **nodes: Any) -> FlowGraph:
    """Draw a policy: a node is a kind, or a kind and its config."""
    placed = [
        {"id": name, "kind": given, "config": {}}
        if isinstance(given, str)
        else {"id": name, "kind": given[0], "config": given[1]}
        for name, given in nodes.items()
    ]
    edges = []
    for line in arrows.split(";"):
        stops = [stop.strip() for stop in line.split("->")]
        for source, target in pairwise(stops):
            node, _, way = source.partition(".")
            edges.append({"source": node, "exit": way or "next", "target": target.split(".")[0]})
    return FlowGraph.model_validate({"schema": 1, "nodes": placed, "edges": edges})


def policy(graph: FlowGraph, name: str = "rule") -> Policy:
    begins = {node.kind for node in graph.nodes}
    return Policy(
        name,
        compile_graph(graph, entry="message") if "on_message" in begins else None,
        compile_graph(graph, entry="reply") if "before_reply" in begins else None,
    )


NO_CARDS = drawn(
    "begin -> look; look.found -> hide",
    begin="on_message",
    look=("personal_data", {"kinds": ["card"]}),
    hide="redact",
)
NOT_RUDE = drawn(
    "begin -> look; look.found -> stop",
    begin="on_message",
    look="profanity",
    stop=("block", {"text": "Be kind."}),
)
NO_PRICES = drawn(
    "begin -> look; look.found -> stop",
    begin="before_reply",
    look=("keywords", {"words": ["price"]}),
    stop=("escalate", {"text": "Somebody will tell you.", "team": "Sales"}),
)
SIGNED = drawn(
    "begin -> sign",
    begin="before_reply",
    sign=("rewrite", {"text": "{{ message }} (a bot)"}),
)


def echo() -> Program:
    """Give a flow that says what it read, and asks again."""
    graph = {
        "schema": 1,
        "nodes": [
            {"id": "start", "kind": "start"},
            {"id": "ask", "kind": "ask_text", "config": {"text": "Yes?", "save_as": "said"}},
            {"id": "say", "kind": "say", "config": {"texts": ["You said {{ said }}"]}},
        ],
        "edges": [
            {"source": "start", "exit": "next", "target": "ask"},
            {"source": "ask", "exit": "answered", "target": "say"},
            {"source": "say", "exit": "next", "target": "ask"},
        ],
    }
    return compile_graph(FlowGraph.model_validate(graph))


async def said(text: str, *policies: Policy) -> TurnResult:
    turn = Turn("message", (VisitorInput(text),), Position("ask"))
    return await run_guarded(echo(), turn, desk(), policies)


def words(result: TurnResult) -> list[str]:
    return [reply.text for reply in result.replies if isinstance(reply, TextContent)]


async def test_without_policies_a_turn_is_a_turn() -> None:
    assert words(await said("hello")) == ["You said hello", "Yes?"]


async def test_what_is_taken_out_reaches_neither_the_flow_nor_the_trace() -> None:
    result = await said(f"My card is {CARD}.", policy(NO_CARDS))
    assert words(result)[0] == "You said My card is [card number]."
    assert result.inputs == (VisitorInput("My card is [card number]."),)
    assert CARD not in str(result.trace())


async def test_a_stopped_message_leaves_the_flow_where_it_waited() -> None:
    result = await said("You are an asshole", policy(NOT_RUDE))
    assert (words(result), result.outcome) == (["Be kind."], "blocked")
    assert result.position == Position("ask")
    assert "ask" not in {step.node for step in result.steps if step.policy is None}


async def test_a_stopped_answer_takes_all_answers_with_it_and_calls_a_person() -> None:
    result = await said("the price", policy(NO_PRICES))
    assert (words(result), result.outcome) == (["Somebody will tell you."], "handed_over")
    assert result.effects == (HandOver("Sales"),)
    assert result.position is not None


async def test_policies_run_in_their_order_each_on_what_the_one_before_left() -> None:
    result = await said(CARD, policy(NO_CARDS, "a"), policy(SIGNED, "b"))
    assert words(result) == ["You said [card number] (a bot)", "Yes? (a bot)"]
    told = [(step.policy, step.node) for step in result.steps]
    assert told[:3] == [("a", "begin"), ("a", "look"), ("a", "hide")]
    assert told[-2:] == [("b", "begin"), ("b", "sign")]


async def test_what_nothing_is_found_in_goes_through_as_it_is() -> None:
    result = await said("hello", policy(NO_CARDS), policy(NOT_RUDE), policy(NO_PRICES))
    assert words(result) == ["You said hello", "Yes?"]
    assert {step.sentence for step in result.steps if step.node == "look"} == {"Found nothing."}


@pytest.mark.parametrize("graph", [NO_CARDS, NOT_RUDE, NO_PRICES, SIGNED])
def test_the_checker_accepts_a_policy(graph: FlowGraph) -> None:
    assert check(graph).errors == []


def test_the_checker_refuses_blocks_that_talk_to_visitors() -> None:
    graph = drawn(
        "begin -> ask", begin="on_message", ask=("ask_text", {"text": "?", "save_as": "x"})
    )
    assert [found.code for found in check(graph).errors] == ["wrong_purpose"]


def test_the_checker_refuses_checks_in_a_flow() -> None:
    graph = drawn("start -> look", start="start", look="profanity")
    assert [found.code for found in check(graph).errors] == ["wrong_purpose"]


async def test_words_are_seen_before_they_are_committed_only_where_no_policy_judges_replies() -> (
    None
):
    graph = draw("start -> ask; ask.answered -> bye", ask="ask_model", bye="end")
    turn = Turn("message", (VisitorInput("hello"),))
    for judge, seen in ((NO_CARDS, "Fine."), (NO_PRICES, "")):
        watcher = Watcher()
        ports = replace(desk(), deltas=watcher)
        result = await run_guarded(compile_graph(graph), turn, ports, [policy(judge)])
        assert words(result) == ["Fine."]
        assert ("".join(watcher.seen), watcher.typed) == (seen, 1)
