"""HTTP requests to addresses that workspaces write down: outwards only, never into our network.

A host is looked up once, each of its addresses must be public, and the connection goes to one of
those very addresses, so a second answer of the name server changes nothing. The name itself stays
in ``Host`` and in the TLS handshake. Nothing comes from the environment: no proxy, no cookies.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal
from urllib.parse import quote, urljoin, urlsplit

import httpcore
from django.conf import settings

from apps.platform.http.public_addresses import is_loopback, is_private, is_public

PORTS = {"http": 80, "https": 443}
NEXT_HOP = (301, 302, 303, 307, 308)
REPEATS_BODY = (307, 308)

Reason = Literal[
    "bad_address",
    "bad_header",
    "refused",
    "unreachable",
    "timeout",
    "too_large",
    "redirects",
    "broken",
]
Resolver = Callable[[str, int], Awaitable[list[str]]]
"""Gives the IP addresses of a host."""

_UNSENDABLE = re.compile(r"[\x00-\x20\x7f\\]")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]{0,8000}")
_OURS = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "accept-encoding", "upgrade"}
)
"""Headers that belong to the connection; who sets them could make two requests out of one."""


class RequestFailed(Exception):
    """There is no answer; ``reason`` says why, and tells nothing of what stands behind a wall."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class OutgoingRequest:
    """What is asked. ``headers`` go to the host of the address only, not where it redirects to."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class OutgoingAnswer:
    """What came back; the names of its headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Limits:
    """How long a request may take in all, how long its answer may be, how often it may move on.

    ``private_network`` lets it go to machines of our own network too, on any port.
    """

    seconds: float = 10
    bytes: int = 2 * 1024 * 1024
    redirects: int = 3
    private_network: bool = False


DEFAULT_LIMITS = Limits()


async def look_up(host: str, port: int) -> list[str]:
    """Ask the machine's resolver."""
    try:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise RequestFailed("unreachable") from error
    return [str(address[0]) for *_, address in found]


async def send_request(
    asked: OutgoingRequest, limits: Limits = DEFAULT_LIMITS, resolve: Resolver = look_up
) -> OutgoingAnswer:
    """Send a request and read its answer.

    Raises:
        RequestFailed: it may not be sent, or no whole answer came within the limits.
    """
    with _named_failures():
        async with asyncio.timeout(limits.seconds), _pool(limits, resolve) as pool:
            for _ in range(limits.redirects + 1):
                async with _sent(pool, asked, limits) as response:
                    body = b"".join([piece async for piece in _pieces(response, limits)])
                    answer = OutgoingAnswer(response.status, _told(response), body)
                if "location" not in answer.headers or answer.status not in NEXT_HOP:
                    return answer
                asked = _redirected(asked, answer)
    raise RequestFailed("redirects")


@dataclass(frozen=True)
class OutgoingStream:
    """An answer whose body still comes; reading it raises `RequestFailed` when it breaks off."""

    status: int
    headers: Mapping[str, str]
    body: AsyncIterator[bytes]


@asynccontextmanager
async def open_stream(
    asked: OutgoingRequest, limits: Limits = DEFAULT_LIMITS, resolve: Resolver = look_up
) -> AsyncIterator[OutgoingStream]:
    """Send a request and give its answer while it comes. No redirect is followed.

    How long all of it may take is the asker's to limit: ``seconds`` are those to the next bytes.

    Raises:
        RequestFailed: it may not be sent, or nothing is answered.
    """
    async with AsyncExitStack() as stack:
        with _named_failures():
            pool = await stack.enter_async_context(_pool(limits, resolve))
            response = await stack.enter_async_context(_sent(pool, asked, limits))
        yield OutgoingStream(response.status, _told(response), _pieces(response, limits))


@contextmanager
def _named_failures() -> Iterator[None]:
    """Say of each failure only what a workspace may know."""
    try:
        yield
    except (TimeoutError, httpcore.TimeoutException) as error:
        raise RequestFailed("timeout") from error
    except (httpcore.ConnectError, ssl.SSLError, OSError) as error:
        raise RequestFailed("unreachable") from error
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise RequestFailed("broken") from error


def _pool(limits: Limits, resolve: Resolver) -> httpcore.AsyncConnectionPool:
    network = _GuardedNetwork(resolve, limits.private_network)
    return httpcore.AsyncConnectionPool(_ssl_context(), network_backend=network)


@dataclass(frozen=True)
class _Target:
    """An address taken apart; ``authority`` is what the Host header says."""

    url: httpcore.URL
    authority: str

    @classmethod
    def read(cls, url: str) -> "_Target":
        try:
            parts = urlsplit(url)
            port = parts.port
            host = (parts.hostname or "").encode("idna").decode()
        except (ValueError, UnicodeError) as error:
            raise RequestFailed("bad_address") from error
        odd = _UNSENDABLE.search(url) or "@" in parts.netloc or "%" in host
        if odd or not host or parts.scheme not in PORTS:
            raise RequestFailed("bad_address")
        path = quote(parts.path or "/", safe="%/:=&~+!$,;'()*@-._")
        query = quote(parts.query, safe="%/:=&~+!$,;'()*@-._?[]")
        target = f"{path}?{query}" if query else path
        shown = f"[{host}]" if ":" in host else host
        return cls(
            httpcore.URL(
                scheme=parts.scheme, host=host, port=port or PORTS[parts.scheme], target=target
            ),
            shown if port in (None, PORTS[parts.scheme]) else f"{shown}:{port}",
        )


class _GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only. This is the one place where a connection begins."""

    def __init__(self, resolve: Resolver, private_network: bool) -> None:
        self._resolve = resolve
        self._private_network = private_network
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # as the base class has it
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = list(dict.fromkeys(await self._resolve(host, port)))
        _check_addresses(addresses, port, self._private_network)
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(address, port, timeout)
            except httpcore.ConnectError:
                continue
        return await self._network.connect_tcp(addresses[-1], port, timeout)


def _check_addresses(addresses: list[str], port: int, private_network: bool) -> None:
    """Refuse a host with an address that is not public, unless our own network is allowed."""
    if not addresses:
        raise RequestFailed("unreachable")
    if settings.XIN_ALLOW_LOOPBACK_HTTP and all(map(is_loopback, addresses)):
        return
    if private_network and all(map(is_private, addresses)):
        return
    if port not in PORTS.values() or not all(map(is_public, addresses)):
        raise RequestFailed("refused")


@asynccontextmanager
async def _sent(
    pool: httpcore.AsyncConnectionPool, asked: OutgoingRequest, limits: Limits
) -> AsyncIterator[httpcore.Response]:
    target = _Target.read(asked.url)
    headers = [("Host", target.authority), *_checked_headers(asked.headers)]
    headers.append(("Accept-Encoding", "identity"))
    if asked.body or asked.method in ("POST", "PUT", "PATCH"):
        headers.append(("Content-Length", str(len(asked.body))))
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    more = {"timeout": dict.fromkeys(("connect", "read", "write"), limits.seconds)}
    body = asked.body or None
    sending = pool.stream(asked.method, target.url, headers=raw, content=body, extensions=more)
    async with sending as response:
        if _told(response).get("content-encoding", "identity").strip().lower() != "identity":
            # Nobody asked for it, and what is packed may be far larger than it looks.
            raise RequestFailed("broken")
        yield response


def _told(response: httpcore.Response) -> dict[str, str]:
    return {
        name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
    }


async def _pieces(response: httpcore.Response, limits: Limits) -> AsyncIterator[bytes]:
    left = limits.bytes
    with _named_failures():
        async for piece in response.aiter_stream():
            left -= len(piece)
            if left < 0:
                raise RequestFailed("too_large")
            yield piece


def _checked_headers(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    for name, value in headers.items():
        fits = _HEADER_NAME.fullmatch(name) and _HEADER_VALUE.fullmatch(value)
        if not fits or name.lower() in _OURS:
            raise RequestFailed("bad_header")
    return list(headers.items())


def _redirected(asked: OutgoingRequest, answer: OutgoingAnswer) -> OutgoingRequest:
    """Give the next request. What was meant for one host is not told to another."""
    url = urljoin(asked.url, answer.headers["location"])
    before, after = _Target.read(asked.url), _Target.read(url)
    same_host = before.url.origin == after.url.origin
    if before.url.scheme == b"https" and after.url.scheme != b"https":
        raise RequestFailed("redirects")
    headers = asked.headers if same_host else {}
    if answer.status in REPEATS_BODY:
        if asked.body and not same_host:
            raise RequestFailed("redirects")
        return OutgoingRequest(asked.method, url, headers, asked.body)
    method = "HEAD" if asked.method == "HEAD" else "GET"
    kept = {name: value for name, value in headers.items() if name.lower() != "content-type"}
    return OutgoingRequest(method, url, kept)


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpcore.default_ssl_context()
