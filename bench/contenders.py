"""How a visitor talks to each contender; every answer is checked."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

import aiohttp

from bench.dialogue import SCRIPT

Visit = Callable[[aiohttp.ClientSession, "Timings"], Awaitable[None]]


class WrongAnswer(Exception):
    """A contender said something else than the dialogue asks for."""


@dataclass
class Timings:
    """Seconds from sending each message to the end of its answer."""

    seconds: list[float] = field(default_factory=list)

    def add(self, begun: float) -> None:
        """Note one message that was sent at ``begun``."""
        self.seconds.append(time.perf_counter() - begun)


def check(said: str, expected: str) -> None:
    """Refuse a wrong answer."""
    if said != expected:
        raise WrongAnswer(f"expected {expected!r}, got {said!r}")


def echo_over_http(url: str) -> Visit:
    """The floor over HTTP."""

    async def visit(session: aiohttp.ClientSession, timings: Timings) -> None:
        visitor = uuid4().hex
        for _, given, answer in SCRIPT:
            begun = time.perf_counter()
            body = {"visitor": visitor, "text": given, "answer": answer}
            async with session.post(url, json=body) as response:
                check((await response.json())["answer"], answer)
            timings.add(begun)

    return visit


def echo_over_sockets(url: str, *, begins: bool = False) -> Visit:
    """The floor, or langgraph (which ``begins`` with a turn of its own), over websockets."""

    async def visit(session: aiohttp.ClientSession, timings: Timings) -> None:
        visitor = uuid4().hex
        async with session.ws_connect(url) as socket:
            if begins:
                await socket.send_json({"visitor": visitor})
                check((await socket.receive_json())["answer"], "What can I do?")
            for _, given, answer in SCRIPT:
                begun = time.perf_counter()
                await socket.send_json({"visitor": visitor, "text": given, "answer": answer})
                check((await socket.receive_json())["answer"], answer)
                timings.add(begun)

    return visit


def ours_over_http(url: str, key: str) -> Visit:
    """Our widget's API without sockets."""

    async def visit(session: aiohttp.ClientSession, timings: Timings) -> None:
        token = None
        for kind, given, answer in SCRIPT:
            body = {"key": key, "client_msg_id": str(uuid4()), kind: given}
            begun = time.perf_counter()
            async with session.post(url, json=body | ({"token": token} if token else {})) as reply:
                answered = await reply.json()
            check(answered["messages"][-1]["content"]["text"], answer)
            if token is not None:  # the first request greets as well
                timings.add(begun)
            token = answered["token"]

    return visit


def ours_over_sockets(url: str, key: str) -> Visit:
    """Our widget's socket, as the widget speaks it."""

    async def visit(session: aiohttp.ClientSession, timings: Timings) -> None:
        async with session.ws_connect(f"{url}?key={key}") as socket:
            await socket.send_json({"type": "hello"})
            check(await until_turn_done(socket), "What can I do?")
            for kind, given, answer in SCRIPT:
                begun = time.perf_counter()
                await socket.send_json(
                    {"type": "message", "client_msg_id": str(uuid4()), kind: given}
                )
                check(await until_turn_done(socket), answer)
                timings.add(begun)

    return visit


async def until_turn_done(socket: aiohttp.ClientWebSocketResponse) -> str:
    """Read on to the end of a turn; give the last words of its answer."""
    said = ""
    async for frame in socket:
        event = json.loads(frame.data)
        if event["type"] == "message" and event["author"] == "bot":
            said = event["content"]["text"]
        if event["type"] == "turn_done":
            return said
        if event["type"] == "error":
            raise WrongAnswer(event["code"])
    raise WrongAnswer("the socket closed")


async def load(visit: Visit, visitors: int, seconds: float) -> tuple[Timings, float]:
    """Let so many visitors talk, one dialogue after the other; give timings and the duration."""
    timings = Timings()
    begun = time.perf_counter()
    ends_at = begun + seconds

    async def talk(session: aiohttp.ClientSession) -> None:
        while time.perf_counter() < ends_at:
            await visit(session, timings)

    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(talk(session) for _ in range(visitors)))
    return timings, time.perf_counter() - begun
