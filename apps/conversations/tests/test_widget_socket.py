"""The socket's contract, frame by frame."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from asgiref.testing import ApplicationCommunicator

from apps.channels.models import Channel
from apps.channels.services import create_web_channel
from apps.conversations.consumers import open_sockets
from apps.conversations.hints import hint
from apps.conversations.orchestrator.lanes import take_turn
from apps.conversations.tests.conftest import Shop, Visitor
from apps.tenants.database import unit_of_work
from apps.tenants.queries import get_tenant
from apps.tenants.scope import tenant_scope
from xin_project.asgi import application

ID = uuid4()


class Socket:
    """A widget that speaks frames."""

    def __init__(self, key: str, origin: str | None = None) -> None:
        self._app = ApplicationCommunicator(
            application,
            {
                "type": "websocket",
                "path": "/ws/widget",
                "query_string": key.encode(),
                "headers": [(b"origin", origin.encode())] if origin else [],
                "subprotocols": [],
            },
        )
        self.frames: list[dict[str, Any]] = []

    async def connect(self) -> dict[str, Any]:
        """Give the server's answer to the handshake."""
        await self._app.send_input({"type": "websocket.connect"})
        return await self.output()

    async def output(self) -> dict[str, Any]:
        answer: dict[str, Any] = await self._app.receive_output(timeout=10)
        return answer

    async def close(self) -> None:
        await self._app.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._app.wait(timeout=10)

    async def send(self, **frame: Any) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self._app.send_input({"type": "websocket.receive", "text": text})

    async def until(self, type_: str, **fields: Any) -> dict[str, Any]:
        """Read frames up to the first of this type with these fields."""
        while True:
            frame = json.loads((await self.output())["text"])
            self.frames.append(frame)
            if frame["type"] == type_ and fields.items() <= frame.items():
                return frame

    def messages(self) -> list[tuple[str, str]]:
        return [
            (frame["author"], frame["content"].get("text") or frame["content"]["reason"])
            for frame in self.frames
            if frame["type"] == "message"
        ]


@asynccontextmanager
async def opened(key: str, origin: str | None = None) -> AsyncIterator[Socket]:
    socket = Socket(f"key={key}", origin)
    assert (await socket.connect())["type"] == "websocket.accept"
    try:
        yield socket
    finally:
        await socket.close()


@pytest.fixture
def key(shop: Shop) -> str:
    return shop.tenant.public_id


async def bot(shop: Shop, conversation_id: str) -> None:
    while await take_turn(shop.tenant.id, UUID(conversation_id)):
        pass


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

    before = open_sockets._value.get()
    scope = {"type": "websocket", "path": "/ws/widget", "query_string": f"key={key}".encode()}
    await asyncio.wait_for(application(scope | {"headers": []}, receive, send), 10)
    assert open_sockets._value.get() == before
    assert [task for task in asyncio.all_tasks() if "Reader" in str(task.get_coro())] == []


async def test_it_gives_a_stranger_with_a_guessed_token_a_conversation_of_their_own(
    shop: Shop, key: str, visitor: Visitor
) -> None:
    async with opened(key) as socket:
        await socket.send(type="hello", token="guessed")
        ready = await socket.until("ready")
        assert ready["token"] != "guessed"
        assert ready["conversation_id"] != str(visitor.id)


async def test_it_refuses_a_token_of_another_workspace(shop: Shop, visitor: Visitor) -> None:
    other = await unit_of_work(_other_key)(shop)
    async with opened(other) as socket:
        await socket.send(type="hello", token=visitor.visit.token)
        assert (await socket.until("ready"))["conversation_id"] != str(visitor.id)


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


async def test_it_looks_by_itself_when_a_hint_is_lost(
    shop: Shop, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(tenant_id: Any, conversation_id: Any) -> None:
        return None

    monkeypatch.setattr("apps.conversations.orchestrator.lanes.hint", lost)
    async with opened(key) as socket:
        await socket.send(type="hello")
        ready = await socket.until("ready")
        await asyncio.sleep(0.2)
        await bot(shop, ready["conversation_id"])
        await socket.until("message")


async def test_it_writes_a_message_once_however_often_it_is_hinted(shop: Shop, key: str) -> None:
    async with opened(key) as socket:
        await socket.send(type="hello")
        ready = await socket.until("ready")
        await bot(shop, ready["conversation_id"])
        await socket.until("turn_done")
        for _ in range(20):
            await hint(shop.tenant.id, ready["conversation_id"])
        await socket.send(type="message", client_msg_id=str(uuid4()), choice="order")
        await socket.until("ack")
        await bot(shop, ready["conversation_id"])
        await socket.until("turn_done")
        seqs = [frame["seq"] for frame in socket.frames if frame["type"] == "message"]
        assert seqs == sorted(set(seqs))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "{}",
        '{"type": "unknown"}',
        '{"type": "message"}',
        '{"type": "message", "client_msg_id": "1", "text": "x"}',
        f'{{"type": "message", "client_msg_id": "{ID}"}}',
        f'{{"type": "message", "client_msg_id": "{ID}", "text": "x", "choice": "y"}}',
        f'{{"type": "message", "client_msg_id": "{ID}", "text": "x", "tenant": "y"}}',
        f'{{"type": "message", "client_msg_id": "{ID}", "text": "\\ud800"}}',
        f'{{"type": "message", "client_msg_id": "{ID}", "choice": "a b\\u0000"}}',
        '{"type": "hello", "last_seq": -1}',
        '{"type": "read", "seq": 1e999}',
        "[" * 10_000,
        '{"type": "hello", "token": "' + "x" * 70_000 + '"}',
    ],
)
async def test_it_answers_nonsense_with_an_error_frame_and_stays_open(key: str, text: str) -> None:
    async with opened(key) as socket:
        await socket.send_text(text)
        error = await socket.until("error")
        assert error["code"] in ("bad_frame", "frame_too_large")
        await socket.send(type="hello")
        await socket.until("ready")


async def test_it_never_repeats_what_was_sent_in_an_error(key: str) -> None:
    async with opened(key) as socket:
        await socket.send_text('{"type": "message", "client_msg_id": "secret words"}')
        assert "secret words" not in str(await socket.until("error"))


async def test_it_wants_a_hello_first_and_only_one(key: str) -> None:
    async with opened(key) as socket:
        await socket.send(type="message", client_msg_id=str(uuid4()), text="hi")
        assert (await socket.until("error"))["code"] == "hello_first"
        await socket.send(type="hello")
        await socket.until("ready")
        await socket.send(type="hello")
        assert (await socket.until("error"))["code"] == "hello_twice"


async def test_it_names_the_message_that_was_refused(shop: Shop, key: str) -> None:
    async with opened(key) as socket:
        await socket.send(type="hello")
        await socket.until("ready")
        client_msg_id = str(uuid4())
        await socket.send(type="message", client_msg_id=client_msg_id, text="x" * 4001)
        error = await socket.until("error")
        assert (error["code"], error["client_msg_id"]) == ("message_too_long", client_msg_id)


@pytest.mark.parametrize("query", ["", "key=", "key=unknown", "key=%00", "key=a&channel=%22"])
async def test_it_closes_an_unknown_key_with_4404(shop: Shop, query: str) -> None:
    socket = Socket(query)
    assert (await socket.connect())["type"] == "websocket.accept"
    closed = await socket.output()
    assert (closed["type"], closed["code"]) == ("websocket.close", 4404)


async def test_it_refuses_the_handshake_from_a_site_that_is_not_allowed(
    shop: Shop, key: str
) -> None:
    await unit_of_work(_allow)(shop, ["https://shop.example"])
    for origin in ("https://shop.example.evil.io", "http://shop.example", "null"):
        refused = await Socket(f"key={key}", origin).connect()
        assert refused["type"] == "websocket.close"
    async with opened(key, origin="https://shop.example") as socket:
        await socket.send(type="hello")
        await socket.until("ready")


def _allow(shop: Shop, origins: list[str]) -> None:
    with tenant_scope(shop.tenant):
        Channel.objects.filter(id=shop.channel.id).update(allowed_origins=origins)


def _other_key(shop: Shop) -> str:
    other = get_tenant("elsewhere")
    with tenant_scope(other):
        create_web_channel(other, "Website")
    return other.public_id
