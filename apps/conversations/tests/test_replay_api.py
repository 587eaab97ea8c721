"""Conversations that happened, played again."""

from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from apps.conversations.tests.conftest import GRAPH, Shop, Visitor


@pytest.fixture
def talked(shop: Shop, visitor: Visitor) -> Visitor:
    async def talk() -> None:
        await visitor.bot()
        await visitor.picks("order")
        await visitor.bot()
        await visitor.says("1042")
        await visitor.bot()

    async_to_sync(talk)()
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


def test_the_shadow_run_groups_what_would_change(shop: Shop, talked: Visitor) -> None:
    path = f"/conversations/shadow-run/{shop.flow.id}"
    same = post(shop, path, {"graph": GRAPH}).json()
    assert same == {"played": 1, "changed": 0, "groups": []}
    other = post(shop, path, {"graph": changed(good="{{ order }} left us.")}).json()
    assert (other["played"], other["changed"]) == (1, 1)
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
