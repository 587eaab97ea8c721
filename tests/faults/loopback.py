"""Servers that the product talks to, on a thread of their own, so that a test may block."""

import asyncio
import threading
from collections.abc import Awaitable, Callable

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Loopback:
    """One event loop that serves on this machine until it is stopped."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def listen(self, serve: Serve) -> int:
        """Serve connections, and give the port."""
        starting = asyncio.start_server(serve, "127.0.0.1", 0)
        server = asyncio.run_coroutine_threadsafe(starting, self._loop).result()
        return int(server.sockets[0].getsockname()[1])

    def stop(self) -> None:
        """Serve no more; who waits is left alone, as by a server that dies."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
