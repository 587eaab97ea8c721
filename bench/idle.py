"""Idle sockets: what one costs a web process, and how soon one event is at 500 consoles.

Beside ours stands the bare app of the floor, which holds the same sockets and does nothing.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlsplit
from uuid import uuid4

import aiohttp

from bench.cpu import memory_mib
from bench.measuring import print_table
from bench.servers import our_product, private_servers, served
from tests.product import Product

SOCKETS = 5_000
CONSOLES = 500
WARM = 50
OPENED_AT_ONCE = 32
PATIENCE_SECONDS = 60
ROW = '"type":"conversation"'
HEADINGS_IDLE = ("web process", "idle sockets", "KiB a socket", "of bare")
HEADINGS_SPREAD = ("one event to", "sockets", "first ms", "median", "last", "of bare")

Socket = aiohttp.ClientWebSocketResponse
Opening = Callable[[aiohttp.ClientSession], Awaitable[Socket]]

_SIGN_IN = """
from django.test import Client
from apps.tenants.models import User
browser = Client()
browser.force_login(
    User.objects.get(email={email!r}), "allauth.account.auth_backends.AuthenticationBackend"
)
print(browser.cookies["sessionid"].value)
"""


@dataclass(frozen=True)
class Held:
    """What holding sockets costs a process."""

    name: str
    sockets: int
    kib: float


@dataclass(frozen=True)
class Spread:
    """When one event was at the sockets, in milliseconds after it happened."""

    name: str
    arrivals: tuple[float, ...]

    def as_markdown(self, bare: "Spread") -> str:
        first, middle, last = min(self.arrivals), median(self.arrivals), max(self.arrivals)
        ratio = last / max(bare.arrivals)
        return (
            f"| {self.name} | {len(self.arrivals)} | {first:.0f} | {middle:.0f} | {last:.0f} "
            f"| {ratio:.1f} |"
        )


Measured = tuple[list[Held], list[Spread]]


def bare_socket(port: int) -> Opening:
    """The floor's: accepted, and nothing else."""

    async def opening(session: aiohttp.ClientSession) -> Socket:
        return await session.ws_connect(f"ws://127.0.0.1:{port}/")

    return opening


def panel(base: str, key: str) -> Opening:
    """A visitor who opened the panel, was greeted, and says nothing."""

    async def opening(session: aiohttp.ClientSession) -> Socket:
        socket = await session.ws_connect(f"ws://{base}/ws/widget?key={key}")
        await socket.send_json({"type": "hello"})
        await until(socket, '"turn_done"')
        return socket

    return opening


def console(base: str, slug: str, session_id: str) -> Opening:
    """An agent who looks at the inbox."""

    async def opening(session: aiohttp.ClientSession) -> Socket:
        cookies = {"Cookie": f"sessionid={session_id}", "Origin": f"http://{base}"}
        socket = await session.ws_connect(f"ws://{base}/ws/console/{slug}", headers=cookies)
        await socket.send_json({"type": "hello"})
        await until(socket, '"ready"')
        return socket

    return opening


async def until(socket: Socket, mark: str) -> float:
    """Read on until a frame holds the mark; give when that was."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for frame in socket:
            if mark in frame.data:
                return time.perf_counter()
    raise ConnectionError("the socket closed")


@asynccontextmanager
async def held(opening: Opening, count: int) -> AsyncIterator[list[Socket]]:
    """Hold so many sockets open."""
    room = asyncio.Semaphore(OPENED_AT_ONCE)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as session, AsyncExitStack() as open_now:

        async def one() -> Socket:
            async with room:
                return await open_now.enter_async_context(await opening(session))

        yield list(await asyncio.gather(*(one() for _ in range(count))))


async def hold(name: str, opening: Opening, pid: int) -> Held:
    """Measure what idle sockets add to a process that has served some before."""
    async with held(opening, WARM):
        pass
    before = memory_mib([pid])
    async with held(opening, SOCKETS):
        return Held(name, SOCKETS, (memory_mib([pid]) - before) * 1024 / SOCKETS)


async def spread(
    name: str, opening: Opening, mark: str, tell: Callable[[], Awaitable[None]]
) -> Spread:
    """Measure how soon one event is at all sockets, by the mark of its frame."""
    async with held(opening, CONSOLES) as sockets:
        listening = [asyncio.create_task(until(socket, mark)) for socket in sockets]
        begun = time.perf_counter()
        await tell()
        arrivals = await asyncio.gather(*listening)
    return Spread(name, tuple((at - begun) * 1000 for at in arrivals))


async def measure_bare(port: int, pid: int) -> tuple[Held, Spread]:
    """Measure the floor's app."""
    opening, mark = bare_socket(port), uuid4().hex

    async def tell() -> None:
        async with aiohttp.ClientSession() as session:
            socket = await opening(session)
            await socket.send_json({"visitor": "everybody", "text": "", "answer": mark})
            await until(socket, mark)

    held_here = await hold("bare uvicorn", opening, pid)
    return held_here, await spread("bare uvicorn, one row and a loop", opening, mark, tell)


async def measure_ours(product: Product, key: str) -> tuple[Held, Spread]:
    """Measure our web process."""
    base = urlsplit(product.shop_url).netloc
    script = _SIGN_IN.format(email=product.demo["users"][0]["email"])
    session_id = product.manage("shell", "--command", script).split()[-1]
    visitor = panel(base, key)

    async def tell() -> None:
        async with aiohttp.ClientSession() as session:
            socket = await visitor(session)
            said = {"type": "message", "client_msg_id": str(uuid4()), "text": "hello"}
            await socket.send_json(said)
            await until(socket, '"ack"')

    consoles = console(urlsplit(product.app_url).netloc, product.demo["slug"], session_id)
    held_here = await hold("ours", visitor, product.pid("web"))
    return held_here, await spread("our consoles, of one read", consoles, ROW, tell)


def run(product: Product, key: str) -> Measured:
    """Measure the floor and ours."""
    with served("bench.floor_app:application", product.database_url) as (port, pid):
        bare = asyncio.run(measure_bare(port, pid))
    ours = asyncio.run(measure_ours(product, key))
    return [bare[0], ours[0]], [bare[1], ours[1]]


def print_tables(measured: Measured) -> None:
    """Print both tables in Markdown."""
    helds, spreads = measured
    bare = helds[0].kib
    lines = [f"| {h.name} | {h.sockets} | {h.kib:.1f} | {h.kib / bare:.1f} |" for h in helds]
    print_table(HEADINGS_IDLE, lines)
    print_table(HEADINGS_SPREAD, [spread.as_markdown(spreads[0]) for spread in spreads])


if __name__ == "__main__":
    with private_servers(), our_product() as (_product, _key):
        print_tables(run(_product, _key))
