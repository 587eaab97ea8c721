"""The socket's contract, frame by frame."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.conversations.realtime.pubsub import publish_moved
from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.widget_socket import bot, opened
from apps.conversations.widget.consumer import WidgetConsumer
from xin_project.asgi import application


@pytest.fixture
def key(shop: Shop) -> str:
    return shop.tenant.public_id


async def test_it_greets_answers_and_says_when_a_turn_is_done(shop: Shop, key: str) -> None:
    async with opened(key) as socket:
        await socket.send(type="hello")
        ready = await socket.until("ready")
        assert (ready["seq"], len(ready["token"]) >= 43) == (0, True)
        await bot(shop, ready["conversation_id"])
        greeting = await socket.until("message")
        assert greeting["content"]["choices"][0] == {"id": "order", "title": "My order"}
        done = await socket.until("turn_done")
        assert (done["turn"], done["seq"]) == (greeting["turn"], greeting["seq"])
        client_msg_id = str(uuid4())
        await socket.send(type="message", client_msg_id=client_msg_id, choice="order")
        assert (await socket.until("ack"))["client_msg_id"] == client_msg_id
        await bot(shop, ready["conversation_id"])
        await socket.until("turn_done")
        assert socket.messages() == [
            ("bot", "What can I do?"),
            ("visitor", "My order"),
            ("bot", "Which number?"),
        ]


async def test_it_resumes_where_the_socket_dropped(shop: Shop, key: str) -> None:
    async with opened(key) as socket:
        await socket.send(type="hello")
        ready = await socket.until("ready")
        await bot(shop, ready["conversation_id"])
        seen = await socket.until("message")
        await socket.send(type="message", client_msg_id=str(uuid4()), choice="order")
        await socket.until("ack")
    await bot(shop, ready["conversation_id"])
    async with opened(key) as again:
        await again.send(type="hello", token=ready["token"], last_seq=seen["seq"])
        resumed = await again.until("ready")
        assert resumed["conversation_id"] == ready["conversation_id"]
        await again.until("turn_done")
        assert again.messages() == [("visitor", "My order"), ("bot", "Which number?")]


async def test_it_cleans_up_after_a_client_that_leaves_while_it_writes(key: str) -> None:
    sent: list[dict[str, Any]] = []
    frames = iter(
        [
            {"type": "websocket.connect"},
            {"type": "websocket.receive", "text": '{"type": "hello"}'},
        ]
    )

    async def receive() -> dict[str, Any]:
        frame = next(frames, None)
        return frame if frame else await asyncio.Event().wait()  # type: ignore[return-value]

    async def send(message: dict[str, Any]) -> None:
        if sent:
            raise OSError("the client is gone")
        sent.append(message)

    before = WidgetConsumer.open_sockets._value.get()
    scope = {"type": "websocket", "path": "/ws/widget", "query_string": f"key={key}".encode()}
    await asyncio.wait_for(application(scope | {"headers": []}, receive, send), 10)
    assert WidgetConsumer.open_sockets._value.get() == before
    assert [task for task in asyncio.all_tasks() if "Reader" in str(task.get_coro())] == []


async def test_it_tells_who_answers_now(shop: Shop, key: str) -> None:
    async with opened(key) as socket:
        await socket.send(type="hello")
        ready = await socket.until("ready")
        await bot(shop, ready["conversation_id"])
        await socket.until("turn_done")
        await socket.send(type="message", client_msg_id=str(uuid4()), choice="person")
        await socket.until("ack")
        await bot(shop, ready["conversation_id"])
        await socket.until("status", handled_by="waiting")


async def test_it_looks_by_itself_when_an_event_is_lost(
    shop: Shop, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(tenant_id: Any, conversation_id: Any) -> None:
        return None

    monkeypatch.setattr("apps.conversations.orchestrator.turns.publish_moved", lost)
    async with opened(key) as socket:
        await socket.send(type="hello")
        ready = await socket.until("ready")
        await asyncio.sleep(0.2)
        await bot(shop, ready["conversation_id"])
        await socket.until("message")


async def test_it_writes_a_message_once_however_often_events_come(shop: Shop, key: str) -> None:
    async with opened(key) as socket:
        await socket.send(type="hello")
        ready = await socket.until("ready")
        await bot(shop, ready["conversation_id"])
        await socket.until("turn_done")
        for _ in range(20):
            publish_moved(shop.tenant.id, UUID(ready["conversation_id"]))
        await socket.send(type="message", client_msg_id=str(uuid4()), choice="order")
        await socket.until("ack")
        await bot(shop, ready["conversation_id"])
        await socket.until("turn_done")
        seqs = [frame["seq"] for frame in socket.frames if frame["type"] == "message"]
        assert seqs == sorted(set(seqs))


async def test_it_names_the_message_that_was_refused(shop: Shop, key: str) -> None:
    async with opened(key) as socket:
        await socket.send(type="hello")
        await socket.until("ready")
        client_msg_id = str(uuid4())
        await socket.send(type="message", client_msg_id=client_msg_id, text="x" * 4001)
        error = await socket.until("error")
        assert (error["code"], error["client_msg_id"]) == ("message_too_long", client_msg_id)
