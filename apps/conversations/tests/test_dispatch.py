"""What becomes of a message to a provider, by what the provider answers."""

import asyncio
from typing import Any

import pytest
from django.utils import timezone

from apps.channels.adapter import Account, OutgoingMessage, SendFailed
from apps.channels.adapters.webhook.adapter import WebhookAdapter
from apps.channels.models import Channel
from apps.channels.registry import adapters
from apps.conversations.models import Delivery
from apps.conversations.outbound.deliveries import PAUSES
from apps.conversations.outbound.dispatch import LONGEST_PAUSE
from apps.conversations.tests.provider_talk import Talk, let_all_be_due, put_off
from apps.core.registry import Registry
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work


class Toy(WebhookAdapter):
    """Its provider shows a message as often as it comes."""

    kind = "toy"
    repeatable = False

    def __init__(self) -> None:
        self.fails: Exception | None = None
        self.sent = 0

    async def send(self, account: Account, message: OutgoingMessage) -> str:
        self.sent += 1
        if self.fails:
            raise self.fails
        return f"theirs-{self.sent}"


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Toy:
    toy = Toy()
    registry: Registry[Any] = Registry("xin.channel_adapters")
    for adapter in (WebhookAdapter(), toy):
        registry.register(adapter)
    monkeypatch.setattr("apps.channels.registry.adapters", lambda: registry)
    monkeypatch.setattr("apps.conversations.outbound.dispatch.adapters", lambda: registry)
    return toy


@pytest.fixture
async def talk_by_toy(talk: Talk, toy: Toy) -> Talk:
    """A channel whose messages may not be repeated."""
    await _make(talk, kind="toy")
    return talk


async def _make(talk: Talk, **changes: Any) -> None:
    def change() -> None:
        with tenant_scope(talk.shop.tenant):
            Channel.objects.filter(id=talk.channel.id).update(**changes)

    await unit_of_work(change)()


async def _the_only(talk: Talk) -> Delivery:
    [delivery] = await talk.rows(Delivery)
    assert isinstance(delivery, Delivery)
    return delivery


def _pause(delivery: Delivery) -> float:
    return (delivery.due_at - timezone.now()).total_seconds()


@pytest.mark.parametrize(
    ("status", "state", "error"),
    [
        (200, "sent", ""),
        (204, "sent", ""),
        (302, "failed", "http_302"),
        (403, "failed", "http_403"),
        (404, "failed", "http_404"),
        (408, "waiting", "http_408"),
        (429, "waiting", "http_429"),
        (500, "waiting", "http_500"),
        (503, "waiting", "http_503"),
    ],
)
async def test_an_answer_decides_what_becomes_of_it(
    talk: Talk, status: int, state: str, error: str
) -> None:
    talk.system.statuses = (status,)
    await talk.says("Hello")
    delivery = await _the_only(talk)
    assert (delivery.state, delivery.error, delivery.attempts) == (state, error, 1)
    assert (delivery.sent_at is not None) == (state == "sent")


async def test_it_tries_again_after_longer_and_longer_pauses_and_then_gives_up(
    talk: Talk,
) -> None:
    talk.system.statuses = (503,)
    await talk.says("Hello")
    for attempt, pause in enumerate(PAUSES, 1):
        delivery = await _the_only(talk)
        assert (delivery.state, delivery.attempts) == ("waiting", attempt)
        assert _pause(delivery) <= 1.2 * pause
        await unit_of_work(let_all_be_due)(talk)
        await talk.engine()
    delivery = await _the_only(talk)
    assert (delivery.state, delivery.error) == ("failed", "http_503")
    assert len(talk.system.posts) == len(PAUSES) + 1


@pytest.mark.parametrize(
    ("asked", "at_least", "at_most"),
    [("90", 60, 120), ("9999999", LONGEST_PAUSE - 60, 1.2 * LONGEST_PAUSE), ("soon", -60, 2)],
)
async def test_it_waits_as_long_as_the_provider_asks_but_no_longer_than_a_day(
    talk: Talk, asked: str, at_least: float, at_most: float
) -> None:
    talk.system.statuses, talk.system.headers = (429,), f"Retry-After: {asked}\r\n"
    await talk.says("Hello")
    assert at_least <= _pause(await _the_only(talk)) <= at_most


async def test_what_may_not_be_repeated_becomes_unknown_at_the_first_doubt(
    talk_by_toy: Talk, toy: Toy
) -> None:
    toy.fails = SendFailed("timeout", "unknown")
    await talk_by_toy.says("Hello")
    assert (await _the_only(talk_by_toy)).state == "unknown"
    toy.fails = None
    await talk_by_toy.says("My order")
    states = [row.state for row in await talk_by_toy.rows(Delivery)]
    assert states == ["unknown", "sent"]
    assert toy.sent == 2


async def test_what_was_surely_not_taken_is_tried_again_on_any_channel(
    talk_by_toy: Talk, toy: Toy
) -> None:
    toy.fails = SendFailed("busy", "temporary")
    await talk_by_toy.says("Hello")
    assert (await _the_only(talk_by_toy)).state == "waiting"
    toy.fails = None
    await unit_of_work(let_all_be_due)(talk_by_toy)
    await talk_by_toy.engine()
    delivery = await _the_only(talk_by_toy)
    assert (delivery.state, delivery.provider_id) == ("sent", "theirs-2")


async def test_a_defect_of_an_adapter_may_have_sent_it(talk_by_toy: Talk, toy: Toy) -> None:
    toy.fails = ValueError("no number")
    await talk_by_toy.says("Hello")
    delivery = await _the_only(talk_by_toy)
    assert (delivery.state, delivery.error) == ("unknown", "adapter_failed")


async def test_a_channel_whose_package_is_gone_waits_for_it(talk: Talk) -> None:
    await talk.says("Hello")
    await _make(talk, kind="gone")
    said = {"type": "message", "from": {"id": "carl"}, "text": "My order"}
    assert await talk.posts(said) == 404
    assert adapters().get("gone") is None
    await _make(talk, kind="webhook")
    talk.system.statuses = (200, 503)
    await talk.says("My order")
    await unit_of_work(let_all_be_due)(talk)
    await _make(talk, kind="gone")
    await talk.engine()
    delivery = (await talk.rows(Delivery))[-1]
    assert (delivery.state, delivery.error) == ("waiting", "no_adapter")


async def test_secrets_that_cannot_be_read_hold_up_no_line_for_ever(talk: Talk) -> None:
    talk.system.statuses = (503, 200)
    await talk.says("Hello")
    await unit_of_work(let_all_be_due)(talk)
    await _make(talk, secrets="not what was encrypted here")
    await talk.engine()
    delivery = await _the_only(talk)
    assert (delivery.state, delivery.error) == ("waiting", "not_sendable")


async def test_two_engines_send_each_message_once_and_in_order(talk: Talk) -> None:
    talk.system.statuses = (503, 200)
    await talk.says("Hello")
    await unit_of_work(put_off)(talk)
    for word in ("My order", "1042"):
        await talk.says(word)
    await unit_of_work(let_all_be_due)(talk)
    talk.system.posts.clear()
    talk.system.statuses = (200,)
    await asyncio.gather(*(talk.engine() for _ in range(4)))
    sent = [post["seq"] for post in talk.system.posts]
    assert len(sent) == 3
    assert sent == sorted(sent)


async def test_a_message_that_was_put_off_is_not_sent_before_its_time(talk: Talk) -> None:
    talk.system.statuses = (503, 200)
    await talk.says("Hello")
    await unit_of_work(put_off)(talk)
    await talk.engine()
    assert len(talk.system.posts) == 1
