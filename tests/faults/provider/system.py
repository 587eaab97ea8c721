"""A provider on this machine: it shows people what is posted to it, as well or ill as a test wants.

It notes every post with the time of its arrival. One that comes twice under one id it shows once,
as channels ask of a tenant's system.
"""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from apps.channels.adapters.webhook.signature import check_signature
from apps.core.errors import Unauthenticated
from tests.faults.visitors import PATIENCE_SECONDS


@dataclass(frozen=True)
class Line:
    """A channel of the product, as its provider knows it."""

    name: str
    channel_id: str
    public_id: str
    signing: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Answer:
    """What becomes of a post: a status, a closed line, or silence until the test lets it go on."""

    status: int = 200
    headers: str = ""
    is_dropped: bool = False
    until: threading.Event | None = None


TAKE = Answer()
DROP = Answer(is_dropped=True)


@dataclass(frozen=True)
class Arrival:
    """One post as it came; what was not taken is not shown to anybody."""

    at: float
    line: str
    id: str
    conversation_id: str
    address: str
    seq: int
    author: str
    text: str
    is_taken: bool


Rule = Callable[[Mapping[str, Any], int], Answer]
"""How a post is answered that has come so often before."""


def take_all(post: Mapping[str, Any], times: int) -> Answer:
    """Be kind."""
    return TAKE


class System:
    """Listens to all lines; ``rule`` may be changed at any time."""

    def __init__(self) -> None:
        self.url = ""
        self.lines: dict[str, Line] = {}
        self.rule: Rule = take_all
        self.arrivals: list[Arrival] = []
        self.problems: list[str] = []
        self._times: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one post."""
        name, headers, body = await _read(reader)
        try:
            check_signature(self.lines[name].signing, headers, datetime.now(UTC), body)
        except Unauthenticated as problem:
            self.problems.append(f"{name} was posted to with {problem.code}")
        answer = self._note(name, json.loads(body))
        if answer.until is not None:
            await asyncio.to_thread(answer.until.wait, PATIENCE_SECONDS)
        if not answer.is_dropped:
            head = f"HTTP/1.1 {answer.status} X\r\nContent-Length: 0\r\n{answer.headers}\r\n"
            writer.write(head.encode())
        writer.close()

    def _note(self, line: str, post: dict[str, Any]) -> Answer:
        answer = self.rule(post, self._times[post["id"]])
        self._times[post["id"]] += 1
        self.arrivals.append(
            Arrival(
                at=time.time(),
                line=line,
                id=post["id"],
                conversation_id=post["conversation_id"],
                address=post["to"]["id"],
                seq=post["seq"],
                author=post["author"],
                text=post["text"],
                is_taken=answer.status < 300,
            )
        )
        return answer

    def shown(self) -> list[Arrival]:
        """Give what people saw, in the order of its arrival."""
        first: dict[str, Arrival] = {}
        for arrival in list(self.arrivals):
            if arrival.is_taken:
                first.setdefault(arrival.id, arrival)
        return list(first.values())

    def repeats(self) -> int:
        """Count the posts of what had been taken before."""
        taken = Counter(arrival.id for arrival in list(self.arrivals) if arrival.is_taken)
        return taken.total() - len(taken)


async def _read(reader: asyncio.StreamReader) -> tuple[str, dict[str, str], bytes]:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    pairs = [line.split(": ", 1) for line in lines if line]
    headers = {name.lower(): value for name, value in pairs}
    body = await reader.readexactly(int(headers["content-length"]))
    return first.split()[1].removeprefix("/"), headers, body
