"""The bot lets people finish, and no longer."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from apps.channels.models import Channel
from apps.conversations.inbound.events import take_in_next
from apps.conversations.models import Conversation, Turn
from apps.conversations.orchestrator.sweeper import stale_work
from apps.conversations.orchestrator.turns import take_turn
from apps.conversations.outbound.deliveries import due_deliveries
from apps.conversations.realtime.work_queue import Work, WorkQueue
from apps.conversations.tests.provider_talk import Talk
from apps.conversations.thread.debounce import MAX_DEBOUNCE_SECONDS, TYPING_SECONDS
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

QUIET_SECONDS = 1


@pytest.fixture
async def patient(talk: Talk) -> Talk:
    """A talk on a channel with a quiet window, in which the bot has asked its question."""
    await talk.says("Hello")
    await _make_quiet(talk, QUIET_SECONDS)
    return talk


async def _make_quiet(talk: Talk, seconds: float) -> None:
    def change() -> None:
        with tenant_scope(talk.shop.tenant):
            Channel.objects.filter(id=talk.channel.id).update(quiet_ms=int(seconds * 1000))

    await unit_of_work(change)()


async def tells(talk: Talk, **told: Any) -> None:
    """Take in what somebody does, and nothing more."""
    event = {"type": "message", "from": {"id": "carl"}} | told
    assert await talk.posts(event) == 200
    while await take_in_next(talk.shop.tenant.id, talk.channel.id):
        pass


async def conversation_of(talk: Talk) -> Conversation:
    [conversation] = await talk.rows(Conversation)
    assert isinstance(conversation, Conversation)
    return conversation


async def set_back(talk: Talk, **changes: datetime | None) -> None:
    def change() -> None:
        with tenant_scope(talk.shop.tenant):
            Conversation.objects.update(**changes)

    await unit_of_work(change)()


async def begins(talk: Talk) -> bool:
    """Whether a turn begins now."""
    before = len(await talk.rows(Turn))
    conversation = await conversation_of(talk)
    await take_turn(talk.shop.tenant.id, conversation.id)
    return len(await talk.rows(Turn)) > before


async def quiet_until(talk: Talk) -> datetime:
    until = (await conversation_of(talk)).quiet_until
    assert until is not None
    return until


async def test_the_bot_waits_for_the_rest_and_answers_all_of_it_at_once(patient: Talk) -> None:
    await tells(patient, text="My")
    assert not await begins(patient)
    await tells(patient, text="order")
    assert not await begins(patient)
    await set_back(patient, quiet_until=timezone.now())
    assert await begins(patient)
    [_, turn] = await patient.rows(Turn)
    assert turn.to_seq - turn.from_seq >= 2
    assert not await begins(patient)


async def test_each_piece_opens_the_window_anew(patient: Talk) -> None:
    await tells(patient, text="My")
    first = await quiet_until(patient)
    await tells(patient, text="order")
    assert await quiet_until(patient) > first


async def test_somebody_who_writes_on_and_on_is_answered_after_a_while(patient: Talk) -> None:
    await tells(patient, text="one")
    began = timezone.now() - timedelta(seconds=MAX_DEBOUNCE_SECONDS - 0.2)
    await set_back(patient, work_since=began)
    await tells(patient, text="two")
    assert await quiet_until(patient) == began + timedelta(seconds=MAX_DEBOUNCE_SECONDS)


async def test_typing_lets_the_bot_wait_a_moment_longer(patient: Talk) -> None:
    await tells(patient, text="My")
    first = await quiet_until(patient)
    await tells(patient, type="typing")
    later = await quiet_until(patient)
    assert first < later <= timezone.now() + timedelta(seconds=TYPING_SECONDS)


async def test_typing_never_extends_it_past_the_longest(patient: Talk) -> None:
    await tells(patient, text="My")
    began = timezone.now() - timedelta(seconds=MAX_DEBOUNCE_SECONDS - 1)
    await set_back(patient, work_since=began)
    await tells(patient, type="typing")
    assert await quiet_until(patient) == began + timedelta(seconds=MAX_DEBOUNCE_SECONDS)


async def test_typing_never_shortens_a_longer_window(patient: Talk) -> None:
    await _make_quiet(patient, TYPING_SECONDS + 2)
    await tells(patient, text="My")
    first = await quiet_until(patient)
    await tells(patient, type="typing")
    assert await quiet_until(patient) == first


async def test_typing_alone_holds_nothing_up(patient: Talk) -> None:
    await tells(patient, type="typing")
    conversation = await conversation_of(patient)
    assert conversation.quiet_until is None
    assert conversation.work_since is None


async def test_a_picked_button_is_answered_at_once_with_what_waited(patient: Talk) -> None:
    await tells(patient, text="hm")
    assert not await begins(patient)
    await tells(patient, choice="order")
    assert await begins(patient)


async def test_without_a_window_the_bot_answers_at_once(talk: Talk) -> None:
    await tells(talk, text="Hello")
    assert await begins(talk)


async def test_the_sweeper_finds_it_when_the_notification_was_lost(patient: Talk) -> None:
    await tells(patient, text="My order")
    long_ago = timezone.now() - timedelta(minutes=1)
    await set_back(patient, work_since=long_ago, quiet_until=long_ago)
    conversation = await conversation_of(patient)
    assert await unit_of_work(stale_work)() == [(patient.shop.tenant.id, conversation.id)]
    assert await begins(patient)
    assert len(await unit_of_work(due_deliveries)()) == 1


@pytest.mark.parametrize("kind", ["turn", "deliveries", "events"])
def test_work_is_read_as_it_was_written(kind: Any) -> None:
    work = Work(kind, uuid4(), uuid4(), after=0.25)
    stored = {key.encode(): _stored(value) for key, value in work.as_fields().items()}
    assert Work.of(stored) == work


def _stored(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


async def test_the_work_after_typed_words_tells_how_long_to_wait(patient: Talk) -> None:
    async with WorkQueue() as queue:
        while await queue.read():
            pass
        await tells(patient, text="My")
        turns = [work for work in await queue.read() if work.kind == "turn"]
    conversation = await conversation_of(patient)
    assert [work.target_id for work in turns] == [conversation.id]
    assert 0 < turns[0].after <= QUIET_SECONDS
