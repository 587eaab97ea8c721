"""A turn is committed whole, by the one who may, or not at all."""

import json
import zlib
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from apps.conversations.models import Conversation
from apps.conversations.orchestrator.answer import TurnAnswer, run_turn
from apps.conversations.orchestrator.claim import Claim, claim_conversation
from apps.conversations.orchestrator.commit import commit
from apps.conversations.orchestrator.lanes import Lanes
from apps.conversations.orchestrator.lease import renew
from apps.conversations.orchestrator.ports import ports_of
from apps.conversations.orchestrator.sweeper import stale_work
from apps.conversations.orchestrator.turns import programs_of, take_turn
from apps.conversations.tests.conftest import GRAPH, Shop, Visitor
from apps.conversations.thread.handoff import AgentAt, take_over
from apps.flows.versions.services import publish, save_draft
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work


async def claimed(visitor: Visitor) -> Claim:
    found = await claim_conversation(visitor.shop.tenant.id, visitor.id)
    assert found is not None
    return found


async def answered(held: Claim) -> TurnAnswer:
    return await run_turn(held, await programs_of(held), ports_of(held))


async def test_it_greets_asks_checks_and_answers(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    await visitor.says("1042")
    await visitor.bot()
    assert await visitor.thread() == [
        ("bot", "What can I do?"),
        ("visitor", "My order"),
        ("bot", "Which number?"),
        ("visitor", "1042"),
        ("bot", "Order 1042 is on its way."),
    ]


async def test_it_takes_all_waiting_messages_as_one_turn(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    await visitor.says("10")
    await visitor.says("42")
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "I cannot find 10\n42.")
    last = (await visitor.turns())[-1]
    assert (last.from_seq, last.to_seq) == (2, 5)


async def test_it_claims_a_conversation_once(visitor: Visitor) -> None:
    await claimed(visitor)
    assert await claim_conversation(visitor.shop.tenant.id, visitor.id) is None


async def test_it_claims_nothing_where_nothing_waits(visitor: Visitor) -> None:
    await visitor.bot()
    assert await take_turn(visitor.shop.tenant.id, visitor.id) is False
    assert len(await visitor.turns()) == 1


async def test_it_refuses_the_commit_of_one_who_lost_the_lease(visitor: Visitor) -> None:
    frozen = await claimed(visitor)
    late = await answered(frozen)
    await unit_of_work(_expire_lease)(visitor)
    await visitor.bot()
    assert (await commit(frozen, late)).stands is False
    assert await visitor.thread() == [("bot", "What can I do?")]
    assert [turn.outcome for turn in await visitor.turns()] == ["waiting", "interrupted"]


async def test_it_cannot_renew_a_lost_lease(visitor: Visitor) -> None:
    frozen = await claimed(visitor)
    assert await unit_of_work(renew)(frozen) is True
    await unit_of_work(_expire_lease)(visitor)
    await claimed(visitor)
    assert await unit_of_work(renew)(frozen) is False


async def test_it_refuses_a_turn_during_which_a_person_took_over(
    shop: Shop, visitor: Visitor
) -> None:
    await visitor.bot()
    await visitor.picks("order")
    held = await claimed(visitor)
    late = await answered(held)
    at = AgentAt(shop.tenant.id, visitor.id, shop.ben)
    await unit_of_work(take_over)(at, owner_epoch=held.owner_epoch)
    committed = await commit(held, late)
    assert (committed.stands, committed.more) == (False, True)
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("visitor", "My order")
    row = await visitor.row()
    assert (row.handled_by, row.handled_seq, row.work_since) == ("agent", 2, None)
    assert row.position
    assert row.position["node"] == "menu"


async def test_it_keeps_a_trace_that_explains_the_turn(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    turn = (await visitor.turns())[-1]
    trace = json.loads(zlib.decompress(turn.trace or b""))
    assert [step["node"] for step in trace["steps"]] == ["menu", "ask"]
    assert all(step["sentence"] for step in trace["steps"])


async def test_it_sweeps_only_work_that_nobody_holds(visitor: Visitor) -> None:
    place = (visitor.shop.tenant.id, visitor.id)
    assert await unit_of_work(stale_work)() == []
    await unit_of_work(_age_work)(visitor)
    assert await unit_of_work(stale_work)() == [place]
    await claimed(visitor)
    assert await unit_of_work(stale_work)() == []
    await unit_of_work(_expire_lease)(visitor)
    assert await unit_of_work(stale_work)() == [place]


async def test_it_answers_every_woken_conversation_once(visitor: Visitor) -> None:
    lanes = Lanes(take_turn)
    for _ in range(5):
        lanes.wake(visitor.shop.tenant.id, visitor.id)
    await lanes.drain(10)
    assert await visitor.thread() == [("bot", "What can I do?")]


async def test_it_moves_a_waiting_chat_to_the_new_version_when_its_place_is_unchanged(
    shop: Shop, visitor: Visitor
) -> None:
    await visitor.bot()
    await unit_of_work(_publish)(shop, ask="Your number, please?")
    await visitor.picks("order")
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "Your number, please?")


async def test_it_finishes_on_the_old_version_where_its_place_has_changed(
    shop: Shop, visitor: Visitor
) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    await unit_of_work(_publish)(shop, ask="Your number, please?", good="New words")
    await visitor.says("1042")
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "Order 1042 is on its way.")


async def test_it_calls_a_person_where_no_flow_is_published(shop: Shop, visitor: Visitor) -> None:
    await unit_of_work(_without_flow)(shop)
    await visitor.bot()
    await visitor.says("hello")
    await visitor.bot()
    assert (await visitor.row()).handled_by == "waiting"
    assert (await visitor.thread())[-1][0] == "bot"


async def test_it_calls_a_person_when_turns_break_again_and_again(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await visitor.bot()
    await visitor.says("hello")

    async def broken(*_: object) -> None:
        raise RuntimeError("a bug of ours")

    with monkeypatch.context() as patched:
        patched.setattr("apps.conversations.orchestrator.turns.run_turn", broken)
        for _ in range(3):
            with pytest.raises(RuntimeError):
                await visitor.bot()
            assert await take_turn(visitor.shop.tenant.id, visitor.id) is False
            await unit_of_work(_expire_lease)(visitor)
    await visitor.bot()
    assert (await visitor.row()).handled_by == "waiting"
    assert (await visitor.row()).crashes == 0
    assert (await visitor.thread())[-1][0] == "bot"


async def test_it_commits_one_answer_when_a_claim_got_lost(visitor: Visitor) -> None:
    """Postgres may forget a claim when it crashes, and give its number out a second time."""
    first = await claimed(visitor)
    await unit_of_work(_forget_claim)(visitor)
    second = await claimed(visitor)
    assert first.lease_epoch == second.lease_epoch
    answers = [await answered(first), await answered(second)]
    assert (await commit(first, answers[0])).stands is True
    assert (await commit(second, answers[1])).stands is False
    assert await visitor.thread() == [("bot", "What can I do?")]


def _publish(shop: Shop, ask: str, good: str | None = None) -> None:
    graph = json.loads(json.dumps(GRAPH))
    graph["nodes"][2]["config"]["text"] = ask
    if good:
        graph["nodes"][4]["config"]["message"] = good
    with tenant_scope(shop.tenant):
        shop.flow.refresh_from_db()
        save_draft(shop.flow, graph, shop.flow.draft_revision)
        publish(shop.flow, shop.anna, note="other words")


def _without_flow(shop: Shop) -> None:
    with tenant_scope(shop.tenant):
        shop.channel.default_flow = None
        shop.channel.save(update_fields=["default_flow"])


def _expire_lease(visitor: Visitor) -> None:
    _update(visitor, lease_until=timezone.now() - timedelta(seconds=1))


def _forget_claim(visitor: Visitor) -> None:
    _update(visitor, lease_until=None, lease_epoch=F("lease_epoch") - 1)


def _age_work(visitor: Visitor) -> None:
    _update(visitor, work_since=timezone.now() - timedelta(minutes=1))


def _update(visitor: Visitor, **changes: object) -> None:
    with tenant_scope(visitor.shop.tenant):
        Conversation.objects.filter(id=visitor.id).update(**changes)
