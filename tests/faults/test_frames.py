"""Frames that no widget sends: the socket closes or refuses, and its neighbours notice nothing."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.faults.conftest import Verdict
from tests.faults.crowd import told
from tests.faults.visitors import Visitor
from tests.product import Product

pytestmark = pytest.mark.fault

PIECE = "x" * 30_000
TOO_LARGE, NO_TEXT = 1009, 1007
MANY_FRAMES = 130

Attack = Callable[[ClientConnection], Awaitable[None]]


async def _giant(socket: ClientConnection) -> None:
    await socket.send(PIECE * 3)


async def _in_pieces(socket: ClientConnection) -> None:
    await socket.send([PIECE, PIECE, PIECE])


async def _no_text(socket: ClientConnection) -> None:
    await socket.send(b"\xff\xfe", text=True)


ATTACKS: tuple[tuple[Attack, int], ...] = (
    (_giant, TOO_LARGE),
    (_in_pieces, TOO_LARGE),
    (_no_text, NO_TEXT),
)


async def test_bad_frames_close_their_own_socket_only(
    product: Product, doors: list[str], verdict: Verdict
) -> None:
    address = f"{doors[0].replace('http', 'ws', 1)}/ws/widget?key={product.demo['tenant_id']}"
    async with Visitor(doors[:1], product.demo["tenant_id"]) as visitor:
        await visitor.until_asked(1)
        codes = [await _closed_with(address, attack) for attack, _ in ATTACKS]
        refused = await _refusals(address)
        await visitor.say("word")
        await visitor.until_asked(2)
    wrong = [
        f"{attack.__name__}: {code}"
        for (attack, right), code in zip(ATTACKS, codes, strict=True)
        if code != right
    ]
    wrong += [] if refused == ["rate_limited"] else [f"a flood of frames: {refused}"]
    wrong += [] if visitor.thread() == told(["word"]) else [f"{visitor.thread()}"]
    wrong += [f"the neighbour was dropped {len(visitor.returns)} times"] * bool(visitor.returns)
    await verdict.on("frames no widget sends", len(ATTACKS) + 1, [visitor], wrong)


async def _closed_with(address: str, attack: Attack) -> int | None:
    async with connect(address, proxy=None) as socket:
        await socket.send(json.dumps({"type": "hello"}))
        try:
            await attack(socket)
            async with asyncio.timeout(10):
                async for _ in socket:
                    pass
        except ConnectionClosed:
            pass
        return socket.close_code


async def _refusals(address: str) -> list[str]:
    """Send more than a person can mean, and give the kinds of errors that came."""
    async with connect(address, proxy=None) as socket:
        for frame in [{"type": "hello"}, *([{"type": "typing"}] * MANY_FRAMES)]:
            await socket.send(json.dumps(frame))
        codes: set[str] = set()
        while not codes:
            async with asyncio.timeout(10):
                frame = json.loads(await socket.recv())
            codes |= {frame["code"]} if frame["type"] == "error" else set()
    return sorted(codes)
