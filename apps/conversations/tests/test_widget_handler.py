"""The widget's API as a server serves it: by its own way through Django."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from apps.conversations.tests.conftest import Shop
from xin_project.asgi import application

WIDGET = "/api/v1/widget"


@pytest.fixture
async def server() -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def test_any_site_may_read_what_the_widget_is_told(
    server: httpx.AsyncClient, shop: Shop
) -> None:
    answer = await server.get(f"{WIDGET}/config", params={"key": shop.tenant.public_id})
    assert answer.json()["name"] == shop.tenant.name
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "set-cookie" not in answer.headers


async def test_a_preflight_is_answered_before_any_view(server: httpx.AsyncClient) -> None:
    answer = await server.options(f"{WIDGET}/messages")
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "nowhere", 404, "not_found"),
        ("DELETE", "messages", 405, "method_not_allowed"),
        ("POST", "messages", 422, "invalid"),
        ("GET", "messages", 401, "unauthenticated"),
    ],
)
async def test_every_refusal_has_the_shape_of_the_api(
    server: httpx.AsyncClient, method: str, path: str, status: int, code: str
) -> None:
    answer = await server.request(method, f"{WIDGET}/{path}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


async def test_a_host_that_is_not_ours_is_refused(server: httpx.AsyncClient, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    answer = await server.get(f"{WIDGET}/config", headers={"Host": "evil.example"})
    assert answer.status_code == 400


async def test_a_client_that_leaves_ends_its_request(shop: Shop) -> None:
    body = f'{{"key": "{shop.tenant.public_id}", "client_msg_id": "{uuid4()}", "text": "hi"}}'
    said: Any = iter([{"type": "http.request", "body": body.encode()}, {"type": "http.disconnect"}])
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return next(said)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"{WIDGET}/messages",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
    }
    async with asyncio.timeout(60):
        await application(scope, receive, send)
    assert sent == []
