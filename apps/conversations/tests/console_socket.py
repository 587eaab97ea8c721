"""A console that speaks frames, for tests."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from apps.conversations.tests.conftest import Shop
from apps.platform.db.units import unit_of_work
from apps.tenants.models import User
from xin_project.asgi import application


class ConsoleSocket:
    """One person's open console, and what it would show."""

    def __init__(self, slug: str, cookie: str = "", origin: str | None = None) -> None:
        headers = [(b"host", b"localhost"), (b"cookie", cookie.encode())]
        headers += [(b"origin", origin.encode())] if origin else []
        self._app = ApplicationCommunicator(
            application,
            {
                "type": "websocket",
                "path": f"/ws/console/{slug}",
                "query_string": b"",
                "headers": headers,
                "subprotocols": [],
            },
        )
        self.frames: list[dict[str, Any]] = []
        self.rows: dict[str, dict[str, Any]] = {}

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

    async def send(self, type: str, **fields: Any) -> None:  # noqa: A002
        frame = {"type": type} | {name: _plain(value) for name, value in fields.items()}
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self._app.send_input({"type": "websocket.receive", "text": text})

    async def until(self, type: str, **fields: Any) -> dict[str, Any]:  # noqa: A002
        """Read frames up to the first of this type with these fields."""
        wanted = {name: _plain(value) for name, value in fields.items()}
        while True:
            answer = await self.output()
            assert answer["type"] == "websocket.send", answer
            frame = json.loads(answer["text"])
            self.frames.append(frame)
            if frame["type"] == "conversation":
                self.rows[frame["id"]] = frame
            if frame["type"] == type and wanted.items() <= frame.items():
                return frame

    async def hello(self, **fields: Any) -> dict[str, Any]:
        await self.send("hello", **fields)
        return await self.until("ready")

    def messages(self) -> list[tuple[str, str]]:
        return [
            (frame["author"], frame["content"].get("text") or frame["content"]["reason"])
            for frame in self.frames
            if frame["type"] == "message"
        ]

    async def is_silent(self) -> bool:
        """Tell whether nothing more comes for a moment."""
        return bool(await self._app.receive_nothing(timeout=0.3))


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | list) else str(value)


async def session_cookie(user: User) -> str:
    """Give the Cookie header of somebody who is signed in."""
    return await unit_of_work(_session_cookie)(user)


def _session_cookie(user: User) -> str:
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


@asynccontextmanager
async def console_of(shop: Shop, user: User) -> AsyncIterator[ConsoleSocket]:
    """Give the open console of a signed-in person; hello is still to be said."""
    cookie = await session_cookie(user)
    socket = ConsoleSocket(shop.tenant.slug, cookie, settings.XIN_PUBLIC_URL)
    assert (await socket.connect())["type"] == "websocket.accept"
    try:
        yield socket
    finally:
        await asyncio.shield(socket.close())
