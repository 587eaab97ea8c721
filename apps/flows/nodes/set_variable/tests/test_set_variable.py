from datetime import UTC, datetime
from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import Turn, compile_graph, run
from apps.flows.engine.registry import node_kinds
from apps.flows.testing import Talk, desk, draw


async def assign(*rows: tuple[str, Any], **variables: Any) -> Talk:
    assigned = [{"variable": name, "value": value} for name, value in rows]
    graph = draw(
        "start -> save",
        variables=[{"name": "secret", "personal": True}],
        save=("set_variable", {"assign": assigned}),
    )
    visitor = Talk(compile_graph(graph), variables=variables)
    await visitor.say("hello")
    return visitor


async def test_words_are_templates_and_other_values_stay_what_they_are() -> None:
    visitor = await assign(("a", "{{ message }}!"), ("b", 7), ("c", True), ("d", 1.5), ("e", None))
    assert visitor.variables == {"a": "hello!", "b": 7, "c": True, "d": 1.5, "e": None}
    assert visitor.variables["c"] is True


async def test_a_row_reads_what_an_earlier_one_set() -> None:
    visitor = await assign(("count", "{{ count | plus: 1 }}"), ("twice", "{{ count | times: 2 }}"))
    assert visitor.variables == {"count": "1", "twice": "2"}


async def test_the_trace_shows_what_changed() -> None:
    visitor = await assign(("city", "Wien"), ("vip", True))
    assert visitor.last.steps[1].changed == {"city": "Wien", "vip": True}
    assert visitor.last.steps[1].sentence.startswith("Saved city = “Wien”, vip = true.")


async def test_a_copy_of_a_personal_value_is_masked_too() -> None:
    visitor = await assign(("copy", "mail: {{ secret }}"), secret="ada@example.com")
    assert visitor.variables["copy"] == "mail: ada@example.com"
    assert visitor.last.steps[1].changed == {"copy": "mail: •••"}


async def worked_out(operation: str, value: Any = None, second: Any = None, **held: Any) -> Any:
    row = {"variable": "result", "operation": operation, "value": value, "second": second}
    graph = draw("start -> save", save=("set_variable", {"assign": [row]}))
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC).timestamp()
    turn = Turn("opened", variables=held, at=at, timezone="Europe/Berlin")
    result = await run(compile_graph(graph), turn, desk())
    assert result.steps[1].error is None
    return result.variables["result"]


@pytest.mark.parametrize(
    ("operation", "value", "second", "result"),
    [
        ("add", "{{ price }}", 5, 25),
        ("subtract", "1.5", "0.5", 1),
        ("multiply", "0.1", 3, 0.3),
        ("divide", 7, 2, 3.5),
        ("divide", 7, 0, None),
        ("add", "seven", 1, None),
        ("multiply", "9" * 40, "9" * 40, None),
        ("round", "2.346", 2, 2.35),
        ("round", "2.6", None, 3),
        ("append", "{{ city }}, ", "Austria", "Wien, Austria"),
        ("upper", "{{ city }}", None, "WIEN"),
        ("lower", "{{ city }}", None, "wien"),
        ("trim", "  a b ", None, "a b"),
        ("length", "{{ city }}", None, 4),
        ("now", None, None, "2026-11-23 00:30"),
        ("today", None, None, "2026-11-23"),
        ("add_days", "2026-12-30", 3, "2027-01-02"),
        ("add_days", "2026-12-30 10:00", "-1", "2026-12-29"),
        ("add_days", "soon", 3, None),
        ("add_days", "9999-12-30", 300, None),
        ("days_between", "2026-11-22", "2026-12-24", 32),
        ("count_up", None, None, 1),
    ],
)
async def test_a_value_is_worked_out(operation: str, value: Any, second: Any, result: Any) -> None:
    assert await worked_out(operation, value, second, price="20", city="Wien") == result


async def test_a_counter_goes_up_from_what_it_was() -> None:
    assert await worked_out("count_up", "2", result="5") == 7
    assert await worked_out("count_up", result=0) == 1


def test_the_card_shows_how_it_is_worked_out() -> None:
    rows = [
        {"variable": "total", "operation": "add", "value": "{{ price }}", "second": 5},
        {"variable": "day", "operation": "today"},
        {"variable": "city", "value": "Wien"},
    ]
    graph = draw("start -> save", save=("set_variable", {"assign": rows}))
    kind = node_kinds().get("set_variable")
    assert kind is not None
    config = kind.config.model_validate(graph.nodes[1].config)
    assert kind.summary(config) == "total = {{ price }} + 5\nday = today\ncity = “Wien”"


def test_both_operands_are_read_by_the_checker() -> None:
    row = {"variable": "total", "operation": "add", "value": "{{ a }}", "second": "{{ b }}"}
    graph = draw("start -> save", save=("set_variable", {"assign": [row]}))
    told = [str(finding.sentence) for finding in check(graph) if finding.code == "unknown_variable"]
    assert ["“a”" in told[0], "“b”" in told[1]] == [True, True]
