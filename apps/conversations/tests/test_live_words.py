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
from apps.conversations.realtime.pubsub import DELTA, DISCARD, Audience
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
def told(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[dict[str, str]]:
    """What is told to the visitor's sockets about words."""
    said: asyncio.Queue[dict[str, str]] = asyncio.Queue()

    async def tell(audience: Audience, kind: str, **event: str) -> None:
        if kind in (DELTA, DISCARD):
            said.put_nowait({"type": kind, **event})

    monkeypatch.setattr("apps.conversations.orchestrator.live_words.tell_and_wait", tell)
    return said


def turn_on(channel: str) -> LiveWords:
    claim: Any = SimpleNamespace(
        channel=channel, conversation_id=uuid4(), tenant_id=uuid4(), turn_id=TURN
    )
    return LiveWords(claim)


async def test_many_words_at_once_are_one_hint_and_very_many_are_several(told: Any) -> None:
    async with turn_on("web") as words:
        words.typing()
        for piece in ("We ", "open ", "at nine."):
            words.write(piece)
        first = await told.get()
        assert (first["at"], first["text"], first["turn"]) == ("0", "We open at nine.", str(TURN))
        words.write("x" * (LONGEST_PIECE + 1))
        sizes = [len((await told.get())["text"]) for _ in range(2)]
    assert sizes == [LONGEST_PIECE, 1]


async def test_words_after_a_discard_begin_anew(told: Any) -> None:
    async with turn_on("web") as words:
        words.typing()
        words.write("Half an")
        await told.get()
        words.discard()
        words.write("We open.")
        assert [(await told.get())["type"], (await told.get())["at"]] == [DISCARD, "0"]


async def test_each_answer_of_a_turn_is_a_paragraph(told: Any) -> None:
    async with turn_on("web") as words:
        for answer in ("First.", "Second."):
            words.typing()
            words.write(answer)
        assert (await told.get())["text"] == "First.\n\nSecond."


async def test_a_turn_that_breaks_takes_its_words_back(told: Any) -> None:
    async def break_off() -> None:
        async with turn_on("web") as words:
            words.typing()
            words.write("Half an")
            await told.get()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await break_off()
    assert (await told.get())["type"] == DISCARD


def test_words_are_shown_on_websites_alone() -> None:
    assert turn_on("web").shown
    assert not turn_on("telegram").shown


def heard(kind: str, at: int = 0, text: str = "", turn: UUID | None = None) -> dict[str, str]:
    return {"type": kind, "turn": str(turn or TURN), "at": str(at), "text": text}


def shown(draft: LiveDraft, *hints: dict[str, str], done: UUID = DONE) -> list[str]:
    frames = [frame for hint in hints for frame in draft.frames(hint, done)]
    return [str(getattr(frame, "text", "discard")) for frame in frames]


def test_a_lost_hint_stops_the_words_rather_than_leaving_a_hole() -> None:
    draft = LiveDraft()
    assert shown(draft, heard(DELTA, 0, "We "), heard(DELTA, 8, "at nine.")) == ["We "]


def test_who_comes_in_the_middle_sees_no_half_words() -> None:
    assert shown(LiveDraft(), heard(DELTA, 3, "open")) == []


def test_words_that_come_late_do_not_count_any_more() -> None:
    assert shown(LiveDraft(), heard(DELTA, 0, "We "), done=TURN) == []


def test_what_begins_again_replaces_what_was_shown() -> None:
    draft = LiveDraft()
    hints = [heard(DELTA, 0, "Half"), heard(DELTA, 0, "We "), heard(DELTA, 3, "open")]
    assert shown(draft, *hints) == ["Half", "discard", "We ", "open"]
    assert shown(draft, heard(DISCARD)) == ["discard"]
    assert shown(draft, heard(DISCARD)) == []
