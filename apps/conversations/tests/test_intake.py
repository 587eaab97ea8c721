"""What a provider told becomes a message in a thread: of the right person, in order, once."""

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, OperationalError
from django.db.models.functions import Now

from apps.channels.adapters import webhook
from apps.channels.models import InboundEvent
from apps.channels.webhooks.inbox import replay_event
from apps.conversations.inbound.events import take_in_next
from apps.conversations.inbound.intake import ClaimedEvent, claim_events, waiting_channels
from apps.conversations.models import Contact, ContactAddress, Conversation, Message
from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.provider_talk import Talk, let_be_due, take
from apps.conversations.thread.accept import BURST_MESSAGES, accept_within
from apps.core.errors import NotFound
from apps.platform.db.scope import system_scope, tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import Tenant

AT_ONCE = 8
BEGIN = datetime(2026, 11, 22, 12, tzinfo=UTC)


def said(text: str, person: str = "carl", **more: Any) -> dict[str, Any]:
    return {"type": "message", "from": {"id": person}, "text": text} | more


def words_of(events: list[ClaimedEvent]) -> list[str]:
    return [event.raw["text"] for event in events]


def at(second: int) -> dict[str, str]:
    return {"sent_at": (BEGIN + timedelta(seconds=second)).isoformat()}


async def event_of(talk: Talk) -> InboundEvent:
    [event] = await talk.rows(InboundEvent)
    assert isinstance(event, InboundEvent)
    return event


async def thread(talk: Talk) -> list[str]:
    rows = await talk.rows(Message)
    visitors = [row for row in rows if row.author == "visitor"]
    return [row.content["text"] for row in sorted(visitors, key=lambda row: row.seq)]


async def test_a_stranger_gets_a_contact_an_address_and_a_thread(talk: Talk) -> None:
    person = {"id": "carl", "name": "Carl", "email": "carl@home.example", "language": "de"}
    await talk.says("Hello", **{"from": person})
    [contact] = await talk.rows(Contact)
    assert (contact.name, contact.email, contact.language) == ("Carl", "carl@home.example", "de")
    [address] = await talk.rows(ContactAddress)
    assert (address.address, address.contact_id) == ("carl", contact.id)
    [message] = [row for row in await talk.rows(Message) if row.author == "visitor"]
    assert message.inbound_id == (await event_of(talk)).id


async def test_it_learns_what_it_did_not_know_and_keeps_what_people_wrote(talk: Talk) -> None:
    await talk.says("Hello", **{"from": {"id": "carl", "name": "Carl"}})
    await talk.says("Again", **{"from": {"id": "carl", "name": "Karl", "phone": "+49 1"}})
    [contact] = await talk.rows(Contact)
    assert (contact.name, contact.phone) == ("Carl", "+49 1")
    assert len(await talk.rows(Conversation)) == 1


async def test_two_people_at_once_have_a_thread_each(talk: Talk) -> None:
    await talk.posts({"events": [said("I am Carl"), said("I am Dora", "dora")]})
    await talk.engine()
    assert len(await talk.rows(Conversation)) == 2
    assert {post["to"]["id"] for post in talk.system.posts} == {"carl", "dora"}


async def test_one_who_only_types_or_starts_over_begins_no_thread(talk: Talk) -> None:
    for kind in ("typing", "start_over"):
        await talk.posts({"type": kind, "from": {"id": "carl"}})
    await talk.engine()
    assert {event.state for event in await talk.rows(InboundEvent)} == {"done"}
    assert await talk.rows(Contact) == []


async def test_start_over_begins_a_new_run_once(talk: Talk) -> None:
    await talk.says("Hello")
    told = {"type": "start_over", "id": "again", "from": {"id": "carl"}}
    assert [await talk.posts(told) for _ in range(2)] == [200, 200]
    await talk.engine()
    [conversation] = await talk.rows(Conversation)
    assert conversation.run == 2


async def test_what_waits_is_taken_in_by_the_providers_time(talk: Talk) -> None:
    for second in (3, 1, 2):
        await talk.posts(said(f"word {second}", **at(second)))
    await talk.engine()
    assert await thread(talk) == ["word 1", "word 2", "word 3"]
    assert not any(event.is_late for event in await talk.rows(InboundEvent))


async def test_one_that_comes_too_late_stands_at_the_end_and_is_marked(talk: Talk) -> None:
    await talk.says("second", **at(2))
    await talk.says("first", **at(1))
    assert await thread(talk) == ["second", "first"]
    late = {event.raw["text"]: event.is_late for event in await talk.rows(InboundEvent)}
    assert late == {"first": True, "second": False}


async def test_an_older_one_waits_while_a_younger_one_is_taken_in(talk: Talk) -> None:
    await talk.posts(said("second", **at(2)))
    assert len(await take(talk)) == 1
    await talk.posts(said("first", **at(1)))
    await talk.posts(said("other", "dora"))
    assert words_of(await take(talk)) == ["other"]
    assert await take(talk) == []


async def test_it_takes_the_first_of_eight_senders_at_once(talk: Talk) -> None:
    people = [f"person-{number}" for number in range(AT_ONCE + 1)]
    words = [said(f"{person} {turn}", person) for turn in range(2) for person in people]
    await talk.posts({"events": words})
    first, second = await take(talk), await take(talk)
    taken = words_of(first + second)
    assert len(first) == AT_ONCE
    assert sorted(taken) == [f"{person} 0" for person in people]
    assert await take(talk) == []


async def test_one_that_was_tried_before_is_taken_alone(talk: Talk) -> None:
    await talk.posts({"events": [said("Hello"), said("Hi", "dora")]})
    assert len(await take(talk)) == 2  # and their process dies
    await let_be_due(talk)
    await talk.posts(said("fresh", "eve"))
    alone = [await take(talk) for _ in range(3)]
    assert sorted(word for events in alone[:2] for word in words_of(events)) == ["Hello", "Hi"]
    assert [words_of(events) for events in alone[2:]] == [["fresh"]]


async def test_eight_senders_are_taken_in_side_by_side(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_at_once = threading.Barrier(AT_ONCE)

    def together(*place: Any, **more: Any) -> int:
        all_at_once.wait(10)
        return accept_within(*place, **more)

    monkeypatch.setattr("apps.conversations.inbound.intake.accept_within", together)
    people = [f"person-{number}" for number in range(AT_ONCE)]
    await talk.posts({"events": [said(person, person) for person in people]})
    assert await take_in_next(talk.shop.tenant.id, talk.channel.id)
    assert sorted(await thread(talk)) == people


async def test_a_process_that_dies_costs_an_attempt_and_the_third_is_the_last(talk: Talk) -> None:
    await talk.posts(said("Hello"))
    for attempt in (1, 2, 3):
        assert [event.attempts for event in await take(talk)] == [attempt]  # its process dies
        assert await take(talk) == []
        await let_be_due(talk)
    await talk.engine()
    event = await event_of(talk)
    assert (event.state, event.error) == ("quarantined", "crashed")
    assert await talk.rows(Message) == []


async def test_a_defect_of_an_adapter_is_counted_and_harms_no_neighbour(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = webhook.adapter.read

    def broken(raw: Any) -> Any:
        return 1 // 0 if raw["text"] == "poison" else read(raw)

    monkeypatch.setattr(webhook.adapter, "read", broken)
    await talk.posts({"events": [said("poison", "eve"), said("Hello")]})
    for _ in range(4):
        await talk.engine()
        await let_be_due(talk)
    states = {event.sender: (event.state, event.error) for event in await talk.rows(InboundEvent)}
    assert states == {"eve": ("quarantined", "crashed"), "carl": ("done", "")}
    assert len(talk.system.posts) == 1


async def test_trouble_with_the_database_is_not_counted(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(tenant_id: UUID, conversation_id: UUID, told: Any, **more: Any) -> int:
        if told.text == "Hello":
            raise OperationalError
        return accept_within(tenant_id, conversation_id, told, **more)

    await talk.posts({"events": [said("Hello"), said("Hi", "dora")]})
    with monkeypatch.context() as patched:
        patched.setattr("apps.conversations.inbound.intake.accept_within", away)
        with pytest.raises(DatabaseError):
            await take_in_next(talk.shop.tenant.id, talk.channel.id)
    events = {event.sender: event for event in await talk.rows(InboundEvent)}
    assert (events["carl"].state, events["carl"].attempts) == ("new", 0)
    assert events["dora"].state == "done"  # it finished first
    await let_be_due(talk)
    await talk.engine()
    assert sorted(await thread(talk)) == ["Hello", "Hi"]


async def test_a_flood_waits_uncounted_and_nothing_of_it_is_lost(talk: Talk) -> None:
    words = [f"word {number}" for number in range(BURST_MESSAGES + 2)]
    await talk.posts({"events": [said(word) for word in words]})
    await talk.engine()
    waiting = [event for event in await talk.rows(InboundEvent) if event.state == "new"]
    assert [event.attempts for event in waiting] == [0, 0]
    await unit_of_work(_end_burst)(talk)
    await talk.engine()
    assert await thread(talk) == words


def _end_burst(talk: Talk) -> None:
    with tenant_scope(talk.shop.tenant):
        Conversation.objects.update(burst_since=BEGIN)
        InboundEvent.objects.update(due_at=Now())


async def test_a_button_that_nobody_offered_is_set_aside(talk: Talk) -> None:
    await talk.says("Hello")
    await talk.posts({"type": "message", "from": {"id": "carl"}, "choice": "no-such"})
    await talk.engine()
    aside = [event for event in await talk.rows(InboundEvent) if event.state == "quarantined"]
    assert [event.error for event in aside] == ["unknown_choice"]


async def test_what_was_set_aside_is_taken_in_when_it_is_replayed(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(webhook.adapter, "read", lambda raw: 1 // 0)
        await talk.posts(said("Hello"))
        for _ in range(4):
            await talk.engine()
            await let_be_due(talk)
    event = await event_of(talk)
    assert event.state == "quarantined"
    await unit_of_work(replay_event)(talk.shop.tenant, event.id, talk.shop.anna)
    await talk.engine()
    assert await thread(talk) == ["Hello"]


async def test_two_engines_take_every_event_once(talk: Talk) -> None:
    people = [f"person-{number}" for number in range(8)]
    words = [said(f"{person} {turn}", person) for turn in range(3) for person in people]
    await talk.posts({"events": words})
    place = (talk.shop.tenant.id, talk.channel.id)

    async def engine() -> None:
        while await unit_of_work(waiting_channels)():
            await take_in_next(*place)

    await asyncio.gather(*(engine() for _ in range(4)))
    taken = await thread(talk)
    assert len(taken) == len(set(taken)) == len(words)
    for person in people:
        assert [word for word in taken if word.startswith(f"{person} ")] == [
            f"{person} {turn}" for turn in range(3)
        ]


async def test_a_channel_that_waits_is_found_though_no_bell_rang(talk: Talk) -> None:
    place = (talk.shop.tenant.id, talk.channel.id)
    assert await unit_of_work(waiting_channels)() == []
    await talk.posts(said("Hello"))
    assert await unit_of_work(waiting_channels)() == [place]
    await take(talk)
    assert await unit_of_work(waiting_channels)() == []


async def test_another_workspace_can_neither_take_nor_replay_its_events(
    talk: Talk, shop: Shop
) -> None:
    await talk.posts(said("Hello"))

    def elsewhere() -> Tenant:
        with system_scope("test"):
            return Tenant.objects.get(slug="elsewhere")

    stranger = await unit_of_work(elsewhere)()
    assert await unit_of_work(claim_events)(stranger.id, talk.channel.id) == []
    for event_id in ((await event_of(talk)).id, uuid4()):
        with pytest.raises(NotFound):
            await unit_of_work(replay_event)(stranger, event_id, shop.stranger)
