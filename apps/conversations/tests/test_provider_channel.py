"""A tenant's own system talks with the bot by signed webhooks, from the post to the answer."""

from typing import Any

from apps.channels.models import InboundEvent
from apps.channels.testing.their_system import DROP
from apps.conversations.models import Conversation, Delivery, Message
from apps.conversations.outbound.dispatch import send_next
from apps.conversations.tests.provider_talk import Talk, let_all_be_due, put_off
from apps.conversations.thread.handoff import AgentAt, reply, take_over
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work


async def test_a_conversation_goes_both_ways_signed(talk: Talk) -> None:
    await talk.says("Hello")
    await talk.says("My order")
    await talk.says("1042")
    assert talk.system.heard == [
        ("bot", "What can I do?\n1. My order\n2. A person"),
        ("bot", "Which number?"),
        ("bot", "Order 1042 is on its way."),
    ]
    assert {row.state for row in await talk.rows(Delivery)} == {"sent"}
    assert {event.state for event in await talk.rows(InboundEvent)} == {"done"}
    [conversation] = await talk.rows(Conversation)
    assert conversation.run == 1


async def test_an_event_that_comes_twice_is_answered_once(talk: Talk) -> None:
    told = {"type": "message", "id": "m1", "from": {"id": "carl"}, "text": "Hello"}
    assert [await talk.posts(told) for _ in range(3)] == [200, 200, 200]
    await talk.engine()
    assert len(talk.system.posts) == 1


async def test_an_old_event_makes_no_second_message_though_its_row_is_gone(talk: Talk) -> None:
    told = {"type": "message", "id": "m1", "from": {"id": "carl"}, "text": "Hello"}
    await talk.posts(told)
    await talk.engine()

    def prune() -> None:
        with tenant_scope(talk.shop.tenant):
            InboundEvent.objects.all().delete()

    await unit_of_work(prune)()
    await talk.posts(told)
    await talk.engine()
    said = [row for row in await talk.rows(Message) if row.author == "visitor"]
    assert len(said) == 1
    assert len(talk.system.posts) == 1


async def test_an_answer_that_got_lost_is_sent_again_under_the_same_id(talk: Talk) -> None:
    talk.system.statuses = (DROP, 200)
    await talk.says("Hello")
    [delivery] = await talk.rows(Delivery)
    assert (delivery.state, delivery.error) == ("waiting", "broken")
    await unit_of_work(let_all_be_due)(talk)
    await talk.engine()
    [delivery] = await talk.rows(Delivery)
    assert (delivery.state, delivery.attempts) == ("sent", 2)
    assert len({post["webhook-id"] for post in talk.system.posts}) == 1


async def test_a_refusal_for_good_is_told_and_the_next_message_goes_on(talk: Talk) -> None:
    talk.system.statuses = (422, 200)
    await talk.says("Hello")
    await talk.says("My order")
    states = [(row.state, row.error) for row in await talk.rows(Delivery)]
    assert states == [("failed", "http_422"), ("sent", "")]


async def test_the_first_that_waits_holds_up_the_others(talk: Talk) -> None:
    talk.system.statuses = (503, 200)
    await talk.says("Hello")
    await unit_of_work(put_off)(talk)
    await talk.says("My order")
    assert [row.state for row in await talk.rows(Delivery)] == ["waiting", "waiting"]
    assert len(talk.system.posts) == 1
    await unit_of_work(let_all_be_due)(talk)
    await talk.engine()
    assert [text.split("\n")[0] for _, text in talk.system.heard] == [
        "What can I do?",
        "What can I do?",
        "Which number?",
    ]


async def test_what_the_bot_said_stays_here_once_a_person_took_over(talk: Talk) -> None:
    talk.system.statuses = (503, 200)
    await talk.says("Hello")
    [conversation] = await talk.rows(Conversation)
    at = AgentAt(talk.shop.tenant.id, conversation.id, talk.shop.ben)
    await unit_of_work(take_over)(at, conversation.owner_epoch)
    await unit_of_work(reply)(at, conversation.id, "Ben here.")
    while await send_next(talk.shop.tenant.id, conversation.id):
        pass
    states = [(row.state, row.error) for row in await talk.rows(Delivery)]
    assert states == [("suppressed", "changed_hands"), ("sent", "")]
    assert talk.system.heard[-1] == ("agent", "Ben here.")


async def test_receipts_move_a_message_up_only(talk: Talk) -> None:
    await talk.says("Hello")
    sent = talk.system.posts[0]["id"]
    for state in ("read", "delivered", "read"):
        receipt = {"type": "receipt", "from": {"id": "carl"}, "message_id": sent, "state": state}
        assert await talk.posts(receipt) == 200
    await talk.engine()
    [delivery] = await talk.rows(Delivery)
    assert delivery.state == "read"
    assert delivery.read_at is not None


async def test_one_poison_in_a_batch_harms_nobody_else(talk: Talk) -> None:
    people = [f"person-{number}" for number in range(10)]
    events: list[Any] = [
        {"type": "message", "from": {"id": person}, "text": "Hello"} for person in people
    ]
    events[4] = {"type": "message", "from": {"id": "carl"}, "text": "nul \x00 inside"}
    events[7] = {"type": "dance", "from": {"id": "carl"}}
    assert await talk.posts({"events": events}) == 200
    await talk.engine()
    aside = [event for event in await talk.rows(InboundEvent) if event.state == "quarantined"]
    assert {event.error for event in aside} == {"unstorable_text", ": union_tag_invalid"}
    assert len(talk.system.posts) == 8


async def test_it_refuses_what_it_did_not_sign_and_keeps_what_it_cannot_read(talk: Talk) -> None:
    told = {"type": "message", "from": {"id": "carl"}, "text": "Hello"}
    right, talk.signing = talk.signing, ["whsec_bm90IHRoZSByaWdodCBrZXkgYXQgYWxs"]
    assert await talk.posts(told) == 401
    talk.signing = right
    assert await talk.posts(b"{no json") == 200
    [event] = await talk.rows(InboundEvent)
    assert (event.state, event.error, event.raw) == ("quarantined", "invalid_json", "{no json")
