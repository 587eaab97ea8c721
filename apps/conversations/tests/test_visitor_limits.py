"""How many new visitors one network address may bring in a minute."""

import json
import secrets
from uuid import uuid4

import pytest
import redis
from django.test import Client

from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.widget_socket import Socket
from apps.conversations.widget import visitor_limits


@pytest.fixture(autouse=True)
def _two_a_minute(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.XIN_NEW_VISITORS_PER_MINUTE = 2  # type: ignore[attr-defined]
    monkeypatch.setattr(visitor_limits, "WINDOW_SECONDS", 3600)  # no minute ends in between


async def arrive(shop: Shop, address: str, **known: str) -> Socket:
    socket = Socket(f"key={shop.tenant.public_id}", address=address)
    await socket.connect()
    await socket.send(type="hello", **known)
    return socket


@pytest.fixture
def network() -> str:
    """The first half of addresses that no run before has counted."""
    return f"2001:db8:{secrets.token_hex(2)}:{secrets.token_hex(2)}"


async def test_the_third_of_a_network_waits_and_others_come_in(shop: Shop, network: str) -> None:
    for host in (1, 2):
        socket = await arrive(shop, f"{network}::{host}")
        await socket.until("ready")
        await socket.close()
    third = await arrive(shop, f"{network}::3")
    assert (await third.until("error"))["code"] == "rate_limited"
    await third.close()
    neighbour = await arrive(shop, f"198.51.100.{secrets.randbelow(256)}")
    await neighbour.until("ready")
    await neighbour.close()


async def test_who_is_known_comes_back_as_often_as_they_like(shop: Shop, network: str) -> None:
    first = await arrive(shop, f"{network}::1")
    token = (await first.until("ready"))["token"]
    await first.close()
    for _ in range(3):
        socket = await arrive(shop, f"{network}::1", token=token)
        await socket.until("ready")
        await socket.close()


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", ""])
def test_the_machine_itself_is_not_counted(address: str) -> None:
    for _ in range(5):
        visitor_limits.check_new_visitor(address)


def test_http_counts_too_and_answers_429(shop: Shop, network: str) -> None:
    statuses = []
    for _ in range(3):
        # Refused words: the visitor counts, and nobody waits for a bot.
        body = {"key": shop.tenant.public_id, "client_msg_id": str(uuid4()), "choice": "unknown"}
        answer = Client(REMOTE_ADDR=f"{network}::1").post(
            "/api/v1/widget/messages", json.dumps(body), content_type="application/json"
        )
        statuses.append(answer.status_code)
    assert statuses == [422, 422, 429]


def test_everybody_comes_in_while_redis_is_away(
    monkeypatch: pytest.MonkeyPatch, network: str
) -> None:
    gone = redis.Redis.from_url("redis://127.0.0.1:1", socket_connect_timeout=0.1)
    monkeypatch.setattr(visitor_limits, "redis_client", lambda: gone)
    for _ in range(5):
        visitor_limits.check_new_visitor(f"{network}::1")
