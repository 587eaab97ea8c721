"""Who may open the widget's socket, and what is no frame of it."""

from uuid import uuid4

import pytest

from apps.channels.models import Channel
from apps.channels.services import create_web_channel
from apps.conversations.realtime import sockets
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.tests.widget_socket import Socket, opened
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.workspaces.queries import get_tenant

ID = uuid4()


@pytest.fixture
def key(shop: Shop) -> str:
    return shop.tenant.public_id


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


async def test_it_shows_out_who_never_says_hello(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "HELLO_SECONDS", 0.05)
    async with opened(key) as silent:
        assert (await silent.output())["code"] == 4408


async def test_an_address_where_no_socket_is_refuses_the_handshake(shop: Shop) -> None:
    nowhere = Socket("", path="/ws/nowhere")
    assert (await nowhere.connect())["type"] == "websocket.close"
