"""Trying policies: alone on their canvas, and around a flow that is drawn."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from asgiref.sync import SyncToAsync
from django.db import connection
from django.test import Client

from apps.flows.policies.services import add_preset
from apps.flows.testing.drawing import flow_file
from apps.flows.versions.services import import_flow
from apps.platform.db.units import close_connections
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import create_tenant

CARD = "4111 1111 1111 1111"
ECHO = flow_file(
    "start -> ask -> say; say -> ask",
    variables=[{"name": "said"}],
    ask=("ask_text", {"text": "Yes?", "save_as": "said"}),
    say=("say", {"texts": ["You said {{ said }}"]}),
)
ECHO["edges"][1]["exit"] = "answered"

Try = Callable[..., dict[str, Any]]


@pytest.fixture
def plants(committed_db: None) -> Iterator[Tenant]:
    yield create_tenant("Plants", "plants", User.objects.create_user("anna@plants.example"))
    close_connections()
    # Synchronous views ran on asgiref's thread; its connection would keep the database open.
    SyncToAsync.single_thread_executor.submit(lambda: connection.close()).result()


@pytest.fixture
def as_anna(client: Client, plants: Tenant) -> Client:
    client.force_login(User.objects.get(email="anna@plants.example"))
    return client


@pytest.fixture
def judged(as_anna: Client, plants: Tenant) -> Try:
    """Let a preset, as it is drawn, judge some words."""

    def judge(preset: str, words: str, **asked: Any) -> dict[str, Any]:
        policy = add_preset(plants, preset)
        body = {"graph": policy.draft, "input": {"text": words}, **asked}
        address = f"/api/v1/workspaces/plants/flows/{policy.id}/try"
        tried: dict[str, Any] = as_anna.post(address, body, "application/json").json()
        return tried

    return judge


@pytest.fixture
def said(as_anna: Client, plants: Tenant) -> Try:
    """Say something to a drawn flow that waits for words."""
    flow, _ = import_flow(plants, ECHO)

    def say(words: str) -> dict[str, Any]:
        state = {"position": {"node": "ask"}, "run": 1}
        body = {"graph": ECHO, "state": state, "input": {"text": words}}
        address = f"/api/v1/workspaces/plants/flows/{flow.id}/try"
        tried: dict[str, Any] = as_anna.post(address, body, "application/json").json()
        return tried

    return say


def texts(tried: dict[str, Any]) -> list[str]:
    return [reply["text"] for reply in tried["replies"]]


def test_what_a_policy_takes_out_is_shown_with_its_way(judged: Try) -> None:
    tried = judged("hide_card_numbers", f"My card is {CARD}")
    assert tried["outcome"] == "allowed"
    assert tried["judged"] == tried["kept"] == "My card is [card number]"
    assert [step["node"] for step in tried["steps"]] == ["begin", "look", "then"]


def test_what_it_leaves_alone_goes_through(judged: Try) -> None:
    tried = judged("hide_card_numbers", "hello")
    assert (tried["outcome"], tried["judged"], tried["kept"]) == ("allowed", "hello", None)


def test_what_it_stops_shows_what_is_read_instead(judged: Try) -> None:
    tried = judged("stop_rude_messages", "bullshit")
    assert (tried["outcome"], tried["judged"]) == ("blocked", None)
    assert texts(tried) == ["Let us stay friendly. What can I do for you?"]


def test_whom_it_calls_a_person_for(judged: Try) -> None:
    assert judged("call_a_person", "I am annoyed")["outcome"] == "handed_over"


def test_a_reply_is_judged_as_a_models_without_a_source(judged: Try) -> None:
    tried = judged("answers_need_a_source", "42", side="reply")
    assert tried["outcome"] == "blocked"


def test_a_policy_does_not_look_at_the_other_side(judged: Try) -> None:
    tried = judged("answers_need_a_source", "42")
    assert (tried["outcome"], tried["steps"]) == ("allowed", [])


def test_a_try_that_only_begins_judges_nothing(judged: Try) -> None:
    tried = judged("hide_card_numbers", "", input=None)
    assert (tried["outcome"], tried["steps"], tried["replies"]) == ("allowed", [], [])


def test_a_policy_that_looks_nowhere_says_so(as_anna: Client, plants: Tenant) -> None:
    policy = add_preset(plants, "hide_card_numbers")
    body = {"graph": {**policy.draft, "nodes": [], "edges": []}, "input": {"text": "x"}}
    address = f"/api/v1/workspaces/plants/flows/{policy.id}/try"
    assert as_anna.post(address, body, "application/json").status_code == 422


def test_the_live_policies_judge_around_a_flow_that_is_tried(plants: Tenant, said: Try) -> None:
    add_preset(plants, "hide_card_numbers")
    tried = said(CARD)
    assert texts(tried)[0] == "You said [card number]"
    assert (tried["kept"], tried["policies"]) == ("[card number]", ["Hide card numbers"])
    told = [(step["policy"], step["node"]) for step in tried["steps"]]
    assert told[:2] == [("Hide card numbers", "begin"), ("Hide card numbers", "look")]
    assert (None, "ask") in told


def test_a_flow_that_is_tried_waits_on_when_a_message_is_stopped(plants: Tenant, said: Try) -> None:
    add_preset(plants, "stop_rude_messages")
    tried = said("bullshit")
    assert tried["outcome"] == "blocked"
    assert tried["state"]["position"]["node"] == "ask"
    assert tried["state"]["run"] == 1


def test_without_policies_a_try_is_as_it_was(said: Try) -> None:
    tried = said(CARD)
    assert texts(tried) == [f"You said {CARD}", "Yes?"]
    assert (tried["policies"], tried["kept"]) == ([], None)
