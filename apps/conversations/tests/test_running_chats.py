"""What publishing would do to the chats that run now, and that it then does just this."""

from copy import deepcopy
from typing import Any
from uuid import uuid4

from django.test import AsyncClient

from apps.conversations.tests.conftest import GRAPH, Shop, Visitor
from apps.conversations.thread.handoff import AgentAt, finish
from apps.conversations.widget.visits import open_visit
from apps.flows.versions import services
from apps.flows.versions.queries import access_flow
from apps.platform.db.units import unit_of_work

ADDRESS = "/api/v1/workspaces/shop/conversations/running"


async def looking(shop: Shop) -> Visitor:
    visit = await open_visit(shop.widget_channel, None)
    visitor = Visitor(shop, visit)
    await visitor.bot()
    return visitor


async def waiting_at_menu(shop: Shop) -> Visitor:
    visitor = await looking(shop)
    await visitor.says("hm?")
    await visitor.bot()
    return visitor


async def waiting_for_a_number(shop: Shop) -> Visitor:
    visitor = await waiting_at_menu(shop)
    await visitor.picks("order")
    await visitor.bot()
    return visitor


async def draft(shop: Shop, **configs: Any) -> None:
    """Save a draft with other configs by node id."""
    graph = deepcopy(GRAPH)
    for node in graph["nodes"]:
        node["config"] |= configs.get(node["id"], {})
    flow = await unit_of_work(access_flow)(shop.tenant, shop.flow.id)
    await unit_of_work(services.save_draft)(flow, graph, flow.draft_revision)


async def told(shop: Shop, flow_id: Any = None) -> Any:
    client = AsyncClient(raise_request_exception=False)
    await client.aforce_login(shop.anna)
    return await client.get(ADDRESS, {"flow_id": str(flow_id or shop.flow.id)})


async def test_it_counts_who_moves_and_who_finishes_on_the_old_version(shop: Shop) -> None:
    at_menu, at_number = await waiting_at_menu(shop), await waiting_for_a_number(shop)
    await draft(shop, ask={"text": "Which order number?"})
    assert (await told(shop)).json() == {"total": 2, "move": 1, "finish_on_old": 1}
    await unit_of_work(services.publish)(await unit_of_work(access_flow)(shop.tenant, shop.flow.id))
    old = [(await visitor.row()).flow_version_id for visitor in (at_menu, at_number)]
    await at_menu.says("what?")
    await at_menu.bot()
    await at_number.says("7")
    await at_number.bot()
    new = [(await visitor.row()).flow_version_id for visitor in (at_menu, at_number)]
    assert [before == after for before, after in zip(old, new, strict=True)] == [False, True]


async def test_a_draft_like_the_live_version_moves_everybody(shop: Shop) -> None:
    await waiting_at_menu(shop)
    assert (await told(shop)).json() == {"total": 1, "move": 1, "finish_on_old": 0}


async def test_it_does_not_count_who_never_wrote_who_ended_and_who_is_done(shop: Shop) -> None:
    await looking(shop)
    ended = await waiting_for_a_number(shop)
    await ended.says("1042")
    await ended.bot()
    done = await waiting_at_menu(shop)
    await unit_of_work(finish)(AgentAt(shop.tenant.id, done.id, shop.anna), 0)
    assert (await told(shop)).json()["total"] == 0


async def test_a_draft_that_cannot_run_is_refused_with_the_block(shop: Shop) -> None:
    await waiting_at_menu(shop)
    await draft(shop, menu={"choices": []})
    refused = await told(shop)
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["menu"])


async def test_a_foreign_flow_is_not_found(shop: Shop) -> None:
    assert (await told(shop, uuid4())).status_code == 404
    client = AsyncClient(raise_request_exception=False)
    await client.aforce_login(shop.stranger)
    elsewhere = ADDRESS.replace("/shop/", "/elsewhere/")
    answer = await client.get(elsewhere, {"flow_id": str(shop.flow.id)})
    assert answer.status_code == 404
