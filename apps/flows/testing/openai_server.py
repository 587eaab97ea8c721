"""A server on this machine that speaks the OpenAI API and answers as a test says."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

HANG = "hang"
"""Never answers."""
CUT = "cut"
"""Promises more than it sends."""


@dataclass(frozen=True)
class Reply:
    """One HTTP answer."""

    status: int = 200
    body: str = ""
    content_type: str = "application/json"


Step = Reply | str
"""A reply, `HANG` or `CUT`."""


def completion(
    text: str | None, finish: str = "stop", usage: Mapping[str, int] | None = None
) -> Reply:
    """Give a right answer; without ``usage`` the server tells no tokens."""
    choice = {
        "index": 0,
        "finish_reason": finish,
        "message": {"role": "assistant", "content": text},
    }
    shape: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "toy",
        "choices": [choice],
    }
    return Reply(body=json.dumps(shape | ({"usage": dict(usage)} if usage else {})))


def problem(status: int, message: str = "No.", **more: str) -> Reply:
    """Give an error as the API shapes it."""
    return Reply(status, json.dumps({"error": {"message": message, **more}}))


@dataclass
class OpenAIServer:
    """Answers by its script, in order; the last step goes on. It keeps what it was asked."""

    script: list[Step]
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    base_url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and close."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next(
            int(line.split(":")[1])
            for line in head.splitlines()
            if line.lower().startswith("content-length:")
        )
        self.headers.append(head)
        self.requests.append(json.loads(await reader.readexactly(length)))
        step = self.script[min(len(self.requests), len(self.script)) - 1]
        if step == HANG:
            await reader.read()  # until the client gives up
        else:
            writer.write(_as_bytes(step))
        writer.close()


def _as_bytes(step: Step) -> bytes:
    reply = step if isinstance(step, Reply) else completion("Never read to its end")
    body = reply.body.encode()
    length = len(body) * 2 if step == CUT else len(body)
    head = f"HTTP/1.1 {reply.status} -\r\ncontent-type: {reply.content_type}\r\n"
    return f"{head}content-length: {length}\r\nconnection: close\r\n\r\n".encode() + body


@asynccontextmanager
async def openai_server(*script: Step) -> AsyncIterator[OpenAIServer]:
    """Run a server as long as the block lasts."""
    server = OpenAIServer(list(script))
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    server.base_url = f"http://127.0.0.1:{port}/v1"
    try:
        yield server
    finally:
        listening.close()
