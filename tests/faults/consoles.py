"""A console as the page holds it: rows and one open thread, kept up to date by frames alone."""

import asyncio
import contextlib
import itertools
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from tests.faults.agents import Agent
from tests.faults.visitors import PATIENCE_SECONDS, PAUSE_SECONDS

LOOK_AGAIN_SECONDS = 0.5
TIMES = {"waiting_since", "held_since", "spoke_at", "created_at", "moved_at", "last_at"}


class Console:
    """Comes back to any web after a lost line, with the newest time and number it knows."""

    def __init__(self, doors: Sequence[str], agent: Agent) -> None:
        self._doors = itertools.cycle(doors)
        self._agent = agent
        self._rows: dict[str, dict[str, Any]] = {}
        self._open = ""
        self._thread: list[dict[str, Any]] = []
        self._socket: ClientConnection | None = None
        self.problems: list[str] = []

    async def __aenter__(self) -> Self:
        self._living = asyncio.create_task(self._live())
        return self

    async def __aexit__(self, *exception: object) -> None:
        self._living.cancel()
        await asyncio.gather(self._living, return_exceptions=True)

    def drop(self) -> bool:
        """Lose the connection without a goodbye; False when there is none."""
        if self._socket is None:
            return False
        self._socket.transport.abort()
        return True

    async def look_at(self, conversation_id: str) -> None:
        """Open a conversation; its thread is followed from now on."""
        self._open, self._thread = conversation_id, []
        if self._socket is not None:
            await self._send_open(self._socket)

    async def differences(self) -> list[str]:
        """Compare what frames have built with what is read afresh, once all frames have come."""
        found = ["never looked"]
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while found:
                    await asyncio.sleep(LOOK_AGAIN_SECONDS)
                    found = await asyncio.to_thread(self._compare)
        return self.problems + found

    def _compare(self) -> list[str]:
        found = [
            f"console row {row['id']}: {_plain(row)} is not {_plain(self._rows.get(row['id'], {}))}"
            for row in self._agent.read("")
            if _plain(row) != _plain(self._rows.get(row["id"], {}))
        ]
        stored = self._agent.read(f"/{self._open}/messages")["messages"] if self._open else []
        return found if stored == self._thread else [*found, f"console thread {self._open}"]

    async def _live(self) -> None:
        for door in self._doors:
            with contextlib.suppress(OSError, TimeoutError, WebSocketException):
                async with connect(
                    self._agent.socket_address(door),
                    proxy=None,
                    close_timeout=1,
                    origin=Origin(door),
                    additional_headers=self._agent.cookies,
                ) as socket:
                    await self._follow(socket)
            self._socket = None
            await asyncio.sleep(PAUSE_SECONDS)

    async def _follow(self, socket: ClientConnection) -> None:
        newest = max((row["moved_at"] for row in self._rows.values()), default=None)
        await socket.send(json.dumps({"type": "hello", "after": newest}))
        async for text in socket:
            frame = json.loads(text)
            match frame.pop("type"):
                case "ready":
                    self._socket = socket
                    await self._send_open(socket)
                case "conversation":
                    self._rows[frame["id"]] = frame
                case "message" if frame.pop("conversation_id") == self._open:
                    self._hear(frame)
                case "error":
                    self.problems.append(f"console error {frame['code']}")

    def _hear(self, message: dict[str, Any]) -> None:
        if message["seq"] != len(self._thread) + 1:
            self.problems.append(f"console message {message['seq']} after {len(self._thread)}")
        self._thread.append(message)

    async def _send_open(self, socket: ClientConnection) -> None:
        if self._open:
            place = {"conversation_id": self._open, "last_seq": len(self._thread)}
            await socket.send(json.dumps({"type": "open", **place}))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Cut times to milliseconds, as the API gives them."""
    return {name: _cut(value) if name in TIMES else value for name, value in row.items()}


def _cut(value: str | None) -> datetime | None:
    time = datetime.fromisoformat(value) if value else None
    return time and time.replace(microsecond=time.microsecond // 1000 * 1000)
