from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def graph(rows: list[dict[str, Any]], match: str = "all", **given: Any) -> Any:
    return draw(
        "start -> test; test.yes -> yes; test.no -> no",
        test=("condition", {"match": match, "rows": rows}),
        yes=("end", {"message": "yes"}),
        no=("end", {"message": "no"}),
        **given,
    )


async def decide(rows: list[dict[str, Any]], match: str = "all", **variables: Any) -> Talk:
    visitor = Talk(compile_graph(graph(rows, match)), variables=variables)
    await visitor.say("hello there")
    return visitor


async def holds(value: Any, operator: str, expected: Any = None) -> bool:
    row = {"field": "value", "operator": operator, "value": expected}
    return (await decide([row], value=value)).last.replies[0].text == "yes"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("value", "operator", "expected", "true"),
    [
        ("1042", "equals", " 1042 ", True),
        ("1042.0", "equals", 1042, True),
        ("Vienna", "equals", "vienna", True),
        (None, "equals", "x", False),
        (True, "equals", "true", True),
        ("1_0", "equals", "10", False),
        ("nan", "equals", "NaN", True),
        ("a", "not_equals", "b", True),
        ("Broken pot", "contains", "POT", True),
        ("Broken pot", "not_contains", "pot", False),
        ("DE-10115", "starts_with", "de", True),
        ("me@x.de", "ends_with", ".DE", True),
        ("10", "greater_than", "9", True),
        ("9", "less_than", 10, True),
        ("b", "greater_than", "a", True),
        ("", "less_than", "5", False),
        ("5", "at_least", 5, True),
        ("5.5", "at_most", "5", False),
        ("0", "is_set", None, True),
        ("  ", "is_set", None, False),
        (None, "is_not_set", None, True),
        ("at", "one_of", ["DE", "AT"], True),
        ("fr", "one_of", "DE, AT", False),
        ("7", "one_of", [7.0], True),
        ("order 1042", "matches", r"\b[0-9]{4}$", True),
        ("ORDER", "matches", "^order$", True),
        ("x" * 100_000, "matches", "(x+x+)+y", False),
        ({"a": 1}, "contains", "a", True),
    ],
)
async def test_values_are_compared(value: Any, operator: str, expected: Any, true: bool) -> None:
    assert await holds(value, operator, expected) is true


async def test_all_and_any() -> None:
    rows: list[dict[str, Any]] = [
        {"field": "city", "operator": "equals", "value": "Wien"},
        {"field": "age", "operator": "at_least", "value": 18},
    ]
    exits = [
        (await decide(rows, match, city="Wien", age=7)).last.steps[1].exit
        for match in ("all", "any")
    ]
    assert exits == ["no", "yes"]


async def test_every_row_says_why() -> None:
    rows = [
        {"field": "order_number", "operator": "equals", "value": "1042"},
        {"field": "city", "operator": "is_set"},
    ]
    visitor = await decide(rows, order_number="1042")
    assert visitor.last.steps[1].sentence == (
        'order_number is "1042", so "is 1042" is true; '
        'city is empty, so "is set" is false. Took “No”.'
    )


async def test_values_are_templates_and_the_visitors_words_a_field() -> None:
    visitor = await decide(
        [{"field": "message", "operator": "starts_with", "value": "{{ word }}"}], word="Hello"
    )
    assert visitor.last.steps[1].exit == "yes"


async def test_a_field_may_be_a_part_of_a_value() -> None:
    row = {"field": "order.status", "operator": "equals", "value": "sent"}
    assert (await decide([row], order={"status": "sent"})).last.steps[1].exit == "yes"
    assert (await decide([row], order="sent")).last.steps[1].exit == "no"


async def test_personal_values_stay_out_of_the_reasons() -> None:
    rows = [
        {"field": "email", "operator": "contains", "value": "@"},
        {"field": "message", "operator": "equals", "value": "{{ email }}"},
    ]
    drawn = graph(rows, variables=[{"name": "email", "personal": True}])
    visitor = Talk(compile_graph(drawn), variables={"email": "ada@example.com"})
    await visitor.say("ada@example.com")
    assert visitor.last.steps[1].exit == "yes"
    assert "ada@" not in str(visitor.last.trace())


@pytest.mark.parametrize(
    "row",
    [
        {"field": "city", "operator": "matches", "value": "(unclosed"},
        {"field": "city", "operator": "matches", "value": "x" * 257},
        {"field": "city", "operator": "matches", "value": "(?=look)ahead"},
        {"field": "city", "operator": "equals"},
        {"field": "city", "operator": "equals", "value": ["a"]},
        {"field": "city", "operator": "sounds_like", "value": "a"},
        {"field": "__class__.x-y", "operator": "is_set"},
    ],
)
def test_it_rejects_rows_that_cannot_be_evaluated(row: dict[str, Any]) -> None:
    findings = check(graph([row])).errors
    assert {(finding.code, finding.node) for finding in findings} == {("bad_config", "test")}
    assert str(findings[0].field).startswith("rows.0")
