"""A tenant's own system on this machine: it posts signed events and notes what is posted to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from apps.channels.adapters.webhook.signature import check_signature, signed_headers

DROP = -1
"""Takes the message and closes the line without an answer."""


@dataclass
class TheirSystem:
    """Answers posts with ``statuses`` one after the other, the last one for good."""

    statuses: Sequence[int] = (200,)
    signing: Sequence[str] = ()
    headers: str = ""
    answer: bytes = b""
    posts: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    @property
    def heard(self) -> list[tuple[str, str]]:
        """Give (author, words) of all that was posted, repeats too."""
        return [(post["author"], post["text"]) for post in self.posts]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one post."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lines = [line.split(": ", 1) for line in head.split("\r\n")[1:] if line]
        headers = {name.lower(): value for name, value in lines}
        body = await reader.readexactly(int(headers["content-length"]))
        if self.signing:
            check_signature(self.signing, headers, datetime.now(UTC), body)
        status = self.statuses[min(len(self.posts), len(self.statuses) - 1)]
        self.posts.append(json.loads(body) | {"webhook-id": headers["webhook-id"]})
        if status != DROP:
            length = len(self.answer)
            head = f"HTTP/1.1 {status} X\r\nContent-Length: {length}\r\n{self.headers}\r\n"
            writer.write(head.encode() + self.answer)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def running(system: TheirSystem) -> AsyncIterator[TheirSystem]:
    """Let the system listen on a port of this machine."""
    server = await asyncio.start_server(system.serve, "127.0.0.1", 0)
    system.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/chat"
    async with server:
        yield system


def signed_post(
    signing: Sequence[str], told: Any, *, message_id: str = "", at: datetime | None = None
) -> tuple[bytes, dict[str, str]]:
    """Give the body and the headers of a post that tells this."""
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    at = at or datetime.now(UTC)
    return body, signed_headers(signing, message_id or str(uuid4()), at, body)
