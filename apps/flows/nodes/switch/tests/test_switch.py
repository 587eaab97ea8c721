from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw

CASES = [
    {"id": "vienna", "title": "In Vienna", "operator": "equals", "value": "wien"},
    {"id": "named", "operator": "equals", "value": "{{ home }}"},
    {"id": "far", "operator": "one_of", "value": "Lima, Quito"},
]


def graph(cases: list[dict[str, Any]]) -> Any:
    return draw("start -> which", which=("switch", {"field": "city", "cases": cases}))


async def decide(**variables: Any) -> Talk:
    visitor = Talk(compile_graph(graph(CASES)), variables=variables)
    await visitor.open()
    return visitor


@pytest.mark.parametrize(
    ("city", "exit_id"),
    [("Wien", "vienna"), ("Graz", "named"), ("quito", "far"), ("Rome", "other"), (None, "other")],
)
async def test_the_first_case_that_is_true_counts(city: str | None, exit_id: str) -> None:
    assert (await decide(city=city, home="Graz")).last.steps[1].exit == exit_id


async def test_the_trace_says_why() -> None:
    sentence = (await decide(city="Wien")).last.steps[1].sentence
    assert sentence.startswith('city is "Wien", so "is wien" is true. Took “In Vienna”.')


async def test_a_case_without_a_name_is_called_by_its_comparison() -> None:
    sentence = (await decide(city="Lima")).last.steps[1].sentence
    assert "Took “is one of Lima, Quito”." in sentence


@pytest.mark.parametrize(
    "cases",
    [
        [],
        [CASES[0], CASES[0]],
        [{"id": "other", "operator": "is_set"}],
        [{"id": "a", "operator": "matches", "value": "("}],
        [{"id": "a", "operator": "equals"}],
    ],
)
def test_it_rejects_cases_that_cannot_be_told_apart_or_evaluated(
    cases: list[dict[str, Any]],
) -> None:
    assert {finding.code for finding in check(graph(cases)).errors} == {"bad_config"}
