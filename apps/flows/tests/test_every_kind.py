"""What holds for every kind of block there is, built in or from a package."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from apps.core.content import in_words
from apps.core.events import VisitorInput
from apps.flows.checker import check
from apps.flows.engine import Cause, NotRunnable, Replayer, Turn, compile_graph, run
from apps.flows.engine.kinds import NodeKind
from apps.flows.engine.registry import node_kinds
from apps.flows.flow_tests import Script, play, record
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing import FALLBACK, Talk, desk
from apps.flows.testing.samples import sample_config, with_words

ALL = sorted(node_kinds(), key=lambda kind: kind.kind)
KINDS = [kind for kind in ALL if "flow" in kind.purposes]
BESIDES: dict[str, Any] = {
    "schema": 1,
    "nodes": [
        {"id": "start", "kind": "start"},
        {"id": "bye", "kind": "end", "config": {"message": "Bye"}},
    ],
    "edges": [{"source": "start", "exit": "next", "target": "bye"}],
}

GROUPS = (
    *("Messages", "Questions", "Logic", "AI", "Actions", "Hand over"),
    *("Policies", "Checks"),
)
VISITS: list[tuple[Cause, tuple[VisitorInput, ...]]] = [
    ("opened", ()),
    ("message", (VisitorInput("hm"),)),
    ("message", (VisitorInput("1"),)),
    ("message", (VisitorInput("anna@mossbird.example"), VisitorInput("2026-12-24"))),
    ("message", (VisitorInput("filled", values={"latitude": 52.5, "longitude": 13.4}),)),
    ("timer", ()),
    ("returned", ()),
    ("message", ()),
    ("start_over", ()),
    ("timer", ()),
]


def one_block(kind: NodeKind[Any]) -> FlowGraph:
    """Draw a start, one block of a kind, and an end behind each of its paths."""
    if kind.kind == "start":
        return FlowGraph.model_validate(BESIDES)
    node = {"id": "it", "kind": kind.kind, "config": sample_config(kind)}
    ways = kind.exits(kind.config.model_validate(node["config"]))
    edges = [{"source": "start", "exit": "next", "target": "it"}]
    edges += [{"source": "it", "exit": way.id, "target": "bye"} for way in ways]
    flows = {"other": BESIDES} if kind.calls(kind.config.model_validate(node["config"])) else {}
    nodes = [*BESIDES["nodes"], node]
    return FlowGraph.model_validate({**BESIDES, "nodes": nodes, "edges": edges, "flows": flows})


async def visited(kind: NodeKind[Any]) -> Talk:
    visitor = Talk(compile_graph(one_block(kind)), desk("Care"))
    for cause, inputs in VISITS:
        await visitor.turn(cause, *inputs)
    return visitor


each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)


@each_kind
async def test_every_visit_waits_ends_or_hands_over_and_says_why(kind: NodeKind[Any]) -> None:
    visitor = await visited(kind)
    steps = [step for result in visitor.results for step in result.steps]
    assert {result.outcome for result in visitor.results} <= {"waiting", "ended", "handed_over"}
    assert kind.kind in {step.kind for step in steps}
    assert all(step.sentence for step in steps)
    assert FALLBACK not in [in_words(r) for result in visitor.results for r in result.replies]


@each_kind
async def test_every_turn_replays_from_its_trace_alone(kind: NodeKind[Any]) -> None:
    visitor = await visited(kind)
    for turn, result in zip(visitor.turns, visitor.results, strict=True):
        stored = json.loads(json.dumps({"turn": turn.as_json()} | result.trace()))
        ports = Replayer(stored["ports"]).ports
        assert await run(visitor.program, Turn.from_json(stored["turn"]), ports) == result


@each_kind
async def test_a_recorded_conversation_passes_as_a_test(kind: NodeKind[Any]) -> None:
    exchanges = [
        {"cause": cause, "inputs": [{"text": given.text} for given in inputs]}
        for cause, inputs in VISITS
        if cause != "start_over"
    ]
    program = compile_graph(one_block(kind))
    script = await record(program, Script.read({"exchanges": exchanges}), desk("Care"))
    assert (await play(program, Script.read(script.as_json()))).difference is None


@each_kind
def test_the_checker_finds_no_error_in_a_finished_block(kind: NodeKind[Any]) -> None:
    assert [str(finding.sentence) for finding in check(one_block(kind)).errors] == []


@each_kind
def test_a_block_just_dropped_never_breaks_the_flow(kind: NodeKind[Any]) -> None:
    if kind.kind in ("start", "call_flow", "jump"):
        return
    node = {"id": "it", "kind": kind.kind, "config": kind.default_config()}
    edges = [{"source": "start", "exit": "next", "target": "it"}]
    graph = {"schema": 1, "nodes": [BESIDES["nodes"][0], node], "edges": edges}
    try:
        compile_graph(FlowGraph.model_validate(graph))
    except NotRunnable as problem:
        pytest.fail(str(problem))


def variable_settings(schema: Any, config: Any, root: Any, at: str = "") -> Iterator[str]:
    """Give the paths of the settings that name a variable, also those within rows."""
    schema = root["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    for name, field in schema.get("properties", {}).items():
        if field.get("ui", {}).get("widget") == "variable":
            yield f"{at}{name}"
        rows = config.get(name) if "items" in field else None
        for index, row in enumerate(rows or ()):
            if isinstance(row, dict):
                yield from variable_settings(field["items"], row, root, f"{at}{name}.{index}.")


@each_kind
def test_a_variable_that_a_setting_names_is_declared_as_read_or_set(kind: NodeKind[Any]) -> None:
    schema, sample = kind.config_schema(), sample_config(kind)
    for field in variable_settings(schema, sample, schema):
        config = kind.config.model_validate(with_words(sample, field, "parcel"))
        uses = kind.uses(config)
        assert "parcel" in {*uses.reads, *uses.writes, *uses.returns}, field


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.kind)
def test_a_definition_says_all_that_the_screen_needs(kind: NodeKind[Any]) -> None:
    assert kind.label
    assert kind.icon
    assert kind.help.endswith(".")
    assert kind.group in GROUPS
    exits = kind.exits(kind.config.model_validate(sample_config(kind)))
    assert len({way.id for way in exits}) == len(exits)
    assert all(way.label for way in exits)
