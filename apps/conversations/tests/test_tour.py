"""A long flow of every kind of block, from publishing to its last words."""

import pytest

from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.thread import accept
from apps.flows.testing.tour import GOODBYE, tour, tour_answers, tour_kinds
from apps.flows.versions.services import publish, save_draft
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

ROUNDS = 2


def open_tour(shop: Shop) -> Visitor:
    with tenant_scope(shop.tenant):
        shop.flow.refresh_from_db()
    publish(save_draft(shop.flow, tour(ROUNDS).as_json(), shop.flow.draft_revision))
    return Visitor.arrives(shop)


async def test_a_visitor_comes_through_every_kind_of_block(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accept, "BURST_MESSAGES", 1_000)
    visitor = await unit_of_work(open_tour)(shop)
    await visitor.bot()
    for words in tour_answers(ROUNDS):
        await visitor.says(words)
        await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", GOODBYE)
    outcomes = [turn.outcome for turn in await visitor.turns()]
    assert outcomes == ["waiting"] * (len(outcomes) - 1) + ["ended"]


def test_the_tour_is_long_and_leaves_no_group_out() -> None:
    groups = {kind.group for kind in tour_kinds()}
    assert groups == {"Messages", "Questions", "Logic", "AI", "Actions"}
    assert len(tour(ROUNDS).nodes) >= 60
