"""Readers of one process share one channel; each hears what is meant for it, and nothing else."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID, uuid4

import pytest

from apps.conversations.realtime.pubsub import (
    MEMBERS,
    MOVED,
    TYPING,
    Audience,
    Hints,
    consoles_of,
    everybody_at,
    hint,
    tell_and_wait,
    visitor_of,
)

PATIENCE_SECONDS = 10

PLANTS, BOOKS = UUID(int=1), UUID(int=2)
ANNAS, BENS = UUID(int=3), UUID(int=4)

EARS = {
    "Anna": visitor_of(PLANTS, ANNAS),
    "Anna's other window": visitor_of(PLANTS, ANNAS),
    "Ben": visitor_of(PLANTS, BENS),
    "a console": consoles_of(PLANTS),
    "a namesake of Anna elsewhere": visitor_of(BOOKS, ANNAS),
    "a console elsewhere": consoles_of(BOOKS),
}
ANNA_HERSELF = {"Anna", "Anna's other window"}


@pytest.mark.parametrize(
    ("audience", "meant"),
    [
        (visitor_of(PLANTS, ANNAS), ANNA_HERSELF),
        (consoles_of(PLANTS), {"a console"}),
        (everybody_at(PLANTS, ANNAS), {*ANNA_HERSELF, "a console"}),
        (visitor_of(PLANTS, uuid4()), set()),
    ],
)
async def test_each_hears_what_is_meant_for_them_and_nothing_else(
    audience: Audience, meant: set[str]
) -> None:
    async with AsyncExitStack() as stack:
        readers = {name: await stack.enter_async_context(Hints(own)) for name, own in EARS.items()}
        await tell_and_wait(audience, TYPING)
        for own in set(EARS.values()):
            await tell_and_wait(own, MEMBERS)  # said later, so it is heard first by the others
        heard = {name: await hints.wait(PATIENCE_SECONDS) for name, hints in readers.items()}
    assert {name for name, event in heard.items() if event["type"] == TYPING} == meant
    assert {event["type"] for event in heard.values()} <= {TYPING, MEMBERS}


class Layer:
    """A channel layer in memory that counts, and leaves a group when it may."""

    def __init__(self) -> None:
        self.groups: list[str] = []
        self.said: list[dict[str, Any]] = []
        self.leaves, self.may_leave, self.has_left = (asyncio.Event() for _ in range(3))
        self.is_away = False
        self._heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def new_channel(self) -> str:
        return "ears"

    async def receive(self, channel: str) -> dict[str, Any]:
        return await self._heard.get()

    async def group_add(self, group: str, channel: str) -> None:
        if self.is_away:
            raise ConnectionError
        self.groups.append(group)

    async def group_discard(self, group: str, channel: str) -> None:
        self.leaves.set()
        await self.may_leave.wait()
        self.groups = [one for one in self.groups if one != group]
        self.has_left.set()

    async def group_send(self, group: str, event: dict[str, Any]) -> None:
        self.said.append(event)
        if group in self.groups:
            self._heard.put_nowait(event)


@pytest.fixture
async def layer(monkeypatch: pytest.MonkeyPatch) -> Layer:
    layer = Layer()
    monkeypatch.setattr("apps.conversations.realtime.pubsub.get_channel_layer", lambda: layer)
    monkeypatch.setattr("apps.conversations.realtime.pubsub.OPEN_SECONDS", PATIENCE_SECONDS)
    return layer


async def test_a_hint_is_said_once_and_names_its_conversation(layer: Layer) -> None:
    async with Hints(EARS["Anna"]) as visitor, Hints(EARS["a console"]) as console:
        await hint(PLANTS, ANNAS)
        heard = [await hints.wait(PATIENCE_SECONDS) for hints in (visitor, console)]
    assert layer.said == [heard[0]] == [heard[1]]
    assert (heard[0]["type"], heard[0]["conversation"]) == (MOVED, str(ANNAS))


async def test_a_workspace_is_joined_by_its_first_reader_and_left_by_its_last(
    layer: Layer,
) -> None:
    layer.may_leave.set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with Hints(EARS["a console"]), Hints(EARS["Anna"]):
            async with Hints(EARS["Ben"]), Hints(EARS["a console elsewhere"]):
                assert layer.groups == [EARS["Anna"].group, EARS["a console elsewhere"].group]
            await layer.has_left.wait()
            assert layer.groups == [EARS["Anna"].group]
            layer.has_left.clear()
        await layer.has_left.wait()
        assert layer.groups == []


async def test_who_does_not_listen_holds_up_nobody(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.conversations.realtime.pubsub.MOST_UNHEARD", 2)
    layer.may_leave.set()
    async with Hints(EARS["Anna"]), Hints(EARS["a console"]) as console:
        for _ in range(5):
            await tell_and_wait(everybody_at(PLANTS, ANNAS), MOVED)
            assert (await console.wait(PATIENCE_SECONDS))["type"] == MOVED


async def test_who_comes_while_the_last_reader_leaves_hears(layer: Layer) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with Hints(EARS["Anna"]):
            pass
        await layer.leaves.wait()
        asyncio.get_running_loop().call_later(0.05, layer.may_leave.set)
        async with Hints(EARS["Ben"]) as newcomer:
            await layer.has_left.wait()
            await tell_and_wait(EARS["Ben"], MOVED)
            assert (await newcomer.wait(1))["type"] == MOVED


async def test_who_comes_while_the_last_reader_waits_to_leave_hears(layer: Layer) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with Hints(EARS["Anna"]):
            async with Hints(EARS["a console elsewhere"]):
                pass
            await layer.leaves.wait()
        await asyncio.sleep(0.05)  # Anna waits for the other workspace to be left
        async with Hints(EARS["Ben"]) as newcomer:
            layer.may_leave.set()
            await asyncio.sleep(0.05)
            await tell_and_wait(EARS["Ben"], MOVED)
            assert (await newcomer.wait(1))["type"] == MOVED


async def test_who_came_while_redis_was_away_hears_when_it_is_back(
    layer: Layer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.conversations.realtime.pubsub.REOPEN_SECONDS", 0)
    layer.is_away = True
    layer.may_leave.set()
    async with asyncio.timeout(PATIENCE_SECONDS), Hints(EARS["Anna"]) as hints:
        layer.is_away = False
        assert (await hints.wait(PATIENCE_SECONDS))["type"] == "silence"  # it looks at once
        await tell_and_wait(EARS["Anna"], MOVED)
        assert (await hints.wait(PATIENCE_SECONDS))["type"] == MOVED
