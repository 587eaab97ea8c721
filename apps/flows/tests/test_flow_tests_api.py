"""Keeping and running tests through the API."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from apps.flows.models import Flow
from apps.flows.testing.drawing import flow_file
from apps.flows.tests.test_designer_api import FLOWS, client_of, flow, plants, post
from apps.tenants.members.roles import Role

__all__ = ["client_of", "flow", "plants"]

HELLO = flow_file("start -> bye", bye=("end", {"message": "Hello"}))
SCRIPT = {"exchanges": [{"cause": "opened", "replies": [{"text": "Hello"}]}]}


@pytest.fixture
def editor(client_of: Callable[[Role], Client]) -> Client:
    return client_of(Role.EDITOR)


def add(client: Client, flow: Flow, **body: Any) -> Any:
    return post(client, f"/{flow.id}/tests", {"name": "Greets", "script": SCRIPT, **body})


def run(client: Client, flow: Flow, graph: Any) -> dict[str, Any]:
    answer = post(client, f"/{flow.id}/tests/run", {"graph": graph})
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_a_test_is_kept_run_and_deleted(editor: Client, flow: Flow) -> None:
    kept = add(editor, flow).json()
    assert [test["name"] for test in editor.get(f"{FLOWS}/{flow.id}/tests").json()] == ["Greets"]
    report = run(editor, flow, HELLO)
    assert (report["passed"], report["failed"]) == (1, 0)
    assert report["coverage"]["nodes_reached"] == 2
    assert editor.delete(f"{FLOWS}/{flow.id}/tests/{kept['id']}").status_code == 204
    assert editor.get(f"{FLOWS}/{flow.id}/tests").json() == []


def test_a_failing_test_tells_why(editor: Client, flow: Flow) -> None:
    add(editor, flow)
    other = flow_file("start -> bye", bye=("end", {"message": "Good day"}))
    report = run(editor, flow, other)
    assert report["failed"] == 1
    told = report["outcomes"][0]["difference"]["sentence"]
    assert told == "The bot should say “Hello”, but it says “Good day”."


def test_with_a_graph_it_expects_what_the_graph_does_now(editor: Client, flow: Flow) -> None:
    kept = add(editor, flow, script={"exchanges": [{"cause": "opened"}]}, graph=HELLO).json()
    exchange = kept["script"]["exchanges"][0]
    assert exchange["replies"] == [{"text": "Hello"}]
    assert exchange["outcome"] == "ended"


def test_a_flow_that_requires_its_tests_is_not_published_while_one_fails(
    editor: Client, flow: Flow
) -> None:
    expecting = {"cause": "opened", "replies": [{"text": "Good day"}]}
    add(editor, flow, script={"exchanges": [expecting]})
    required = editor.put(
        f"{FLOWS}/{flow.id}/tests/requirement",
        {"tests_required": True},
        content_type="application/json",
    )
    assert required.json() == {"tests_required": True}
    refused = post(editor, f"/{flow.id}/publish")
    assert refused.status_code == 422
    assert refused.json()["code"] == "tests_fail"
    assert list(refused.json()["fields"]) == ["Greets"]


def test_who_only_reads_runs_tests_but_keeps_none(
    client_of: Callable[[Role], Client], flow: Flow
) -> None:
    analyst = client_of(Role.ANALYST)
    assert add(analyst, flow).status_code == 403
    assert run(analyst, flow, HELLO)["failed"] == 0


def test_what_the_script_does_not_say_is_as_in_the_workspace(editor: Client, flow: Flow) -> None:
    script = {"facts": {"language": "de"}, "exchanges": [{"cause": "opened"}]}
    facts = add(editor, flow, script=script, graph=HELLO).json()["script"]["facts"]
    assert (facts["language"], facts["timezone"]) == ("de", flow.tenant.timezone)


def test_a_wait_is_skipped_in_a_try(editor: Client, flow: Flow) -> None:
    graph = flow_file(
        "start -> rest; rest.time_is_up -> bye",
        rest=("wait", {"amount": 2, "unit": "hours"}),
        bye=("end", {"message": "{{ now }}"}),
    )
    waiting = post(editor, f"/{flow.id}/try", {"graph": graph}).json()
    wake_at = waiting["state"]["position"]["wake_at"]
    later = post(
        editor, f"/{flow.id}/try", {"graph": graph, "state": waiting["state"], "cause": "timer"}
    ).json()
    assert later["outcome"] == "ended"
    woken = datetime.fromisoformat(later["replies"][0]["text"]).timestamp()
    assert wake_at - 60 <= woken <= wake_at
    assert later["state"]["ahead"] > 7_000
