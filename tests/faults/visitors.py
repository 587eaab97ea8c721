"""Visitors who behave as the widget does: resend what was not acked, resume where they were."""

import asyncio
import contextlib
import itertools
import json
import time
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any, Self
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

PATIENCE_SECONDS = 120
PAUSE_SECONDS = 0.2
QUESTION = "Say a word."
ECHO = "You said: "


class Visitor:
    """One visitor with an open panel that finds its way back to any of the web processes.

    ``seen`` holds every message frame in the order of arrival, ``acked`` the number of each
    message that the server promised to keep, ``waits`` the seconds until each promise, ``returns``
    those until each lost connection was replaced, ``problems`` what a widget should never see.
    """

    def __init__(self, doors: Sequence[str], key: str, first_door: int = 0) -> None:
        self._doors = itertools.islice(itertools.cycle(doors), first_door, None)
        self.door = ""
        self._key = key
        self.token: str | None = None
        self.conversation_id = ""
        self.seen: list[dict[str, Any]] = []
        self.words: list[str] = []
        self.acked: dict[str, int] = {}
        self.problems: list[str] = []
        self.waits: list[float] = []
        self.returns: list[float] = []
        self._said_at: dict[str, float] = {}
        self._lost_at: float | None = None
        self._unacked: dict[str, dict[str, Any]] = {}
        self._sent: set[str] = set()
        self._sending = asyncio.Lock()
        self._socket: ClientConnection | None = None
        self._moved = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._living = asyncio.create_task(self._live())
        return self

    async def __aexit__(self, *exception: object) -> None:
        self._living.cancel()
        await asyncio.gather(self._living, return_exceptions=True)

    async def say(self, text: str) -> str:
        """Type words; they are sent until they are acked. Give their ``client_msg_id``."""
        client_msg_id = str(uuid4())
        self.words.append(text)
        frame = {"type": "message", "client_msg_id": client_msg_id, "text": text}
        self._unacked[client_msg_id] = frame
        self._said_at[client_msg_id] = time.monotonic()
        await self._flush()
        return client_msg_id

    def drop(self) -> bool:
        """Lose the connection without a goodbye; False when there is none."""
        if self._socket is None:
            return False
        self._socket.transport.abort()
        return True

    async def until(self, condition: Callable[[], bool], wish: str) -> None:
        """Wait for something to be seen.

        Raises:
            AssertionError: it never was.
        """
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not condition():
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            raise AssertionError(
                f"{self.conversation_id}: in vain for {wish}; {self.thread()} {self.problems}"
            ) from None

    async def until_asked(self, times: int) -> None:
        """Wait until the bot has asked its question so often: all before it is answered."""
        await self.until(lambda: self.said_by_bot(QUESTION) >= times, f"question {times}")

    async def until_seen(self, messages: int) -> None:
        """Wait for so many messages."""
        await self.until(lambda: len(self.seen) >= messages, f"message {messages}")

    def thread(self) -> list[tuple[str, str]]:
        """(author, words) of all that was seen."""
        return [(frame["author"], frame["content"].get("text", "")) for frame in self.seen]

    def said_by_bot(self, text: str) -> int:
        """How often the bot said this."""
        return self.thread().count(("bot", text))

    def echoed(self) -> list[str]:
        """The words that the bot answered, one by one."""
        answers = [text for author, text in self.thread() if author == "bot"]
        echoes = [text.removeprefix(ECHO) for text in answers if text.startswith(ECHO)]
        return [word for echo in echoes for word in echo.split("\n")]

    def read_stored(self) -> list[dict[str, Any]]:
        """The thread as the API gives it; blocks."""
        request = urllib.request.Request(
            f"{self.door}/api/v1/widget/messages?after=0",
            headers={"Authorization": f"Bearer {self.token}"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
            messages: list[dict[str, Any]] = json.load(answer)["messages"]
        return messages

    async def _live(self) -> None:
        for door in self._doors:
            self.door = door
            address = f"{door.replace('http', 'ws', 1)}/ws/widget?key={self._key}"
            with contextlib.suppress(OSError, TimeoutError, WebSocketException):
                async with connect(address, proxy=None, close_timeout=1) as socket:
                    await self._talk(socket)
            if self._socket is not None:
                self._socket, self._lost_at = None, time.monotonic()
            await asyncio.sleep(PAUSE_SECONDS)

    async def _talk(self, socket: ClientConnection) -> None:
        hello: dict[str, Any] = {"type": "hello", "last_seq": len(self.seen)}
        if self.token:
            hello["token"] = self.token
        await socket.send(json.dumps(hello))
        async for text in socket:
            frame = json.loads(text)
            if frame["type"] == "ready":
                self._enter(frame, socket)
                await self._flush()
            else:
                self._hear(frame)
            self._moved.set()

    def _enter(self, ready: dict[str, Any], socket: ClientConnection) -> None:
        if self.token not in (None, ready["token"]):
            self.problems.append("the visitor's token was not known any more")
        self.token, self.conversation_id = ready["token"], ready["conversation_id"]
        self._socket, self._sent = socket, set()
        if self._lost_at is not None:
            self.returns.append(time.monotonic() - self._lost_at)
            self._lost_at = None

    def _hear(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "message":
                if frame["seq"] != len(self.seen) + 1:
                    self.problems.append(f"message {frame['seq']} after {len(self.seen)}")
                self.seen.append(frame)
            case "ack":
                self._note_ack(frame["client_msg_id"], frame["seq"])
            case "error":
                self.problems.append(f"error {frame['code']}")

    def _note_ack(self, client_msg_id: str, seq: int) -> None:
        if self._unacked.pop(client_msg_id, None):
            self.waits.append(time.monotonic() - self._said_at[client_msg_id])
        if self.acked.setdefault(client_msg_id, seq) != seq:
            self.problems.append(f"acked as {self.acked[client_msg_id]} and as {seq}")

    async def _flush(self) -> None:
        """Send what this connection has not sent yet, in the order it was said."""
        async with self._sending:
            for client_msg_id, frame in list(self._unacked.items()):
                socket = self._socket
                if socket is None or client_msg_id in self._sent:
                    continue
                self._sent.add(client_msg_id)
                with contextlib.suppress(OSError, WebSocketException):  # the next one resends
                    await socket.send(json.dumps(frame))
