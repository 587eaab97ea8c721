"""The demo's flow comes with tests, and they pass on what is live and on the draft."""

import json
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.flows.policies.services import get_policies, switch_policy
from apps.platform.db.units import close_connections
from xin_project.demo.workspace import FLOW_FILE, Demo, ensure_demo

HIDDEN = "A card number is hidden"


@pytest.fixture
def demo(committed_db: None) -> Iterator[Demo]:
    yield ensure_demo()
    close_connections()


def run_tests(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    with suppress(SystemExit):  # a test failed
        call_command("flow", "test", *arguments, "--json", stdout=out)
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


def test_all_tests_pass_on_the_draft_and_on_the_file(demo: Demo) -> None:
    for report in (run_tests(str(demo.flow.id)), run_tests(str(FLOW_FILE), "--tenant", "mossbird")):
        assert (report["passed"], report["failed"]) == (6, 0)
        assert report["coverage"]["nodes_reached"] >= 12


def test_a_card_number_is_hidden_as_long_as_the_policy_judges(demo: Demo) -> None:
    _person, anna = demo.people[0]
    cards = next(one for one in get_policies(demo.tenant) if one.name == "Hide card numbers")
    switch_policy(demo.tenant, cards, False, anna)
    failed = [one for one in run_tests(str(demo.flow.id))["outcomes"] if not one["passed"]]
    assert [one["name"] for one in failed] == [HIDDEN]
    assert "4111" in failed[0]["difference"]["got"]


def test_without_a_workspace_nobody_says_that_it_passes(demo: Demo) -> None:
    with pytest.raises(CommandError, match=HIDDEN):
        run_tests(str(FLOW_FILE))
