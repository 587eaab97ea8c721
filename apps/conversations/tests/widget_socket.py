"""A widget that speaks frames, for tests."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from asgiref.testing import ApplicationCommunicator

from apps.conversations.orchestrator.turns import take_turn
from apps.conversations.tests.conftest import Shop
from xin_project.asgi import application


class Socket:
    """A widget that speaks frames."""

    def __init__(self, key: str, origin: str | None = None, **place: str) -> None:
        self._app = ApplicationCommunicator(
            application,
            {
                "type": "websocket",
                "path": place.get("path", "/ws/widget"),
                "query_string": key.encode(),
                "headers": [(b"origin", origin.encode())] if origin else [],
                "subprotocols": [],
                "client": (place.get("address", "127.0.0.1"), 50000),
            },
        )
        self.frames: list[dict[str, Any]] = []

    async def connect(self) -> dict[str, Any]:
        """Give the server's answer to the handshake."""
        await self._app.send_input({"type": "websocket.connect"})
        return await self.output()

    async def output(self) -> dict[str, Any]:
        answer: dict[str, Any] = await self._app.receive_output(timeout=10)
        return answer

    async def close(self) -> None:
        await self._app.send_input({"type": "websocket.disconnect", "code": 1000})
        await self._app.wait(timeout=10)

    async def send(self, **frame: Any) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self._app.send_input({"type": "websocket.receive", "text": text})

    async def until(self, type_: str, **fields: Any) -> dict[str, Any]:
        """Read frames up to the first of this type with these fields."""
        while True:
            frame = json.loads((await self.output())["text"])
            self.frames.append(frame)
            if frame["type"] == type_ and fields.items() <= frame.items():
                return frame

    def messages(self) -> list[tuple[str, str]]:
        return [
            (frame["author"], frame["content"].get("text") or frame["content"]["reason"])
            for frame in self.frames
            if frame["type"] == "message"
        ]


@asynccontextmanager
async def opened(key: str, origin: str | None = None) -> AsyncIterator[Socket]:
    socket = Socket(f"key={key}", origin)
    assert (await socket.connect())["type"] == "websocket.accept"
    try:
        yield socket
    finally:
        await socket.close()


async def bot(shop: Shop, conversation_id: str) -> None:
    while await take_turn(shop.tenant.id, UUID(conversation_id)):
        pass
