"""Conversations that happened, played again."""

from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from apps.conversations.tests.conftest import GRAPH, Shop, Visitor
from apps.conversations.tests.test_policies import policy
from apps.flows.models import Flow
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

STOPS = {"kind": "block", "config": {"text": "Be kind."}}


def chat(visitor: Visitor, *words: str) -> None:
    async def talk() -> None:
        await visitor.bot()
        await visitor.picks("order")
        await visitor.bot()
        for said in words:
            await visitor.says(said)
            await visitor.bot()

    async_to_sync(talk)()


def switch_off_policies(shop: Shop) -> None:
    with tenant_scope(shop.tenant):
        Flow.objects.filter(purpose=Flow.Purpose.POLICY).update(enabled=False)


@pytest.fixture
def talked(shop: Shop, visitor: Visitor) -> Visitor:
    chat(visitor, "1042")
    return visitor


def post(shop: Shop, path: str, body: Any) -> Any:
    client = Client(raise_request_exception=False)
    client.force_login(shop.anna)
    prefix = f"/api/v1/workspaces/{shop.tenant.slug}"
    return client.post(f"{prefix}{path}", body, content_type="application/json")


def changed(**words: str) -> dict[str, Any]:
    nodes = [
        {**node, "config": {**node["config"], "message": words[node["id"]]}}
        if node["id"] in words
        else node
        for node in GRAPH["nodes"]
    ]
    return {**GRAPH, "nodes": nodes}


def test_a_conversation_becomes_a_test_that_passes(shop: Shop, talked: Visitor) -> None:
    kept = post(shop, f"/conversations/{talked.id}/tests", {"name": "Order found"})
    assert kept.status_code == 201, kept.content
    assert kept.json()["flow_id"] == str(shop.flow.id)
    exchanges = kept.json()["script"]["exchanges"]
    assert [exchange.get("cause", "message") for exchange in exchanges] == [
        "opened",
        "message",
        "message",
    ]
    assert exchanges[2]["replies"] == [{"text": "Order 1042 is on its way."}]
    report = post(shop, f"/flows/{shop.flow.id}/tests/run", {"graph": GRAPH}).json()
    assert (report["passed"], report["failed"]) == (1, 0)


def test_a_comparison_groups_what_would_change(shop: Shop, talked: Visitor) -> None:
    path = f"/conversations/shadow-run/{shop.flow.id}"
    same = post(shop, path, {"graph": GRAPH}).json()
    assert same == {"played": 1, "changed": 0, "groups": []}
    other = post(shop, path, {"graph": changed(good="{{ order }} left us.")}).json()
    assert (other["played"], other["changed"]) == (1, 1)
    told = other["groups"][0]["difference"]
    assert (told["what"], told["node"], told["got"]) == ("reply", "good", "1042 left us.")
    example = other["groups"][0]["examples"][0]
    assert example == {
        "conversation_id": str(talked.id),
        "before": ["Order 1042 is on its way."],
        "after": ["1042 left us."],
    }


def test_a_conversation_without_a_flow_makes_no_test(shop: Shop, visitor: Visitor) -> None:
    refused = post(shop, f"/conversations/{visitor.id}/tests", {"name": "Nothing"})
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing_recorded")


def test_a_foreign_conversation_is_not_there(shop: Shop) -> None:
    assert post(shop, f"/conversations/{uuid4()}/tests", {"name": "x"}).status_code == 404


def let_judge(shop: Shop, look: dict[str, Any], then: dict[str, Any], begin: str) -> None:
    graph = policy(look, then)
    graph["nodes"][0] = {"id": "begin", "kind": begin}
    import_flow(shop.tenant, graph, publish=True)


def test_what_a_policy_rewrote_is_no_change_of_the_draft(shop: Shop, visitor: Visitor) -> None:
    words = {"kind": "keywords", "config": {"words": ["on its way"]}}
    let_judge(shop, words, {"kind": "rewrite", "config": {"text": "Soon."}}, "before_reply")
    chat(visitor, "1042")
    async_to_sync(unit_of_work(switch_off_policies))(shop)
    path = f"/conversations/shadow-run/{shop.flow.id}"
    same = post(shop, path, {"graph": GRAPH}).json()
    assert (same["played"], same["changed"]) == (1, 0)
    other = post(shop, path, {"graph": changed(good="{{ order }} left us.")}).json()
    assert other["groups"][0]["examples"][0]["before"] == ["Soon."]
    assert other["groups"][0]["examples"][0]["after"] == ["1042 left us."]


def test_what_a_policy_stopped_is_no_change_of_the_draft(shop: Shop, visitor: Visitor) -> None:
    let_judge(shop, {"kind": "profanity"}, STOPS, "on_message")
    chat(visitor, "bullshit", "1042")
    path = f"/conversations/shadow-run/{shop.flow.id}"
    assert post(shop, path, {"graph": GRAPH}).json()["changed"] == 0


def test_a_test_of_a_chat_in_which_a_policy_acted_runs_between_policies(
    shop: Shop, visitor: Visitor
) -> None:
    let_judge(shop, {"kind": "profanity"}, STOPS, "on_message")
    chat(visitor, "bullshit", "1042")
    kept = post(shop, f"/conversations/{visitor.id}/tests", {"name": "Rude"}).json()
    assert kept["with_policies"] is True
    stopped = kept["script"]["exchanges"][2]
    assert (stopped["outcome"], stopped["replies"]) == ("blocked", [{"text": "Be kind."}])
    run = f"/flows/{shop.flow.id}/tests/run"
    assert post(shop, run, {"graph": GRAPH}).json()["passed"] == 1
    async_to_sync(unit_of_work(switch_off_policies))(shop)
    (outcome,) = post(shop, run, {"graph": GRAPH}).json()["outcomes"]
    assert outcome["difference"]["got"] == "I cannot find bullshit."


def test_a_chat_that_no_policy_minded_makes_a_test_without_them(
    shop: Shop, visitor: Visitor
) -> None:
    let_judge(shop, {"kind": "profanity"}, STOPS, "on_message")
    chat(visitor, "1042")
    kept = post(shop, f"/conversations/{visitor.id}/tests", {"name": "Polite"}).json()
    assert kept["with_policies"] is False
