"""One owner per conversation, enforced by the database."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.thread import handoff
from apps.conversations.thread.handoff import AgentAt
from apps.core.errors import Conflict, Invalid, NotFound
from apps.platform.db.units import unit_of_work

take_over = unit_of_work(handoff.take_over)
reply = unit_of_work(handoff.reply)
return_to_bot = unit_of_work(handoff.return_to_bot)


@pytest.fixture
def anna(shop: Shop, visitor: Visitor) -> AgentAt:
    return AgentAt(shop.tenant.id, visitor.id, shop.anna)


@pytest.fixture
def ben(shop: Shop, visitor: Visitor) -> AgentAt:
    return AgentAt(shop.tenant.id, visitor.id, shop.ben)


async def test_it_lets_a_person_speak_instead_of_the_bot(visitor: Visitor, ben: AgentAt) -> None:
    await visitor.bot()
    await take_over(ben, 0)
    await reply(ben, uuid4(), "Ben here.")
    await visitor.says("hello Ben")
    await visitor.bot()
    assert await visitor.thread() == [
        ("bot", "What can I do?"),
        ("agent", "Ben here."),
        ("visitor", "hello Ben"),
    ]
    assert (await visitor.turns())[-1].outcome == "muted"


async def test_it_tells_the_slower_of_two_people_who_was_faster(
    anna: AgentAt, ben: AgentAt
) -> None:
    outcomes = await asyncio.gather(take_over(anna, 0), take_over(ben, 0), return_exceptions=True)
    (lost,) = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    current: Any = lost.current
    assert current["handled_by"] == "agent"
    assert current["agent"] in ("Anna", "Ben")


async def test_it_lets_only_the_holder_reply(anna: AgentAt, ben: AgentAt) -> None:
    with pytest.raises(Conflict):
        await reply(ben, uuid4(), "Too early.")
    await take_over(ben, 0)
    with pytest.raises(Conflict):
        await reply(anna, uuid4(), "Not mine.")


async def test_it_stores_a_reply_once_that_is_sent_twice(visitor: Visitor, ben: AgentAt) -> None:
    await take_over(ben, 0)
    client_msg_id = uuid4()
    first = await reply(ben, client_msg_id, "Ben here.")
    again = await reply(ben, client_msg_id, "Ben here.")
    assert first.id == again.id
    assert await visitor.thread() == [("agent", "Ben here.")]


async def test_it_refuses_an_empty_reply(ben: AgentAt) -> None:
    await take_over(ben, 0)
    with pytest.raises(Invalid):
        await reply(ben, uuid4(), "  ")


async def test_it_hands_over_from_the_flow_and_goes_on_after_the_return(
    visitor: Visitor, ben: AgentAt
) -> None:
    await visitor.bot()
    await visitor.picks("person")
    await visitor.bot()
    waiting = await visitor.row()
    assert (waiting.handled_by, waiting.owner_epoch) == ("waiting", 1)
    assert waiting.waiting_since is not None
    await take_over(ben, waiting.owner_epoch)
    await visitor.says("thank you, Ben")
    await return_to_bot(ben, "ask_again")
    await visitor.bot()
    assert (await visitor.thread())[-2:] == [
        ("visitor", "thank you, Ben"),
        ("bot", "Which number?"),
    ]


async def test_it_asks_the_last_question_again(visitor: Visitor, ben: AgentAt) -> None:
    await visitor.bot()
    await take_over(ben, 0)
    await return_to_bot(ben, "ask_again")
    await visitor.bot()
    assert await visitor.thread() == [("bot", "What can I do?"), ("bot", "What can I do?")]


async def test_it_starts_over_after_the_return(visitor: Visitor, ben: AgentAt) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    await take_over(ben, 0)
    await return_to_bot(ben, "start_over")
    await visitor.bot()
    assert (await visitor.thread())[-2:] == [("system", "start_over"), ("bot", "What can I do?")]


async def test_it_waits_silently_after_the_return(visitor: Visitor, ben: AgentAt) -> None:
    await visitor.bot()
    await take_over(ben, 0)
    await visitor.says("told to Ben")
    await return_to_bot(ben, "wait")
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("visitor", "told to Ben")
    await visitor.picks("order")
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "Which number?")


async def test_it_asks_nothing_again_when_a_second_person_wants_silence(
    visitor: Visitor, ben: AgentAt
) -> None:
    await visitor.bot()
    await take_over(ben, 0)
    await return_to_bot(ben, "ask_again")
    await take_over(ben, 2)  # before the bot came to ask
    await return_to_bot(ben, "wait")
    await visitor.picks("order")
    await visitor.bot()
    assert await visitor.thread() == [
        ("bot", "What can I do?"),
        ("visitor", "My order"),
        ("bot", "Which number?"),
    ]


async def test_it_puts_a_conversation_back_into_the_waiting_room(
    visitor: Visitor, ben: AgentAt
) -> None:
    taken = await take_over(ben, 0)
    await unit_of_work(handoff.put_back)(ben, taken.owner_epoch)
    row = await visitor.row()
    assert (row.handled_by, row.agent_id, row.owner_epoch) == ("waiting", None, 2)


async def test_it_opens_a_done_conversation_with_a_new_run(visitor: Visitor, ben: AgentAt) -> None:
    await visitor.bot()
    taken = await take_over(ben, 0)
    await unit_of_work(handoff.finish)(ben, taken.owner_epoch)
    assert (await visitor.row()).status == "done"
    await visitor.says("one more thing")
    await visitor.bot()
    assert (await visitor.row()).status == "open"
    assert (await visitor.thread())[-3:] == [
        ("system", "new_run"),
        ("visitor", "one more thing"),
        ("bot", "What can I do?"),
    ]


async def test_it_is_not_done_with_words_that_nobody_has_seen(
    visitor: Visitor, ben: AgentAt
) -> None:
    await visitor.bot()
    taken = await take_over(ben, 0)
    seen = await visitor.says("thank you")
    missed = await visitor.says("one more thing")
    with pytest.raises(Conflict) as refused:
        await unit_of_work(handoff.finish)(ben, taken.owner_epoch, seen)
    assert refused.value.code == "newer_message"
    row = await visitor.row()
    assert (row.status, row.handled_by, row.owner_epoch) == ("open", "agent", taken.owner_epoch)
    await unit_of_work(handoff.finish)(ben, taken.owner_epoch, missed)
    assert (await visitor.row()).status == "done"


async def test_it_answers_a_foreign_conversation_like_a_missing_one(
    shop: Shop, visitor: Visitor
) -> None:
    errors = []
    for at in (
        AgentAt(shop.tenant.id, uuid4(), shop.ben),
        AgentAt(uuid4(), visitor.id, shop.stranger),
    ):
        with pytest.raises(NotFound) as refused:
            await take_over(at, 0)
        errors.append(refused.value.as_dict())
    assert errors[0] == errors[1]
