"""The console's socket: what people see there, and what they can do."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from apps.conversations.console import reader as console_reader
from apps.conversations.console.inbox import list_rows
from apps.conversations.realtime.pubsub import publish_moved_to_consoles
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.tests.console_socket import ConsoleSocket, console_of
from apps.conversations.thread import handoff
from apps.conversations.thread.handoff import AgentAt
from apps.platform.db.units import unit_of_work

take_over = unit_of_work(handoff.take_over)


async def test_it_shows_who_waits_and_the_thread_of_whom_one_opens(
    shop: Shop, waiting: Visitor
) -> None:
    async with console_of(shop, shop.ben) as ben:
        assert (await ben.hello())["role"] == "agent"
        row = ben.rows[str(waiting.id)]
        assert (row["handled_by"], row["status"], row["agent"]) == ("waiting", "open", None)
        assert (row["last_author"], row["last_words"]) == ("bot", "I call somebody.")
        assert row["waiting_since"] is not None
        await ben.send("open", conversation_id=waiting.id, last_seq=0)
        await ben.until("message", seq=row["last_seq"])
        assert ben.messages() == await waiting.thread()


async def test_a_visitor_who_only_looks_is_not_in_the_inbox(shop: Shop, visitor: Visitor) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        assert ben.rows == {}
        await visitor.bot()
        await visitor.says("anybody there")
        await visitor.bot()
        assert (await ben.until("conversation"))["id"] == str(visitor.id)


async def test_it_takes_over_replies_and_is_done(shop: Shop, waiting: Visitor) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await ben.send("open", conversation_id=waiting.id, last_seq=0)
        await ben.send("take_over", conversation_id=waiting.id, owner_epoch=1)
        mine = await ben.until("conversation", handled_by="agent")
        assert (mine["agent"], mine["agent_id"]) == ("Ben", str(shop.ben.id))
        client_msg_id = uuid4()
        reply: dict[str, Any] = {"conversation_id": waiting.id, "client_msg_id": client_msg_id}
        await ben.send("reply", text="Ben here.", **reply)
        ack = await ben.until("ack", client_msg_id=client_msg_id)
        said = await ben.until("message", seq=ack["seq"])
        assert (said["author"], said["name"]) == ("agent", "Ben")
        await ben.send("reply", text="Ben here.", **reply)
        assert (await ben.until("ack", client_msg_id=client_msg_id))["seq"] == ack["seq"]
        await ben.send("done", conversation_id=waiting.id)
        await ben.until("conversation", status="done")


async def test_it_is_not_done_with_words_that_came_in_the_same_second(
    shop: Shop, waiting: Visitor
) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await ben.send("take_over", conversation_id=waiting.id, owner_epoch=1)
        seen = (await ben.until("conversation", handled_by="agent"))["last_seq"]
        await waiting.says("one more thing")
        await ben.send("done", conversation_id=waiting.id, last_seq=seen)
        refused = await ben.until("error")
        assert (refused["code"], refused["to"]) == ("newer_message", "done")
        assert ben.rows[str(waiting.id)]["status"] == "open"
        await ben.send("done", conversation_id=waiting.id, last_seq=seen + 1)
        await ben.until("conversation", status="done")


async def test_it_returns_the_conversation_to_the_bot(shop: Shop, waiting: Visitor) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await ben.send("open", conversation_id=waiting.id, last_seq=0)
        await ben.send("take_over", conversation_id=waiting.id, owner_epoch=1)
        await ben.until("conversation", handled_by="agent")
        await ben.send("return_to_bot", conversation_id=waiting.id, how="ask_again")
        await ben.until("conversation", handled_by="bot")
        await waiting.bot()
        await ben.until("message", author="bot")
        while ("bot", "Which number?") not in ben.messages():
            await ben.until("message")


async def test_the_slower_of_two_sees_who_was_faster_and_is_told_so(
    shop: Shop, waiting: Visitor
) -> None:
    async with console_of(shop, shop.anna) as anna, console_of(shop, shop.ben) as ben:
        await anna.hello()
        await ben.hello()
        await ben.send("take_over", conversation_id=waiting.id, owner_epoch=1)
        await ben.until("conversation", agent="Ben")
        await anna.send("take_over", conversation_id=waiting.id, owner_epoch=1)
        lost = await anna.until("error")
        assert (lost["code"], lost["to"]) == ("changed_hands", "take_over")
        assert lost["conversation_id"] == str(waiting.id)
        assert lost["current"]["agent"] == "Ben"
        row = anna.rows[str(waiting.id)]
        assert (row["agent"], row["held_since"] is not None) == ("Ben", True)


async def test_a_console_sees_what_another_one_does(shop: Shop, waiting: Visitor) -> None:
    async with console_of(shop, shop.anna) as anna, console_of(shop, shop.ben) as ben:
        await anna.hello()
        await anna.send("open", conversation_id=waiting.id, last_seq=0)
        await ben.hello()
        await ben.send("take_over", conversation_id=waiting.id, owner_epoch=1)
        await anna.until("conversation", handled_by="agent", agent="Ben")
        reply = {"conversation_id": waiting.id, "client_msg_id": uuid4(), "text": "Ben here."}
        await ben.send("reply", **reply)
        await anna.until("message", author="agent", name="Ben")


async def test_what_was_sent_and_what_moved_since_is_the_state_read_afresh(
    shop: Shop, waiting: Visitor
) -> None:
    """Old state and events give the new state, whatever happened in between."""
    async with console_of(shop, shop.anna) as anna:
        await anna.hello()
        for deed in (
            lambda: take_over(AgentAt(shop.tenant.id, waiting.id, shop.ben), 1),
            lambda: waiting.says("are you there"),
            lambda: unit_of_work(handoff.put_back)(_ben(shop, waiting), 2),
            lambda: take_over(_ben(shop, waiting), 3),
            lambda: unit_of_work(handoff.return_to_bot)(_ben(shop, waiting), "start_over"),
            waiting.bot,
            lambda: unit_of_work(handoff.finish)(_ben(shop, waiting), 5),
            lambda: waiting.says("one more thing"),
            waiting.bot,
        ):
            await deed()
            publish_moved_to_consoles(shop.tenant.id, waiting.id)
            await _settle(shop, anna)


async def _settle(shop: Shop, socket: ConsoleSocket) -> None:
    afresh = await _afresh(shop)
    while socket.rows != afresh:
        await socket.until("conversation")


async def _afresh(shop: Shop) -> dict[str, dict[str, Any]]:
    rows = await unit_of_work(list_rows)(shop.tenant.id)
    return {str(row.id): {"type": "conversation", **row.model_dump(mode="json")} for row in rows}


def _ben(shop: Shop, visitor: Visitor) -> AgentAt:
    return AgentAt(shop.tenant.id, visitor.id, shop.ben)


async def test_it_looks_by_itself_when_events_are_lost(
    shop: Shop, waiting: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console_reader, "LOOK_AGAIN_SECONDS", 0.1)
    async with console_of(shop, shop.anna) as anna:
        await anna.hello()
        await anna.send("open", conversation_id=waiting.id, last_seq=0)
        await take_over(_ben(shop, waiting), 1)  # the service alone: nobody publishes
        await unit_of_work(handoff.reply)(_ben(shop, waiting), uuid4(), "Ben here.")
        await anna.until("message", author="agent")
        await _settle(shop, anna)


@pytest.mark.parametrize("deed", ["taken", "finished", "said"])
async def test_after_a_lost_line_it_sends_what_moved_meanwhile(
    shop: Shop, waiting: Visitor, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_of(shop, shop.anna) as anna:
        await anna.hello()
        after = anna.rows[str(waiting.id)]["moved_at"]
    monkeypatch.setattr("apps.conversations.console.inbox.OVERLAP", timedelta(0))
    async with console_of(shop, shop.anna) as anna:
        await anna.hello(after=after)
        assert anna.rows == {}
    if deed == "taken":
        await take_over(_ben(shop, waiting), 1)
    elif deed == "finished":
        await unit_of_work(handoff.finish)(_ben(shop, waiting), 1)
    else:
        await waiting.says("still here")
    async with console_of(shop, shop.anna) as anna:
        await anna.hello(after=after)
        assert list(anna.rows) == [str(waiting.id)]


async def test_an_opened_thread_goes_on_where_the_reader_left_off(
    shop: Shop, waiting: Visitor
) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await ben.send("open", conversation_id=waiting.id, last_seq=2)
        await ben.until("message")
        assert ben.messages() == (await waiting.thread())[2:]


async def test_opening_another_one_ends_the_first(shop: Shop, waiting: Visitor) -> None:
    other = await unit_of_work(Visitor.arrives)(shop)
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await ben.send("open", conversation_id=waiting.id, last_seq=0)
        await ben.until("message", seq=3)
        await ben.send("open", conversation_id=other.id, last_seq=0)
        await waiting.says("hello?")
        await other.bot()
        await other.says("me too")
        await ben.until("message", author="visitor", conversation_id=other.id)
        late = [f for f in ben.frames if f["type"] == "message" and f["seq"] > 3]
        assert all(frame["conversation_id"] == str(other.id) for frame in late)


async def test_two_people_see_each_other_at_a_conversation_until_one_leaves(
    shop: Shop, waiting: Visitor
) -> None:
    async with console_of(shop, shop.anna) as anna:
        await anna.hello()
        await anna.send("open", conversation_id=waiting.id, last_seq=0)
        await anna.until("message", seq=3)
        async with console_of(shop, shop.ben) as ben:
            await ben.hello()
            await ben.send("open", conversation_id=waiting.id, last_seq=0)
            seen = await ben.until("viewing")
            assert seen["people"] == [{"id": str(shop.anna.id), "name": "Anna"}]
            assert (await anna.until("viewing"))["people"][0]["name"] == "Ben"
        assert (await anna.until("viewing"))["people"] == []
