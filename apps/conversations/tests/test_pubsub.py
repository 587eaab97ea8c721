"""Subscribers of one process share one channel; each gets what is for it, and nothing else."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.conversations.realtime.events import (
    AgentTyping,
    AgentViewing,
    BotTyping,
    ConversationMoved,
    DraftDelta,
    DraftDiscarded,
    Event,
    MembersChanged,
    VisitorTyping,
    decode,
    encode,
)
from apps.conversations.realtime.pubsub import (
    Audience,
    NoEvent,
    Subscription,
    consoles_of,
    everybody_at,
    publish,
    publish_moved,
    visitor_of,
)

PATIENCE_SECONDS = 10

PLANTS, BOOKS = UUID(int=1), UUID(int=2)
ANNAS, BENS = UUID(int=3), UUID(int=4)

SUBSCRIBERS = {
    "Anna": visitor_of(PLANTS, ANNAS),
    "Anna's other window": visitor_of(PLANTS, ANNAS),
    "Ben": visitor_of(PLANTS, BENS),
    "a console": consoles_of(PLANTS),
    "a namesake of Anna elsewhere": visitor_of(BOOKS, ANNAS),
    "a console elsewhere": consoles_of(BOOKS),
}
ANNA_HERSELF = {"Anna", "Anna's other window"}
TYPING, MOVED, LAST = VisitorTyping(ANNAS), ConversationMoved(ANNAS), MembersChanged(BENS)


@pytest.mark.parametrize(
    ("audience", "subscribers"),
    [
        (visitor_of(PLANTS, ANNAS), ANNA_HERSELF),
        (consoles_of(PLANTS), {"a console"}),
        (everybody_at(PLANTS, ANNAS), {*ANNA_HERSELF, "a console"}),
        (visitor_of(PLANTS, uuid4()), set()),
    ],
)
async def test_each_gets_what_is_for_them_and_nothing_else(
    audience: Audience, subscribers: set[str]
) -> None:
    async with AsyncExitStack() as stack:
        subscriptions = {
            name: await stack.enter_async_context(Subscription(own))
            for name, own in SUBSCRIBERS.items()
        }
        await publish(audience, TYPING)
        for own in set(SUBSCRIBERS.values()):
            await publish(own, LAST)  # published later, so it is the first one of the others
        first = {name: await one.wait(PATIENCE_SECONDS) for name, one in subscriptions.items()}
    assert {name for name, event in first.items() if event == TYPING} == subscribers
    assert set(first.values()) <= {TYPING, LAST}


@pytest.mark.parametrize(
    "event",
    [
        ConversationMoved(ANNAS),
        VisitorTyping(ANNAS),
        AgentTyping(ANNAS),
        AgentViewing(ANNAS, "a window", BENS, "Ben"),
        AgentViewing(None, "a window", BENS, "Ben"),
        MembersChanged(BENS),
        BotTyping(ANNAS, BENS),
        DraftDelta(BENS, 3, "open 🌱"),
        DraftDiscarded(BENS),
    ],
)
def test_an_event_arrives_as_it_was_published(event: Event) -> None:
    assert decode(encode(event)) == event


class Layer:
    """A channel layer in memory that counts, and leaves a group when it may."""

    def __init__(self) -> None:
        self.groups: list[str] = []
        self.sent: list[dict[str, Any]] = []
        self.leaves, self.may_leave, self.has_left = (asyncio.Event() for _ in range(3))
        self.is_away = False
        self._messages: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def new_channel(self) -> str:
        return "channel"

    async def receive(self, channel: str) -> dict[str, Any]:
        return await self._messages.get()

    async def group_add(self, group: str, channel: str) -> None:
        if self.is_away:
            raise ConnectionError
        self.groups.append(group)

    async def group_discard(self, group: str, channel: str) -> None:
        self.leaves.set()
        await self.may_leave.wait()
        self.groups = [one for one in self.groups if one != group]
        self.has_left.set()

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        self.sent.append(message)
        if group in self.groups:
            self._messages.put_nowait(message)


@pytest.fixture
async def layer(monkeypatch: pytest.MonkeyPatch) -> Layer:
    layer = Layer()
    monkeypatch.setattr("apps.conversations.realtime.pubsub.get_channel_layer", lambda: layer)
    monkeypatch.setattr("apps.conversations.realtime.pubsub.OPEN_SECONDS", PATIENCE_SECONDS)
    return layer


async def test_an_event_is_sent_once_to_all_who_get_it(layer: Layer) -> None:
    anna, console = SUBSCRIBERS["Anna"], SUBSCRIBERS["a console"]
    async with Subscription(anna) as visitors, Subscription(console) as consoles:
        publish_moved(PLANTS, ANNAS)
        events = [await one.wait(PATIENCE_SECONDS) for one in (visitors, consoles)]
    assert events == [MOVED, MOVED]
    assert len(layer.sent) == 1


async def test_an_event_of_another_version_is_left_out(layer: Layer) -> None:
    audience = SUBSCRIBERS["Anna"]
    async with Subscription(audience) as subscription:
        for strange in (b'{"kind":"unheard_of"}', b'{"kind":"draft_delta"}', b"not JSON"):
            await layer.group_send(audience.group, {**audience._asdict(), "event": strange})
        await publish(audience, MOVED)
        assert await subscription.wait(PATIENCE_SECONDS) == MOVED


async def test_a_workspace_is_joined_by_its_first_subscriber_and_left_by_its_last(
    layer: Layer,
) -> None:
    layer.may_leave.set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with Subscription(SUBSCRIBERS["a console"]), Subscription(SUBSCRIBERS["Anna"]):
            async with (
                Subscription(SUBSCRIBERS["Ben"]),
                Subscription(SUBSCRIBERS["a console elsewhere"]),
            ):
                assert layer.groups == [
                    SUBSCRIBERS["Anna"].group,
                    SUBSCRIBERS["a console elsewhere"].group,
                ]
            await layer.has_left.wait()
            assert layer.groups == [SUBSCRIBERS["Anna"].group]
            layer.has_left.clear()
        await layer.has_left.wait()
        assert layer.groups == []


async def test_who_does_not_read_holds_up_nobody(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.conversations.realtime.pubsub.MAX_UNREAD", 2)
    layer.may_leave.set()
    async with Subscription(SUBSCRIBERS["Anna"]), Subscription(SUBSCRIBERS["a console"]) as console:
        for _ in range(5):
            await publish(everybody_at(PLANTS, ANNAS), MOVED)
            assert await console.wait(PATIENCE_SECONDS) == MOVED


async def test_who_comes_while_the_last_subscriber_leaves_gets_events(layer: Layer) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with Subscription(SUBSCRIBERS["Anna"]):
            pass
        await layer.leaves.wait()
        asyncio.get_running_loop().call_later(0.05, layer.may_leave.set)
        async with Subscription(SUBSCRIBERS["Ben"]) as late:
            await layer.has_left.wait()
            await publish(SUBSCRIBERS["Ben"], MOVED)
            assert await late.wait(1) == MOVED


async def test_who_comes_while_the_last_subscriber_waits_to_leave_gets_events(layer: Layer) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with Subscription(SUBSCRIBERS["Anna"]):
            async with Subscription(SUBSCRIBERS["a console elsewhere"]):
                pass
            await layer.leaves.wait()
        await asyncio.sleep(0.05)  # Anna waits for the other workspace to be left
        async with Subscription(SUBSCRIBERS["Ben"]) as late:
            layer.may_leave.set()
            await asyncio.sleep(0.05)
            await publish(SUBSCRIBERS["Ben"], MOVED)
            assert await late.wait(1) == MOVED


async def test_who_came_while_redis_was_away_gets_events_when_it_is_back(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.conversations.realtime.pubsub.REOPEN_SECONDS", 0)
    layer.is_away = True
    layer.may_leave.set()
    async with asyncio.timeout(PATIENCE_SECONDS), Subscription(SUBSCRIBERS["Anna"]) as subscription:
        layer.is_away = False
        assert await subscription.wait(PATIENCE_SECONDS) is NoEvent.SILENCE  # it looks at once
        await publish(SUBSCRIBERS["Anna"], MOVED)
        assert await subscription.wait(PATIENCE_SECONDS) == MOVED
