"""A server on this machine that speaks the OpenAI API and answers as a test says."""

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

HANG = "hang"
"""Never answers."""
CUT = "cut"
"""Promises more than it sends."""
EVENTS = "text/event-stream"
LONGEST_HOLD = 30.0
"""Seconds after which a test that forgot an answer is let go."""


@dataclass(frozen=True)
class Reply:
    """One HTTP answer; ``streamed`` is the body for those who ask for a stream, if it has one."""

    status: int = 200
    body: str = ""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0
    """How long it thinks before it answers."""
    streamed: str = ""


@dataclass(frozen=True)
class Held:
    """A streamed answer that stands still after its first words, until a test lets it go on."""

    first: str
    rest: str
    go_on: threading.Event = field(default_factory=threading.Event)


Step = Reply | Held | str
"""A reply, a held one, `HANG` or `CUT`."""


def completion(
    text: str | None, finish: str | None = "stop", usage: Mapping[str, int] | None = None
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
    pieces = re.findall(r"\S+\s*|\s+", text or "")
    whole = json.dumps(shape | ({"usage": dict(usage)} if usage else {}))
    return Reply(body=whole, streamed=streamed(*pieces, finish=finish, usage=usage).streamed)


def streamed(
    *pieces: str, finish: str | None = "stop", usage: Mapping[str, int] | None = None
) -> Reply:
    """Give an answer in pieces; without ``finish`` the server does not say why it ended."""
    chunks = [_chunk(piece) for piece in pieces]
    chunks += [_chunk("", finish)] if finish else []
    chunks += [_chunk(None, usage=usage)] if usage else []
    return Reply(streamed="".join(chunks) + "data: [DONE]\n\n")


def _chunk(
    piece: str | None, finish: str | None = None, usage: Mapping[str, int] | None = None
) -> str:
    choice = {"index": 0, "finish_reason": finish, "delta": {"content": piece}}
    shape = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "toy",
        "choices": [] if piece is None else [choice],
        "usage": dict(usage) if usage else None,
    }
    return f"data: {json.dumps(shape)}\n\n"


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
        request = json.loads(await reader.readexactly(length))
        self.requests.append(request)
        step = self.begin(request)
        if step == HANG:
            await reader.read()  # until the client gives up
        elif isinstance(step, Held):
            await _send_in_two(step, writer)
        else:
            await asyncio.sleep(step.seconds if isinstance(step, Reply) else 0)
            writer.write(_as_bytes(step, streams=request.get("stream") is True))
        self.end(request)
        writer.close()

    def begin(self, request: Mapping[str, Any]) -> Step:
        """Choose the answer to a request."""
        return self.script[min(len(self.requests), len(self.script)) - 1]

    def end(self, request: Mapping[str, Any]) -> None:
        """Know that a request is answered, or its client gone."""


async def _send_in_two(step: Held, writer: asyncio.StreamWriter) -> None:
    writer.write(_head(Reply(content_type=EVENTS), {}) + _chunk(step.first).encode())
    await writer.drain()
    await asyncio.to_thread(step.go_on.wait, LONGEST_HOLD)
    writer.write(streamed(step.rest).streamed.encode())


def _as_bytes(step: Reply | str, *, streams: bool) -> bytes:
    reply = step if isinstance(step, Reply) else completion("Never read to its end")
    if streams and reply.streamed:
        reply = replace(reply, body=reply.streamed, content_type=EVENTS)
    body = reply.body.encode(errors="surrogateescape")  # so that a test can send any byte
    sent = body[: len(body) // 2] if step == CUT else body
    return _head(reply, {"content-length": str(len(body))}) + sent


def _head(reply: Reply, more: Mapping[str, str]) -> bytes:
    headers = {"content-type": reply.content_type, "connection": "close", **more, **reply.headers}
    lines = [f"HTTP/1.1 {reply.status} -", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


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
