import json
from typing import Any

import pytest
from pydantic import ValidationError

from apps.flows.graph.schema import MAX_NODES, FlowGraph, canonical_json, checksum
from apps.flows.testing import draw, flow_file


def with_config(config: Any) -> dict[str, Any]:
    return flow_file("start -> a", a=("say", {"texts": ["Hi"]})) | {
        "nodes": [{"id": "a", "kind": "say", "config": config}]
    }


def test_it_reads_and_writes_the_flow_file() -> None:
    file = flow_file("start -> a", a=("say", {"texts": ["Hi"]}))
    assert FlowGraph.model_validate(file).as_json() == file


def test_the_checksum_is_of_the_meaning_and_not_of_the_spelling() -> None:
    file = flow_file("start -> a", a=("say", {"texts": ["Grüße"]}))
    shuffled = json.loads(json.dumps(dict(reversed(file.items())), indent=3))
    assert checksum(FlowGraph.model_validate(shuffled)) == checksum(FlowGraph.model_validate(file))
    other = draw("start -> a", a=("say", {"texts": ["Grüsse"]}))
    assert checksum(other) != checksum(FlowGraph.model_validate(file))


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "file",
    [
        flow_file("") | {"schema": 2},
        flow_file("") | {"colour": "red"},
        {key: value for key, value in flow_file("").items() if key != "schema"},
        {key: value for key, value in flow_file("").items() if key != "nodes"},
        flow_file("") | {"nodes": [{"id": "a b", "kind": "say"}]},
        flow_file("") | {"nodes": [{"id": "a" * 65, "kind": "say"}]},
        flow_file("") | {"nodes": [{"id": "", "kind": "say"}]},
        flow_file("") | {"nodes": [{"id": "a", "kind": "say", "extra": 1}]},
        flow_file("") | {"nodes": [{"id": str(n), "kind": "say"} for n in range(MAX_NODES + 1)]},
        flow_file("") | {"nodes": [{"id": "a", "kind": "say", "position": {"x": float("nan")}}]},
        flow_file("") | {"variables": [{"name": "1st"}]},
        flow_file("") | {"variables": [{"name": "a", "default": float("inf")}]},
        with_config({"n": float("nan")}),
        with_config({"n": 10**400}),
        with_config({"deep": deep(5_000)}),
        with_config({"nul": "a\0b"}),
        with_config({"lone": "\ud800"}),
        with_config([]),
        with_config({"texts": ["x" * 1_000_000] * 3}),
        [],
        None,
        "{}",
    ],
)
def test_it_rejects_broken_shapes(file: Any) -> None:
    with pytest.raises(ValidationError):
        FlowGraph.model_validate(file)


def test_json_that_is_nested_without_end_is_rejected_and_not_a_crash() -> None:
    text = json.dumps(flow_file("")).replace('"notes": []', '"notes": ' + "[" * 100_000)
    with pytest.raises(ValidationError):
        FlowGraph.model_validate_json(text)


def test_mistakes_of_drawing_have_a_valid_shape() -> None:
    file = flow_file("a -> nowhere; a -> b")
    file["nodes"] *= 2
    assert len(FlowGraph.model_validate(file).nodes) == 2


def test_words_in_place_of_notes_become_a_note() -> None:
    graph = FlowGraph.model_validate(flow_file("") | {"notes": "Change me"})
    assert [note.text for note in graph.notes] == ["Change me"]


def test_the_canonical_form_reads_back_to_the_same_graph() -> None:
    graph = draw("start -> a", a=("say", {"texts": ["Hi"]}))
    assert FlowGraph.model_validate_json(canonical_json(graph)) == graph
