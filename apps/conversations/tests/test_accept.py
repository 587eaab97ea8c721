"""A message gets its number once, whatever the visitor's network does."""

import asyncio
from uuid import uuid4

import pytest

from apps.conversations.tests.conftest import Shop, Visitor, said
from apps.conversations.thread.accept import accept, accept_start_over
from apps.core.errors import Invalid, NotFound, RateLimited
from apps.platform.db.units import unit_of_work


async def test_it_numbers_messages_without_gaps(visitor: Visitor) -> None:
    assert [await visitor.says("one"), await visitor.says("two")] == [1, 2]


async def test_it_stores_a_message_once_that_is_sent_twice(visitor: Visitor) -> None:
    place, hello = (visitor.shop.tenant.id, visitor.id), said(text="hello")
    first = await accept(*place, hello)
    again = await accept(*place, hello)
    assert first == again == 1
    assert await visitor.thread() == [("visitor", "hello")]


async def test_it_stores_a_message_once_that_is_sent_eight_times_at_once(visitor: Visitor) -> None:
    place, hello = (visitor.shop.tenant.id, visitor.id), said(text="hello")
    accepted = await asyncio.gather(*(accept(*place, hello) for _ in range(8)))
    assert set(accepted) == {1}
    assert (await visitor.row()).last_seq == 1


async def test_it_numbers_messages_that_arrive_at_once(visitor: Visitor) -> None:
    seqs = await asyncio.gather(*(visitor.says(f"message {n}") for n in range(12)))
    assert sorted(seqs) == list(range(1, 13))


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 4001])
async def test_it_rejects_a_message_without_words_or_too_long(visitor: Visitor, text: str) -> None:
    with pytest.raises(Invalid):
        await visitor.says(text)
    assert await visitor.thread() == []


async def test_it_takes_out_what_the_database_cannot_hold(visitor: Visitor) -> None:
    await visitor.says("hel\x00lo")
    assert await visitor.thread() == [("visitor", "hello")]


async def test_it_rejects_a_button_that_was_never_offered(visitor: Visitor) -> None:
    with pytest.raises(Invalid) as refused:
        await visitor.picks("order")
    assert refused.value.code == "unknown_choice"


async def test_it_keeps_the_title_of_the_picked_button(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    assert (await visitor.thread())[-1] == ("visitor", "My order")


async def test_it_refuses_the_twenty_first_message_of_a_burst(visitor: Visitor) -> None:
    for number in range(20):
        await visitor.says(f"message {number}")
    with pytest.raises(RateLimited):
        await visitor.says("one too many")
    assert (await visitor.row()).last_seq == 20


async def test_it_answers_a_foreign_conversation_like_a_missing_one(
    shop: Shop, visitor: Visitor
) -> None:
    other = uuid4()
    with pytest.raises(NotFound) as missing:
        await accept(shop.tenant.id, other, said(text="hello"))
    with pytest.raises(NotFound) as foreign:
        await accept(uuid4(), visitor.id, said(text="hello"))
    assert missing.value.as_dict() == foreign.value.as_dict()


async def test_it_begins_a_new_run_under_a_divider_when_the_last_one_ended(
    visitor: Visitor,
) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    await visitor.says("1042")
    await visitor.bot()
    await visitor.says("hello again")
    await visitor.bot()
    assert (await visitor.thread())[-4:] == [
        ("bot", "Order 1042 is on its way."),
        ("system", "new_run"),
        ("visitor", "hello again"),
        ("bot", "What can I do?"),
    ]
    assert (await visitor.row()).run == 2


async def test_it_starts_over_in_the_same_thread(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    await unit_of_work(accept_start_over)(visitor.shop.tenant.id, visitor.id)
    await visitor.bot()
    assert (await visitor.thread())[-2:] == [("system", "start_over"), ("bot", "What can I do?")]


async def test_it_starts_over_once_however_often_it_is_asked(visitor: Visitor) -> None:
    await visitor.bot()
    place = (visitor.shop.tenant.id, visitor.id, uuid4())
    first, again = [await unit_of_work(accept_start_over)(*place) for _ in range(2)]
    await visitor.bot()
    assert first == again
    assert await visitor.thread() == [
        ("bot", "What can I do?"),
        ("system", "start_over"),
        ("bot", "What can I do?"),
    ]


async def test_it_keeps_what_was_said_before_and_after_a_start_over_apart(
    visitor: Visitor,
) -> None:
    await visitor.bot()
    place = (visitor.shop.tenant.id, visitor.id)
    await visitor.picks("order")
    await unit_of_work(accept_start_over)(*place)
    await accept(*place, said(choice="person"))
    await visitor.bot()
    assert [(turn.cause, turn.outcome) for turn in await visitor.turns()] == [
        ("opened", "waiting"),
        ("message", "waiting"),
        ("start_over", "waiting"),
        ("message", "handed_over"),
    ]
