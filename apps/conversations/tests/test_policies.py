"""Policies in real conversations: what is kept, what is said, who speaks next."""

import json
import zlib
from typing import Any

import pytest

from apps.conversations.console.steps import list_steps
from apps.conversations.tests.conftest import Shop, Visitor
from apps.flows.language_model.settings import note_use
from apps.flows.models import Flow
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

CARD = "4111 1111 1111 1111"


def policy(look: dict[str, Any], then: dict[str, Any]) -> dict[str, Any]:
    """Draw a policy that looks at messages and does something about what it finds."""
    return {
        "schema": 1,
        "name": "Rule",
        "nodes": [
            {"id": "begin", "kind": "on_message"},
            {"id": "look", **look},
            {"id": "then", **then},
        ],
        "edges": [
            {"source": "begin", "exit": "next", "target": "look"},
            {"source": "look", "exit": "found", "target": "then"},
        ],
    }


HIDE = policy({"kind": "personal_data", "config": {"kinds": ["card"]}}, {"kind": "redact"})
STOP = policy({"kind": "profanity"}, {"kind": "block", "config": {"text": "Be kind."}})
FLOOD = policy(
    {"kind": "rate", "config": {"at_most": 2, "minutes": 5}},
    {"kind": "block", "config": {"text": "Give me a minute."}},
)
CALL = policy(
    {"kind": "keywords", "config": {"words": ["lawyer"]}},
    {"kind": "escalate", "config": {"text": "I get somebody for you."}},
)


async def publish(shop: Shop, graph: dict[str, Any]) -> Flow:
    def published() -> Flow:
        flow, _ = import_flow(shop.tenant, graph, publish=True)
        return flow

    return await unit_of_work(published)()


async def at_number(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()


async def test_a_card_number_is_kept_nowhere(shop: Shop, visitor: Visitor) -> None:
    await publish(shop, HIDE)
    await at_number(visitor)
    await visitor.says(CARD)
    await visitor.bot()
    assert (await visitor.thread())[-2:] == [
        ("visitor", "[card number]"),
        ("bot", "I cannot find [card number]."),
    ]
    trace = json.loads(zlib.decompress((await visitor.turns())[-1].trace or b""))
    assert "4111" not in json.dumps(trace)
    assert "4111" not in json.dumps((await visitor.row()).variables)


async def test_the_steps_name_the_policy_and_the_hidden_message(
    shop: Shop, visitor: Visitor
) -> None:
    await publish(shop, HIDE)
    await at_number(visitor)
    await visitor.says(CARD)
    await visitor.bot()
    turn = (await unit_of_work(list_steps)(shop.tenant.id, visitor.id))[-1]
    told = [(step.node, step.policy) for step in turn.steps]
    assert told[:2] == [("look", "Rule"), ("then", "Rule")]
    assert told[2][1] is None
    (hidden,) = turn.hidden
    assert (hidden.text, hidden.labels) == ("[card number]", ["card number"])
    assert turn.from_seq < hidden.seq <= turn.to_seq


async def test_what_policies_left_alone_is_not_hidden(shop: Shop, visitor: Visitor) -> None:
    await publish(shop, HIDE)
    await at_number(visitor)
    await visitor.says("[card number]")
    await visitor.bot()
    turn = (await unit_of_work(list_steps)(shop.tenant.id, visitor.id))[-1]
    assert turn.hidden == []
    assert {step.policy for step in turn.steps} == {None}


async def test_a_stopped_message_leaves_the_chat_where_it_was(shop: Shop, visitor: Visitor) -> None:
    await publish(shop, STOP)
    await at_number(visitor)
    await visitor.says("bullshit")
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "Be kind.")
    assert (await visitor.turns())[-1].outcome == "blocked"
    await visitor.says("1042")
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "Order 1042 is on its way.")


async def test_an_escalated_chat_waits_for_a_person(shop: Shop, visitor: Visitor) -> None:
    await publish(shop, CALL)
    await at_number(visitor)
    await visitor.says("I call my lawyer")
    await visitor.bot()
    row = await visitor.row()
    assert (row.handled_by, (row.position or {}).get("node")) == ("waiting", "ask")
    assert (await visitor.thread())[-1] == ("bot", "I get somebody for you.")


async def test_a_policy_that_is_switched_off_judges_nothing(shop: Shop, visitor: Visitor) -> None:
    rule = await publish(shop, STOP)

    def switch_off() -> None:
        with tenant_scope(shop.tenant):
            Flow.objects.filter(id=rule.id).update(enabled=False)

    await unit_of_work(switch_off)()
    await at_number(visitor)
    await visitor.says("bullshit")
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "I cannot find bullshit.")


async def test_who_writes_too_often_is_asked_to_wait(shop: Shop, visitor: Visitor) -> None:
    await publish(shop, FLOOD)
    await at_number(visitor)
    for number in ("1001", "1002"):
        await visitor.says(number)
        await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "Give me a minute.")
    assert ("bot", "I cannot find 1001.") in await visitor.thread()
    other = await unit_of_work(Visitor.arrives)(shop)
    await at_number(other)
    assert ("bot", "Give me a minute.") not in await other.thread()


async def test_what_a_check_was_told_is_kept_in_the_trace(shop: Shop, visitor: Visitor) -> None:
    await publish(shop, FLOOD)
    await at_number(visitor)
    trace = json.loads(zlib.decompress((await visitor.turns())[-1].trace or b""))
    assert trace["ports"][0] == {"port": "usage.messages", "asked": {"minutes": 5}, "answer": 1}


@pytest.mark.parametrize(("spender", "stopped"), [("conversation", [0]), ("workspace", [0, 1])])
async def test_the_model_costs_no_more_than_it_may(
    shop: Shop, visitor: Visitor, spender: str, stopped: list[int]
) -> None:
    budget = {"kind": "cost", "config": {"by": spender, "at_most": 100}}
    await publish(shop, policy(budget, {"kind": "block", "config": {"text": "Enough for today."}}))
    await unit_of_work(note_use)(shop.tenant.id, visitor.id, 60, 41)
    other = await unit_of_work(Visitor.arrives)(shop)
    for who in (visitor, other):
        await at_number(who)
    threads = [await visitor.thread(), await other.thread()]
    stops = [i for i, thread in enumerate(threads) if thread[-1] == ("bot", "Enough for today.")]
    assert stops == stopped
