"""What is posted to a tenant's system, and what each answer of it means."""

import asyncio
from datetime import UTC, datetime
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest

from apps.channels.adapter import Account, OutgoingMessage, SendFailed
from apps.channels.adapters.webhook import adapter
from apps.channels.testing.their_system import DROP, TheirSystem, running
from apps.core.content import Choice, TextContent
from apps.platform.http.client import Limits

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = OutgoingMessage(
    id=UUID(int=1),
    conversation_id=UUID(int=2),
    address="carl",
    seq=4,
    author="agent",
    content=TextContent(text="Which one?", choices=(Choice(id="a", title="Fern"),)),
    at=datetime(2026, 11, 22, 10, tzinfo=UTC),
    name="Ben",
)


@pytest.fixture(autouse=True)
def loopback(settings: Any) -> None:
    settings.XIN_ALLOW_LOOPBACK_HTTP = True


def account(url: str) -> Account:
    return Account(UUID(int=9), {"url": url}, {"signing": [SECRET]})


async def failure(url: str) -> tuple[str, str, float | None]:
    with pytest.raises(SendFailed) as failed:
        await adapter.send(account(url), MESSAGE)
    return failed.value.reason, failed.value.outcome, failed.value.retry_after


async def failure_of(**answering: Any) -> tuple[str, str, float | None]:
    async with running(TheirSystem(**answering)) as system:
        return await failure(system.url)


async def test_it_posts_a_message_signed_whole_and_in_plain_words() -> None:
    async with running(TheirSystem(signing=[SECRET])) as system:
        assert await adapter.send(account(system.url), MESSAGE) == ""
    [post] = system.posts
    content = post.pop("content")
    assert post == {
        "webhook-id": str(MESSAGE.id),
        "type": "message",
        "id": str(MESSAGE.id),
        "conversation_id": str(MESSAGE.conversation_id),
        "to": {"id": "carl"},
        "seq": 4,
        "author": "agent",
        "name": "Ben",
        "text": "Which one?\n1. Fern",
        "at": "2026-11-22T10:00:00Z",
    }
    assert (content["type"], content["choices"][0]["title"]) == ("text", "Fern")


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        (b'{"id": "m-7"}', "m-7"),
        (b'{"id": 7}', ""),
        (b'{"id": "nul \\u0000"}', ""),
        (b"thanks", ""),
        (b"[" * 60_000, ""),
    ],
)
async def test_it_keeps_their_name_for_a_message_if_they_give_one(answer: bytes, name: str) -> None:
    async with running(TheirSystem(answer=answer)) as system:
        assert await adapter.send(account(system.url), MESSAGE) == name


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 422, 302])
async def test_a_refusal_is_for_good(status: int) -> None:
    assert await failure_of(statuses=[status]) == (f"http_{status}", "permanent", None)


@pytest.mark.parametrize("status", [408, 409, 425, 429, 500, 502, 503, 504])
async def test_what_may_pass_is_tried_again(status: int) -> None:
    assert await failure_of(statuses=[status]) == (f"http_{status}", "temporary", None)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("7", 7.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None)],
)
async def test_it_waits_as_long_as_they_ask_in_seconds(told: str, seconds: float | None) -> None:
    answering = {"statuses": [429], "headers": f"Retry-After: {told}\r\n"}
    assert (await failure_of(**answering))[2] == seconds


async def test_it_does_not_follow_them_elsewhere() -> None:
    async with running(TheirSystem()) as elsewhere:
        moved = {"statuses": [307], "headers": f"Location: {elsewhere.url}\r\n"}
        assert await failure_of(**moved) == ("redirects", "permanent", None)
    assert elsewhere.posts == []


async def test_a_line_that_breaks_off_may_have_brought_it() -> None:
    assert await failure_of(statuses=[DROP]) == ("broken", "unknown", None)


async def test_an_answer_that_does_not_end_may_have_taken_it() -> None:
    assert await failure_of(answer=b"x" * 70_000) == ("too_large", "unknown", None)


async def test_silence_may_have_taken_it(monkeypatch: pytest.MonkeyPatch) -> None:
    module = import_module("apps.channels.adapters.webhook.adapter")
    monkeypatch.setattr(module, "LIMITS", Limits(seconds=0.2, redirects=0))

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(hang, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        assert await failure(f"http://127.0.0.1:{port}/") == ("timeout", "unknown", None)


async def test_nobody_at_the_address_is_tried_again() -> None:
    async with running(TheirSystem()) as gone:
        pass
    assert await failure(gone.url) == ("unreachable", "temporary", None)


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://169.254.169.254/", "https://[fc00::1]/"]
)
async def test_it_posts_nothing_into_a_private_network(url: str) -> None:
    assert (await failure(url))[0] == "refused"


async def test_it_posts_nothing_to_this_machine_unless_that_is_allowed(settings: Any) -> None:
    settings.XIN_ALLOW_LOOPBACK_HTTP = False
    async with running(TheirSystem()) as system:
        assert (await failure(system.url))[0] == "refused"
    assert system.posts == []
