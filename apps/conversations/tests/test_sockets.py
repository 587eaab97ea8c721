"""A socket takes no more than a person can mean, and waits for nobody who does not listen."""

import asyncio
import json
from typing import Any

import pytest

from apps.conversations.realtime import sockets
from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.widget_socket import Socket, bot, opened
from apps.conversations.widget.consumer import WidgetConsumer
from xin_project.asgi import application


@pytest.fixture
def key(shop: Shop) -> str:
    return shop.tenant.public_id


async def test_more_frames_than_a_person_can_mean_are_refused(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "MOST_FRAMES", 3)
    async with opened(key) as socket:
        await socket.send(type="hello")
        await socket.until("ready")
        for _ in range(2):
            await socket.send(type="typing")
        await socket.send(
            type="message", client_msg_id="4cf5898e-0000-4000-8000-000000000000", text="x"
        )
        refused = await socket.until("error")
        assert refused["code"] == "rate_limited"
        assert refused["client_msg_id"].startswith("4cf5898e")


async def test_one_address_has_so_many_sockets_and_its_neighbour_too(
    key: str, settings: Any
) -> None:
    settings.XIN_SOCKETS_PER_ADDRESS = 1
    first, second, neighbour = (
        Socket(f"key={key}", address=address)
        for address in ("203.0.113.7", "203.0.113.7", "203.0.113.8")
    )
    assert (await first.connect())["type"] == "websocket.accept"
    assert (await second.connect())["type"] == "websocket.accept"
    closed = await second.output()
    assert (closed["type"], closed["code"]) == ("websocket.close", 1013)
    assert (await neighbour.connect())["type"] == "websocket.accept"
    await first.close()
    third = Socket(f"key={key}", address="203.0.113.7")
    await third.connect()
    await third.send(type="hello")
    await third.until("ready")
    await third.close()
    await neighbour.close()


async def test_a_client_that_takes_nothing_is_left_behind(
    shop: Shop, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "SLOW_SECONDS", 0.1)
    monkeypatch.setattr(sockets, "GOODBYE_SECONDS", 0.1)
    ready: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.accept":
            return
        frame = json.loads(message.get("text", '{"type": "message"}'))
        if frame["type"] == "message":
            await asyncio.Event().wait()  # the line is full
        if frame["type"] == "ready":
            ready.set_result(frame)

    frames = [{"type": "websocket.connect"}, _hello()]

    async def receive() -> dict[str, Any]:
        return frames.pop(0) if frames else await asyncio.Event().wait()  # type: ignore[return-value]

    before = WidgetConsumer.open_sockets._value.get()
    scope = {"type": "websocket", "path": "/ws/widget", "query_string": f"key={key}".encode()}
    serving = asyncio.create_task(application(scope | {"headers": []}, receive, send))
    await bot(shop, (await asyncio.wait_for(ready, 10))["conversation_id"])
    await asyncio.wait_for(serving, 10)
    assert WidgetConsumer.open_sockets._value.get() == before


def _hello() -> dict[str, str]:
    return {"type": "websocket.receive", "text": '{"type": "hello"}'}
