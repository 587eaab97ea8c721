"""A model's words on the visitor's screen before they are committed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.conversations.orchestrator.live_words import LONGEST_PIECE, LiveWords
from apps.conversations.orchestrator.turns import take_turn
from apps.conversations.realtime.events import (
    BotTyping,
    DraftDelta,
    DraftDiscarded,
    Event,
    TurnEvent,
)
from apps.conversations.realtime.pubsub import Audience
from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.test_models import choose, put_live
from apps.conversations.tests.widget_socket import Socket, opened
from apps.conversations.thread.handoff import AgentAt, take_over
from apps.conversations.widget.live_draft import LiveDraft
from apps.flows.testing.openai_server import Held, OpenAIServer, openai_server, streamed
from apps.platform.db.units import unit_of_work

DONE = UUID(int=0)


@asynccontextmanager
async def asked(shop: Shop, *script: Any) -> AsyncIterator[tuple[Socket, str, OpenAIServer]]:
    """Open a chat whose flow asks this model, and ask it something; its turn has not run."""
    async with openai_server(*script) as server, opened(shop.tenant.public_id) as socket:
        await unit_of_work(put_live)(shop)
        await unit_of_work(choose)(shop, server.base_url)
        await socket.send(type="hello")
        conversation = (await socket.until("ready"))["conversation_id"]
        await take_turn(shop.tenant.id, UUID(conversation))
        await socket.until("turn_done")
        await socket.send(type="message", client_msg_id=str(uuid4()), text="When do you open?")
        await socket.until("message", author="visitor")
        yield socket, conversation, server


@pytest.fixture(autouse=True)
def private_models_are_allowed(settings: Any) -> None:
    settings.XIN_ALLOW_PRIVATE_MODELS = True


async def test_words_come_before_the_message_and_under_the_name_of_its_turn(shop: Shop) -> None:
    held = Held("We open ", "at nine.")
    async with asked(shop, held) as (socket, conversation, _server):
        turn = asyncio.create_task(take_turn(shop.tenant.id, UUID(conversation)))
        first = await socket.until("delta")
        assert first["text"] == "We open "
        held.go_on.set()
        await turn
        said = await socket.until("message", turn=first["turn"])
        assert said["content"]["text"] == "We open at nine."
        await socket.until("turn_done", turn=first["turn"])


async def test_somebody_is_seen_typing_until_the_first_words(shop: Shop) -> None:
    held = Held("We open ", "at nine.")
    async with asked(shop, held) as (socket, conversation, _server):
        turn = asyncio.create_task(take_turn(shop.tenant.id, UUID(conversation)))
        await socket.until("delta")
        assert "typing" in [frame["type"] for frame in socket.frames]
        held.go_on.set()
        await turn


async def test_words_of_a_turn_that_a_person_interrupted_are_taken_back(shop: Shop) -> None:
    held = Held("We open ", "at nine.")
    async with asked(shop, held) as (socket, conversation, _server):
        place = UUID(conversation)
        turn = asyncio.create_task(take_turn(shop.tenant.id, place))
        first = await socket.until("delta")
        at = AgentAt(shop.tenant.id, place, shop.anna)
        await unit_of_work(take_over)(at, 0)
        held.go_on.set()
        await turn
        await socket.until("discard", turn=first["turn"])
        assert "We open at nine." not in [text for _, text in socket.messages()]


async def test_half_an_answer_is_taken_back_and_never_said(shop: Shop) -> None:
    half = streamed("We open ", "at", finish=None)
    async with asked(shop, half) as (socket, conversation, _server):
        await take_turn(shop.tenant.id, UUID(conversation))
        await socket.until("turn_done")
        assert ("bot", "The model is away.") in socket.messages()
        assert not any("We open" in text for _, text in socket.messages())


TURN = UUID(int=7)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[Event]:
    """What is published for the visitor's sockets about words."""
    events: asyncio.Queue[Event] = asyncio.Queue()

    async def publish(audience: Audience, event: Event) -> None:
        if not isinstance(event, BotTyping):
            events.put_nowait(event)

    monkeypatch.setattr("apps.conversations.orchestrator.live_words.publish", publish)
    return events


def turn_on(channel: str) -> LiveWords:
    claim: Any = SimpleNamespace(
        channel=channel, conversation_id=uuid4(), tenant_id=uuid4(), turn_id=TURN
    )
    return LiveWords(claim)


async def test_many_words_at_once_are_one_event_and_very_many_are_several(published: Any) -> None:
    async with turn_on("web") as words:
        words.typing()
        for piece in ("We ", "open ", "at nine."):
            words.write(piece)
        assert await published.get() == DraftDelta(TURN, 0, "We open at nine.")
        words.write("x" * (LONGEST_PIECE + 1))
        sizes = [len((await published.get()).text) for _ in range(2)]
    assert sizes == [LONGEST_PIECE, 1]


async def test_words_after_a_discard_begin_anew(published: Any) -> None:
    async with turn_on("web") as words:
        words.typing()
        words.write("Half an")
        await published.get()
        words.discard()
        words.write("We open.")
        assert await published.get() == DraftDiscarded(TURN)
        assert await published.get() == DraftDelta(TURN, 0, "We open.")


async def test_each_answer_of_a_turn_is_a_paragraph(published: Any) -> None:
    async with turn_on("web") as words:
        for answer in ("First.", "Second."):
            words.typing()
            words.write(answer)
        assert (await published.get()).text == "First.\n\nSecond."


async def test_a_turn_that_breaks_takes_its_words_back(published: Any) -> None:
    async def break_off() -> None:
        async with turn_on("web") as words:
            words.typing()
            words.write("Half an")
            await published.get()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await break_off()
    assert await published.get() == DraftDiscarded(TURN)


def test_words_are_shown_on_websites_alone() -> None:
    assert turn_on("web").shown
    assert not turn_on("telegram").shown


def delta(offset: int, text: str) -> DraftDelta:
    return DraftDelta(TURN, offset, text)


def shown(draft: LiveDraft, *events: TurnEvent, done: UUID = DONE) -> list[str]:
    frames = [frame for event in events for frame in draft.frames(event, done)]
    return [str(getattr(frame, "text", "discard")) for frame in frames]


def test_a_lost_event_stops_the_words_rather_than_leaving_a_hole() -> None:
    draft = LiveDraft()
    assert shown(draft, delta(0, "We "), delta(8, "at nine.")) == ["We "]


def test_who_comes_in_the_middle_sees_no_half_words() -> None:
    assert shown(LiveDraft(), delta(3, "open")) == []


def test_words_that_come_late_do_not_count_any_more() -> None:
    assert shown(LiveDraft(), delta(0, "We "), done=TURN) == []


def test_what_begins_again_replaces_what_was_shown() -> None:
    draft = LiveDraft()
    events = [delta(0, "Half"), delta(0, "We "), delta(3, "open")]
    assert shown(draft, *events) == ["Half", "discard", "We ", "open"]
    assert shown(draft, DraftDiscarded(TURN)) == ["discard"]
    assert shown(draft, DraftDiscarded(TURN)) == []
