from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing import draw, flow_file, toy_kinds

ASK = ("ask_text", {"text": "?", "save_as": "answer"})
SAY = ("say", {"texts": ["."]})


def say(*texts: Any) -> tuple[str, dict[str, Any]]:
    return "say", {"texts": list(texts)}


def found(arrows: str, variables: Any = (), **nodes: Any) -> set[tuple[str, str, str | None]]:
    findings = check(draw(arrows, variables, **nodes), toy_kinds())
    assert all(str(finding.sentence).endswith(".") for finding in findings)
    return {(finding.severity, finding.code, finding.node) for finding in findings}


def test_a_sound_flow_has_no_findings() -> None:
    assert (
        found("start -> q; q.answered -> a -> bye", q=ASK, a=say("Hi {{ answer }}"), bye="end")
        == set()
    )


def test_a_flow_needs_a_start() -> None:
    file = flow_file("")
    file["nodes"] = []
    findings = check(FlowGraph.model_validate(file))
    assert [(one.code, one.node) for one in findings.errors] == [("no_start", None)]


def test_a_flow_has_one_start() -> None:
    found_here = found("start -> bye; second -> bye", second="start", bye="end")
    assert found_here == {("error", "several_starts", "second")}


def test_an_unknown_kind_is_named() -> None:
    assert ("error", "unknown_kind", "a") in found("start -> a", a="teleport")


@pytest.mark.parametrize(
    ("kind", "config", "field", "title"),
    [
        ("say", {}, "texts", "Messages"),
        ("say", {"texts": []}, "texts", "Messages"),
        ("say", {"texts": ["a"], "colour": "red"}, "colour", "colour"),
        ("say", {"texts": ["a", {"en": 7}]}, "texts.1.en", "Message 2 (en)"),
        ("ask_text", {"text": 7, "save_as": "x"}, "text", "Question"),
        ("ask_text", {"text": "?", "save_as": "not a name"}, "save_as", "Save the answer as"),
        ("choice", {"text": "?", "choices": [{"id": "a"}]}, "choices.0.title", "Button 1"),
        (
            "condition",
            {"rows": [{"field": "a", "operator": "is"}]},
            "rows.0.operator",
            "Operator 1",
        ),
        (
            "set_variable",
            {"assign": [{"variable": "a", "value": []}]},
            "assign.0.value",
            "Becomes 1",
        ),
        ("start", {"when": "sometimes"}, "when", "Begins"),
    ],
)
def test_a_bad_config_is_told_by_the_title_of_its_field(
    kind: str, config: dict[str, Any], field: str, title: str
) -> None:
    findings = check(draw("start -> a", a=(kind, config)))
    told = [one for one in findings.errors if one.code == "bad_config"]
    assert [(one.node, one.field) for one in told] == [("a", field)]
    assert str(told[0].sentence).startswith(f"“{title}” ")


def test_words_that_are_too_long_are_told_with_the_limit() -> None:
    (told,) = check(draw("start -> a", a=say("a" * 10_001))).errors
    assert str(told.sentence) == "“Message 1” is too long: at most 10000 characters."


def test_what_is_wrong_with_a_block_as_a_whole_names_no_field() -> None:
    twice = {"text": "?", "choices": [{"id": "a", "title": "A"}, {"id": "a", "title": "B"}]}
    told = check(draw("start -> a", a=("choice", twice))).errors
    assert [str(one.sentence) for one in told] == [
        "This block cannot be used: two buttons have the same id."
    ]


def test_two_blocks_of_one_id_are_told() -> None:
    file = flow_file("start -> a", a="end")
    file["nodes"].append(file["nodes"][1])
    findings = check(FlowGraph.model_validate(file))
    assert [(one.code, one.node) for one in findings] == [("duplicate_node", "a")]


@pytest.mark.parametrize(
    ("arrows", "expected"),
    [
        ("start -> a; a -> gone", ("error", "dangling_edge", "a")),
        ("start -> a; gone -> a", ("error", "dangling_edge", "a")),
        ("start -> a -> bye; a -> start", ("error", "two_paths", "a")),
        ("start -> a -> bye; a.sideways -> bye", ("error", "unknown_exit", "a")),
        ("start -> a -> bye; lost -> bye", ("warning", "unreachable", "lost")),
        ("start -> a", ("warning", "dead_end", "a")),
    ],
)
def test_wrong_paths_are_told_where_they_begin(arrows: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(arrows, a=SAY, lost=SAY, bye="end")


def test_an_exit_that_leads_nowhere_is_told_when_others_lead_somewhere() -> None:
    test = ("condition", {"rows": [{"field": "message", "operator": "is_set"}]})
    assert found("start -> t; t.yes -> bye", t=test, bye="end") == {
        ("warning", "exit_not_connected", "t")
    }


def test_a_question_whose_answer_leads_nowhere_is_a_dead_end() -> None:
    assert found("start -> q", q=ASK) == {("warning", "dead_end", "q")}


def test_optional_exits_may_stay_open() -> None:
    menu = ("choice", {"text": "?", "choices": [{"id": "a", "title": "A"}]})
    assert found("start -> m; m.a -> bye", m=menu, bye="end") == set()


@pytest.mark.parametrize("words", ["", "  ", {}, {"de": " "}])
def test_missing_words_are_told(words: Any) -> None:
    findings = check(draw("start -> a -> bye", a=say(words), bye="end"))
    assert [str(one.sentence) for one in findings] == ["“Message 1” has no words yet."]
    asked = found("start -> q; q.answered -> bye", q=(ASK[0], {**ASK[1], "text": words}), bye="end")
    assert asked == {("error", "missing_text", "q")}


def test_one_missing_language_is_not_missing_words() -> None:
    assert found("start -> a -> bye", a=say({"en": "Hi", "de": ""}), bye="end") == set()


@pytest.mark.parametrize("words", ["{{ name", "{{ message | explode }}", "{% if message %}"])
def test_a_text_that_cannot_be_filled_in_is_told(words: str) -> None:
    assert ("error", "broken_text", "a") in found("start -> a -> bye", a=say(words), bye="end")


def test_every_language_is_read() -> None:
    texts = say({"en": "Hi", "de": "{{ name"})
    assert ("error", "broken_text", "a") in found("start -> a -> bye", a=texts, bye="end")


def test_a_value_that_nothing_sets_is_told() -> None:
    test = ("condition", {"rows": [{"field": "order.status", "operator": "is_set"}]})
    nodes = {"a": say("{{ nmae }}"), "t": test, "bye": "end"}
    assert found("start -> a -> t; t.yes -> bye; t.no -> bye", **nodes) == {
        ("warning", "unknown_variable", "a"),
        ("warning", "unknown_variable", "t"),
    }
    declared = [{"name": "nmae"}, {"name": "order"}]
    assert found("start -> a -> t; t.yes -> bye; t.no -> bye", declared, **nodes) == set()


def test_a_value_read_before_it_can_be_set_is_told() -> None:
    nodes: dict[str, Any] = {
        "early": say("{{ answer }}"),
        "q": ASK,
        "late": say("{{ answer }}"),
        "bye": "end",
    }
    assert found("start -> early -> q; q.answered -> late -> bye", **nodes) == {
        ("warning", "read_before_set", "early")
    }
    (told,) = check(draw("start -> early -> q; q.answered -> late -> bye", **nodes)).warnings
    assert "it is empty here (Start → Message)" in str(told.sentence)
    far_on = {"q": ASK, "on": SAY, "further": SAY, "late": say("{{ answer }}"), "bye": "end"}
    assert found("start -> q; q.answered -> on -> further -> late -> bye", **far_on) == set()
    assert found("start -> early -> q; q.answered -> early", **nodes | {"late": "end"}) == {
        ("warning", "unreachable", "late"),
        ("warning", "unreachable", "bye"),
    }


def test_the_visitors_message_cannot_be_saved_over() -> None:
    saved = ("set_variable", {"assign": [{"variable": "message", "value": "x"}]})
    assert found("start -> s -> bye", s=saved, bye="end") == {("warning", "reserved_variable", "s")}


@pytest.mark.parametrize(
    ("arrows", "node"),
    [
        ("start -> a -> b -> a", "a"),
        ("start -> a -> a", "a"),
        ("start -> a -> start", "start"),
        ("start -> p; p.nobody -> a -> p; p.returned -> bye", "p"),
    ],
)
def test_a_loop_that_never_waits_is_told(arrows: str, node: str) -> None:
    findings = found(arrows, a=SAY, b=SAY, p="hand_over", bye="end")
    assert ("error", "loop_without_wait", node) in findings


@pytest.mark.parametrize(
    "arrows",
    [
        "start -> q; q.answered -> a -> q",
        "start -> p; p.returned -> a -> p; p.nobody -> bye",
        "start -> m; m.c -> bye; m.other -> a -> m",
    ],
)
def test_a_loop_that_waits_is_fine(arrows: str) -> None:
    menu = ("choice", {"text": "?", "choices": [{"id": "c", "title": "C"}]})
    findings = found(arrows, a=SAY, q=ASK, p="hand_over", m=menu, bye="end")
    assert {code for severity, code, _ in findings if severity == "error"} == set()


def test_a_very_long_loop_is_found_without_running_out_of_stack() -> None:
    names = [f"n{number}" for number in range(1_998)]
    arrows = " -> ".join(["start", *names, names[0]])
    assert found(arrows, **dict.fromkeys(names, SAY)) == {("error", "loop_without_wait", "n0")}


def test_handing_over_to_nobody_is_told() -> None:
    assert found("start -> p; p.returned -> bye", p="hand_over", bye="end") == {
        ("warning", "no_fallback", "p")
    }


def test_errors_come_first() -> None:
    findings = check(draw("start -> a -> gone", a=say("{{ nmae }}", "")))
    assert [one.severity for one in findings] == ["error", "error", "warning", "warning"]
    assert (findings.errors[0].code, findings.errors[0].node) == ("dangling_edge", "a")
