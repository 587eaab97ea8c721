"""Whatever somebody draws: it is refused with a place, or every turn of it comes to an end."""

import asyncio
import json
import os
from functools import reduce
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from apps.core.events import VisitorInput
from apps.flows.checker import check
from apps.flows.engine import Budgets, NotRunnable, Turn, compile_graph, run
from apps.flows.engine.registry import NodeKind, node_kinds
from apps.flows.families.operators import OPERATORS
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing import desk
from apps.flows.testing.samples import sample_config, with_words

NAMES = st.sampled_from(["a", "b", "c", "d", "e", "f"])
VARIABLES = st.sampled_from(["x", "y"])
WORDS = st.sampled_from(["Hi", "{{ x }}", "{{ y | plus: 1 }}", "{{ z.z | join: x }}", "go", "7"])
VALUES = st.one_of(st.booleans(), st.integers(-9, 9), WORDS)

APART = ("start", "call_flow")
"""There is one start, and a call needs the flow that it calls."""

Drawn = st.SearchStrategy[Any]


def configs(words: Drawn, values: Drawn) -> dict[str, Drawn]:
    """Give a strategy for the config of each kind, filled with these words and values."""

    def some(parts: Drawn) -> Drawn:
        return st.lists(parts, min_size=1, max_size=3)

    def distinct(parts: Drawn) -> Drawn:
        return st.lists(parts, min_size=1, max_size=3, unique_by=lambda one: one["id"])

    texts = words | st.dictionaries(st.sampled_from(["en", "de"]), words, min_size=1)
    button = st.fixed_dictionaries({"id": NAMES, "title": texts})
    operators = st.sampled_from(sorted(OPERATORS))
    row = st.fixed_dictionaries({"field": VARIABLES, "operator": operators, "value": values})
    assignment = st.fixed_dictionaries({"variable": VARIABLES, "value": values})
    case = st.fixed_dictionaries({"id": NAMES, "operator": operators, "value": values})
    branch = st.fixed_dictionaries({"id": NAMES, "weight": st.integers(0, 3)})
    fields: dict[str, dict[str, Drawn]] = {
        "say": {"texts": some(texts)},
        "ask_text": {"text": texts, "save_as": VARIABLES},
        "choice": {
            "text": texts,
            "choices": distinct(button),
            "retry_text": texts,
        },
        "condition": {"match": st.sampled_from(["all", "any"]), "rows": some(row)},
        "set_variable": {"assign": some(assignment)},
        "hand_over": {"message": texts, "team": st.sampled_from(["Care", "Billing"])},
        "end": {"message": texts},
        "switch": {"field": VARIABLES, "cases": distinct(case)},
        "split": {"branches": distinct(branch), "sticky": st.booleans()},
        "repeat": {"times": st.integers(1, 3)},
        "jump": {"block": NAMES},
        "wait": {"mode": st.sampled_from(["for", "until_time", "until_open"])},
        "business_hours": {"save_opening_as": VARIABLES},
        "agent_online": {"team": st.none() | st.just("Care")},
        "language": {"languages": st.just([{"language": "en"}])},
    }
    drawn = {kind: st.fixed_dictionaries(parts) for kind, parts in fields.items()}
    others = [kind for kind in node_kinds() if kind.kind not in {*drawn, *APART}]
    return drawn | {kind.kind: varied(kind, texts) for kind in others if "flow" in kind.purposes}


def varied(kind: NodeKind[Any], texts: Drawn) -> Drawn:
    """Give a strategy for a finished config with these texts where it has some."""
    config = sample_config(kind)
    fields = [words.field for words in kind.uses(kind.config.model_validate(config)).texts]

    def filled(drawn: list[Any]) -> dict[str, Any]:
        put = dict(zip(fields, drawn, strict=True)).items()
        return reduce(lambda held, one: with_words(held, *one), put, config)

    return st.lists(texts, min_size=len(fields), max_size=len(fields)).map(filled)


def nodes(drawn: dict[str, Drawn]) -> Drawn:
    return st.sampled_from(sorted(drawn)).flatmap(
        lambda kind: st.fixed_dictionaries({"kind": st.just(kind), "config": drawn[kind]})
    )


SOUND = nodes(configs(WORDS, VALUES))
JUNK = st.recursive(
    st.none() | st.sampled_from(["", "(", "{{ x", "{% if x %}", 1.5, "x" * 300]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=2),
)
WILD = nodes(
    configs(WORDS | JUNK, VALUES | JUNK) | {"of_no_kind": JUNK.map(lambda one: {"x": one})}
)


def exits(node: dict[str, Any]) -> list[str]:
    kind = node_kinds().get(node["kind"])
    if kind is None:
        return ["other"]
    try:
        config = kind.config.model_validate(node["config"])
    except ValidationError:
        config = kind.default
    return [way.id for way in kind.exits(config)]


@st.composite
def graphs(draw: st.DrawFn, drawn: Drawn, stray: Drawn) -> FlowGraph:
    """Draw a start, some nodes, for most of their exits a target, and stray edges."""
    when = draw(st.sampled_from(["opened", "first_message"]))
    start = {"id": "start", "kind": "start", "config": {"when": when}}
    named = draw(st.dictionaries(NAMES, drawn, min_size=2))
    placed = [start, *({"id": name, **node} for name, node in named.items())]
    targets = st.sampled_from([*named, *named, None])
    edges = [
        {"source": node["id"], "exit": exit_id, "target": target}
        for node in placed
        for exit_id in exits(node)
        if (target := draw(targets)) is not None
    ]
    variables = [{"name": "y", "default": 1}, {"name": "x", "personal": True}]
    return FlowGraph.model_validate(
        {"schema": 1, "variables": variables, "nodes": placed, "edges": edges + draw(stray)}
    )


ENDS = st.sampled_from(["start", *"abcdefg"])
STRAY = st.lists(
    st.fixed_dictionaries({"source": ENDS, "exit": st.sampled_from(["next", "a"]), "target": ENDS}),
    max_size=3,
)
INPUTS = st.lists(
    st.builds(
        VisitorInput,
        st.sampled_from(["", "go", "1", "7", "Hi", "yes", "a@b.example", "2026-12-24", "+49 30 1"]),
        st.none() | NAMES,
    ),
    max_size=2,
).map(tuple)
CAUSES = st.sampled_from(["opened", "message", "message", "returned", "start_over", "timer"])
SCRIPTS = st.lists(st.tuples(CAUSES, INPUTS), min_size=1, max_size=5)

QUICK = settings(
    max_examples=int(os.environ.get("XIN_RANDOM_GRAPHS", "30")),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


async def lead(graph: FlowGraph, script: list[Any]) -> set[str]:
    """Run every turn of a script and give the outcomes."""
    program = compile_graph(graph)
    variables: dict[str, Any] = {}
    outcomes: set[str] = set()
    position = None
    for cause, inputs in script:
        turn = Turn(cause, inputs, position, variables, fallback_text="Sorry")
        result = await run(program, turn, desk("Care"))
        outcomes.add(result.outcome)
        assert len(result.steps) <= Budgets().steps
        assert (result.position is None) == (result.outcome not in ("waiting", "handed_over"))
        assert json.loads(json.dumps(result.trace())) == result.trace()
        position, variables = result.position, result.variables
    return outcomes


@QUICK
@given(graphs(SOUND, st.just([])), SCRIPTS)
def test_every_turn_of_an_accepted_flow_waits_or_ends(graph: FlowGraph, script: list[Any]) -> None:
    assume(not check(graph).errors)
    assert asyncio.run(lead(graph, script)) <= {"waiting", "ended", "handed_over"}


@QUICK
@given(graphs(WILD, STRAY), SCRIPTS)
def test_a_refused_flow_is_told_why_and_may_still_be_tried_without_a_crash(
    graph: FlowGraph, script: list[Any]
) -> None:
    findings = check(graph)
    known = {node.id for node in graph.nodes}
    assert all(one.node in known or one.code == "dangling_edge" for one in findings)
    try:
        outcomes = asyncio.run(lead(graph, script))
    except NotRunnable:
        assert findings.errors
    else:
        assert "failed" not in outcomes
        assert findings.errors or "budget" not in outcomes
