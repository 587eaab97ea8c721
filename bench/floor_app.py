"""The floor: an app that does nothing but commit one row per message and answer."""

import json
import os
from typing import Any

from psycopg_pool import AsyncConnectionPool

INSERT = "INSERT INTO bench_floor (visitor, text) VALUES (%s, %s)"
EVERYBODY = "everybody"
audience: set[Any] = set()
"""Where each open socket is written to."""
pool = AsyncConnectionPool(os.environ["BENCH_DATABASE_URL"], min_size=8, max_size=8, open=False)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Speak ASGI: HTTP and websockets, one committed row per message."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "websocket":
        await _talk(receive, send)
    else:
        await _answer(receive, send)


async def _live(receive: Any, send: Any) -> None:
    await receive()
    await pool.open()
    async with pool.connection() as connection:
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS bench_floor (id bigserial PRIMARY KEY, visitor text,"
            " text text, at timestamptz DEFAULT now())"
        )
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await pool.close()
    await send({"type": "lifespan.shutdown.complete"})


async def _store(body: str | bytes) -> bytes:
    message = json.loads(body)
    async with pool.connection() as connection:
        await connection.execute(INSERT, (message["visitor"], message["text"]))
    return json.dumps({"answer": message["answer"]}).encode()


async def _talk(receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    audience.add(send)
    while (event := await receive())["type"] == "websocket.receive":
        answer = await _store(event["text"])
        told = list(audience) if EVERYBODY in event["text"] else [send]
        for tell in told:
            await tell({"type": "websocket.send", "text": answer.decode()})
    audience.discard(send)


async def _answer(receive: Any, send: Any) -> None:
    body, more = b"", True
    while more:
        event = await receive()
        body, more = body + event.get("body", b""), event.get("more_body", False)
    answer = await _store(body)
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})
