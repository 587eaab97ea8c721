"""The invariants of provider channels find what is planted, and nothing where all went well."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from apps.channels.models import InboundEvent
from apps.conversations.models import Conversation, Delivery, Message
from apps.conversations.orchestrator.watch import watch
from apps.conversations.outbound.log.services import send_again
from apps.conversations.realtime.work_queue import redis_client
from apps.conversations.tests.provider_talk import Talk, let_all_be_due
from apps.conversations.tests.test_invariants import found
from apps.conversations.thread import handoff
from apps.conversations.thread.handoff import AgentAt
from apps.platform.db.scope import system_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import Event, Tenant

Plant = Callable[[Talk], object]


async def test_it_finds_nothing_in_all_that_is_allowed(talk: Talk) -> None:
    """A repeat, a receipt, poison, a refusal sent again, a message held back, a person's words."""
    talk.system.statuses = (200, 422, 200, 200, 503, 200)
    told = {"type": "message", "id": "m1", "from": {"id": "carl"}, "text": "Hello"}
    assert [await talk.posts(told) for _ in range(2)] == [200, 200]
    await talk.engine()
    sent = talk.system.posts[0]["id"]
    await talk.posts(
        {"type": "receipt", "from": {"id": "carl"}, "message_id": sent, "state": "read"}
    )
    await talk.posts({"type": "typing", "from": {"id": "carl"}})
    await talk.posts({"type": "dance", "from": {"id": "carl"}})
    await talk.says("My order")
    await talk.says("7")
    failed = next(row for row in await talk.rows(Delivery) if row.state == "failed")
    await unit_of_work(send_again)(talk.shop.tenant, failed.message_id, talk.shop.ben)
    await talk.engine()
    await talk.says("one more")
    [conversation] = await talk.rows(Conversation)
    ben = AgentAt(talk.shop.tenant.id, conversation.id, talk.shop.ben)
    await unit_of_work(handoff.take_over)(ben, conversation.owner_epoch)
    await unit_of_work(handoff.reply)(ben, uuid4(), "Ben here.")
    await unit_of_work(let_all_be_due)(talk)
    await talk.engine()
    states = {row.state for row in await talk.rows(Delivery)}
    assert states == {"sent", "read", "suppressed"}
    assert await unit_of_work(found)() == {}


def an_event_that_nobody_takes(talk: Talk) -> None:
    InboundEvent.objects.update(state="new", due_at=timezone.now() - timedelta(minutes=2))


def an_event_whose_message_is_lost(talk: Talk) -> None:
    Message.objects.filter(author="visitor").delete()


def an_event_that_is_set_aside_with_its_message(talk: Talk) -> None:
    InboundEvent.objects.update(state="quarantined")


def words_that_nobody_sends(talk: Talk) -> None:
    Delivery.objects.all().delete()


def words_of_a_visitor_that_go_back(talk: Talk) -> None:
    said = Message.objects.filter(author="visitor").first()
    assert said is not None
    _queue(talk, said)


def words_under_another_number(talk: Talk) -> None:
    Delivery.objects.update(seq=99)


def words_that_overtook(talk: Talk) -> None:
    _later(talk, state="sent", sent_at=timezone.now() - timedelta(hours=1))


def words_that_did_not_wait_for_those_before(talk: Talk) -> None:
    Delivery.objects.update(state="waiting", sent_at=None)
    _later(talk, state="sent", sent_at=timezone.now())


def words_of_the_bot_over_a_person(talk: Talk) -> None:
    [conversation] = Conversation.objects.all()
    Event.objects.create(
        tenant=talk.shop.tenant,
        verb="took over",
        object_kind="conversation",
        object_id=str(conversation.id),
        data={"last_seq": conversation.last_seq},
    )
    Delivery.objects.update(sent_at=timezone.now() + timedelta(minutes=1))


def a_failure_without_a_reason(talk: Talk) -> None:
    Delivery.objects.update(state="failed")


def a_failure_that_nobody_was_told_of(talk: Talk) -> None:
    Delivery.objects.update(state="suppressed", error="changed_hands")


def a_delivery_of_another_workspace(talk: Talk) -> None:
    Delivery.objects.update(tenant=Tenant.objects.get(slug="elsewhere"))


def an_event_of_another_workspace(talk: Talk) -> None:
    InboundEvent.objects.update(tenant=Tenant.objects.get(slug="elsewhere"))


def _queue(talk: Talk, message: Message, **fields: object) -> None:
    Delivery.objects.create(
        tenant=talk.shop.tenant,
        conversation_id=message.conversation_id,
        message=message,
        seq=message.seq,
        by_bot=False,
        owner_epoch=0,
        **fields,
    )


def _later(talk: Talk, **fields: object) -> None:
    [conversation] = Conversation.objects.all()
    message = Message.objects.create(
        tenant=talk.shop.tenant,
        conversation=conversation,
        seq=conversation.last_seq + 1,
        author="agent",
        content={"type": "text", "text": "later"},
    )
    Conversation.objects.update(last_seq=message.seq)
    _queue(talk, message, **fields)


PLANTED: dict[Plant, str] = {
    an_event_that_nobody_takes: "waiting events",
    an_event_whose_message_is_lost: "events",
    an_event_that_is_set_aside_with_its_message: "events",
    words_that_nobody_sends: "deliveries",
    words_of_a_visitor_that_go_back: "deliveries",
    words_under_another_number: "deliveries",
    words_that_overtook: "line",
    words_that_did_not_wait_for_those_before: "line",
    words_of_the_bot_over_a_person: "held back",
    a_failure_without_a_reason: "reasons",
    a_failure_that_nobody_was_told_of: "reasons",
    a_delivery_of_another_workspace: "workspaces",
    an_event_of_another_workspace: "workspaces",
}


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
async def test_it_finds_what_is_planted(talk: Talk, plant: Plant) -> None:
    await talk.says("Hello")
    assert await unit_of_work(found)() == {}
    await unit_of_work(_in_system_scope)(plant, talk)
    assert PLANTED[plant] in await unit_of_work(found)()


def _in_system_scope(plant: Plant, talk: Talk) -> None:
    with system_scope("test"):
        plant(talk)


async def test_the_metrics_tell_what_is_broken_and_what_is_set_aside(talk: Talk) -> None:
    await talk.says("Hello")
    await talk.posts({"type": "dance", "from": {"id": "carl"}})
    await talk.engine()
    await unit_of_work(_in_system_scope)(a_failure_without_a_reason, talk)
    text = await unit_of_work(_watched)()
    assert 'xin_broken_invariants{invariant="reasons"} 1.0' in text
    assert 'xin_broken_invariants{invariant="line"} 0.0' in text
    assert "xin_events_set_aside 1.0" in text


async def test_the_metrics_tell_how_long_a_message_has_waited(talk: Talk) -> None:
    talk.system.statuses = (503,)
    await talk.says("Hello")

    def age(talk: Talk) -> None:
        Delivery.objects.update(created_at=timezone.now() - timedelta(minutes=10))

    await unit_of_work(_in_system_scope)(age, talk)
    text = await unit_of_work(_watched)()
    [line] = [row for row in text.splitlines() if row.startswith("xin_oldest_delivery_seconds ")]
    assert float(line.split()[1]) >= 600


def _watched() -> str:
    redis_client().delete("xin:watch:asked")
    watch()
    return Client().get("/metrics").text


async def test_one_process_at_a_time_asks(talk: Talk) -> None:
    await unit_of_work(_watched)()
    redis_client().delete("xin:watch:answer")
    await unit_of_work(watch)()
    assert redis_client().get("xin:watch:answer") is None
