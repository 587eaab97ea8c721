from typing import Any

from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing import Talk, draw, flow_file

ADDRESS = flow_file(
    "start -> ask; ask.answered -> bye",
    variables=[{"name": "country", "default": "Austria"}, {"name": "who", "default": "you"}],
    ask=("ask_text", {"text": "Where do {{ who }} live in {{ country }}?", "save_as": "city"}),
    bye=("end", {"message": "Noted"}),
)
ENDLESS = flow_file(
    "start -> ask; ask.answered -> ask",
    ask=("ask_text", {"text": "And now?", "save_as": "answer"}),
)


def caller(called: dict[str, Any] = ADDRESS, **config: Any) -> FlowGraph:
    drawn = flow_file(
        "start -> name -> where; where.returned -> said -> bye",
        name=("set_variable", {"assign": [{"variable": "name", "value": "Lena"}]}),
        where=("call_flow", {"flow": "address", **config}),
        said=("say", {"texts": ["{{ name }} lives in {{ home }}"]}),
        bye="end",
    )
    return FlowGraph.model_validate(drawn | {"flows": {"address": called}})


GIVE = [{"variable": "who", "value": "{{ name }}"}]
TAKE = [{"variable": "home", "from": "city"}]


async def test_it_comes_back_with_what_the_other_flow_found_out() -> None:
    graph = caller(give=GIVE, take=TAKE)
    assert list(check(graph)) == []
    visitor = Talk(compile_graph(graph))
    assert await visitor.open() == ["Where do Lena live in Austria?"]
    assert await visitor.say("Graz") == ["Noted", "Lena lives in Graz"]
    assert visitor.variables == {"name": "Lena", "home": "Graz"}


async def test_the_trace_tells_the_way_in_and_out() -> None:
    visitor = Talk(compile_graph(caller(give=GIVE, take=TAKE)))
    await visitor.open()
    assert [step.within for step in visitor.last.steps if step.kind == "ask_text"] == [("where",)]
    into = next(step for step in visitor.last.steps if step.kind == "call_flow")
    assert into.sentence == "Went into the other flow."
    await visitor.say("Graz")
    back = next(step for step in visitor.last.steps if step.kind == "call_flow")
    assert (back.sentence, back.changed) == ("Came back from the other flow.", {"home": "Graz"})


async def test_what_the_other_flow_never_set_is_nothing() -> None:
    visitor = Talk(compile_graph(caller(take=[{"variable": "home", "from": "street"}])))
    await visitor.open()
    await visitor.say("Graz")
    assert visitor.variables["home"] is None


def test_a_flow_that_is_not_there_stops_publishing() -> None:
    graph = caller().model_copy(update={"flows": {}})
    (missing,) = check(graph).errors
    assert (missing.code, missing.node, missing.field) == ("unknown_flow", "where", "flow")
    (unchosen,) = check(caller(flow="")).errors
    assert str(unchosen.sentence) == "Choose the flow that this block uses."


def test_flows_that_use_each_other_in_a_circle_stop_publishing() -> None:
    back = flow_file("start -> again", again=("call_flow", {"flow": "other"})) | {"name": "One"}
    forth = flow_file("start -> again", again=("call_flow", {"flow": "one"})) | {"name": "Two"}
    drawn = flow_file("start -> go", go=("call_flow", {"flow": "one"}))
    graph = FlowGraph.model_validate(drawn | {"flows": {"one": back, "other": forth}})
    (finding,) = [one for one in check(graph).errors if one.code == "flow_circle"]
    assert (finding.node, "“One” → “Two” → “One”" in str(finding.sentence)) == ("go", True)


def test_mistakes_in_the_other_flow_are_told_at_the_block_that_uses_it() -> None:
    broken = flow_file("start -> hm", hm="of_no_kind") | {"name": "Broken"}
    findings = check(caller(broken, take=TAKE)).errors
    assert [(one.code, one.node) for one in findings] == [("called_flow_broken", "where")]
    assert "“Broken”" in str(findings[0].sentence)


def test_a_loop_of_calls_must_ask_somebody_there() -> None:
    silent = flow_file("start -> hi", hi=("say", {"texts": ["Hi"]}))
    for called, codes in ((silent, ["loop_without_wait"]), (ADDRESS, [])):
        drawn = flow_file(
            "start -> where; where.returned -> where", where=("call_flow", {"flow": "address"})
        )
        graph = FlowGraph.model_validate(drawn | {"flows": {"address": called}})
        assert [finding.code for finding in check(graph).errors] == codes


def test_nothing_follows_a_flow_that_never_ends_but_that_is_allowed() -> None:
    assert check(caller(ENDLESS, take=TAKE)).errors == []


def test_a_value_that_the_other_flow_never_sets_is_told() -> None:
    findings = check(caller(take=[{"variable": "home", "from": "street"}])).warnings
    assert [finding.code for finding in findings] == ["unknown_result"]


def test_drawn_configs_read_back() -> None:
    assert draw("start -> c", c=("call_flow", {"flow": "x", "take": TAKE})).nodes[1].config == {
        "flow": "x",
        "take": TAKE,
    }
