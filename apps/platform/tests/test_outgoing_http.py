"""Requests that leave the product: what goes out, and what must not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from apps.platform.http.client import (
    Limits,
    OutgoingAnswer,
    OutgoingRequest,
    RequestFailed,
    look_up,
    send_request,
)
from apps.platform.http.public_addresses import is_public

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Server:
    """A server of bytes: answers each request by its path, and keeps what it was sent."""

    def __init__(self, answers: dict[str, bytes]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.port = 0

    def address(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = head.lower().partition("content-length: ")[2].partition("\r\n")[0]
        body = await reader.readexactly(int(length or 0))
        self.asked.append(head + body.decode())
        path = head.split(" ")[1].partition("?")[0]
        writer.write(self.answers.get(path, OK))
        await writer.drain()
        if path == "/hang":
            await asyncio.Event().wait()
        writer.close()


@asynccontextmanager
async def serving(**answers: bytes) -> AsyncIterator[Server]:
    server = Server({f"/{name}": answer for name, answer in answers.items()})
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


@pytest.fixture
def loopback(settings: Any) -> None:
    settings.XIN_ALLOW_LOOPBACK_HTTP = True


def resolving(*answers: list[str]) -> Callable[[str, int], Awaitable[list[str]]]:
    """Give a resolver that answers so, one answer after the other."""
    waiting = iter(answers)

    async def resolve(host: str, port: int) -> list[str]:
        return next(waiting)

    return resolve


async def reason_of(url: str, *resolved: list[str], **asked: Any) -> str:
    resolve = resolving(*resolved) if resolved else look_up
    request = OutgoingRequest("GET", url, **asked)
    with pytest.raises(RequestFailed) as failed:
        await send_request(request, Limits(seconds=5), resolve)
    return failed.value.reason


def moved(status: int, location: str) -> bytes:
    head = f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
    return head.encode()


async def test_it_sends_a_request_and_reads_the_answer(loopback: None) -> None:
    async with serving() as server:
        asked = OutgoingRequest(
            "POST", server.address("/a%20b?q=ü"), {"X-Key": "sesame"}, b'{"a": 1}'
        )
        answer = await send_request(asked)
    assert (answer.status, answer.body) == (200, b"ok")
    (sent,) = server.asked
    assert sent.startswith("POST /a%20b?q=%C3%BC HTTP/1.1\r\n")
    assert f"Host: 127.0.0.1:{server.port}" in sent
    assert "X-Key: sesame" in sent
    assert sent.endswith('\r\n\r\n{"a": 1}')


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1"),
        *("224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.88.99.1", "192.0.2.1"),
        *("::", "::1", "::ffff:169.254.169.254", "::ffff:127.0.0.1", "::127.0.0.1", "fe80::1"),
        *("fc00::1", "fd00:ec2::254", "ff02::1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1"),
        *("2002:7f00:1::", "2001::1", "2001:db8::1", "fe80::1%eth0", "words", ""),
    ],
)
async def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(address)
    assert await reason_of("http://inside.example/", [address]) == "refused"


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"]
)
def test_an_address_of_the_world_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]", "localhost"),
        *("[::ffff:169.254.169.254]", "169.254.169.254", "[64:ff9b::7f00:1]", "127。0。0。1"),
    ],
)
async def test_however_our_house_is_spelled_it_is_refused(host: str) -> None:
    assert await reason_of(f"http://{host}/") in ("refused", "unreachable")


async def test_one_bad_address_of_several_refuses_the_host() -> None:
    assert await reason_of("https://mixed.example/", ["1.1.1.1", "10.0.0.1"]) == "refused"


async def test_it_connects_to_the_address_that_was_checked(loopback: None) -> None:
    async with serving() as server:
        # A second look-up would raise StopIteration; one by the client itself would find nothing.
        answer = await send_request(
            OutgoingRequest("GET", f"http://shop.invalid:{server.port}/"),
            resolve=resolving(["127.0.0.1"]),
        )
    assert answer.status == 200
    assert f"Host: shop.invalid:{server.port}" in server.asked[0]


async def test_a_name_that_turns_inwards_is_refused_at_the_next_hop(loopback: None) -> None:
    async with serving() as server:
        there = f"http://shop.invalid:{server.port}"
        other = f"http://shop.invalid.:{server.port}"
        server.answers["/"] = moved(302, f"{other}/again")
        assert await reason_of(there, ["127.0.0.1"], ["169.254.169.254"]) == "refused"
    assert len(server.asked) == 1


async def test_loopback_is_open_by_the_setting_only_and_nothing_else_with_it(
    loopback: None,
) -> None:
    assert await reason_of("http://inside.example:8080/", ["10.0.0.1"]) == "refused"
    assert await reason_of("http://mixed.example:8080/", ["127.0.0.1", "10.0.0.1"]) == "refused"


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "gopher://a.example/", "ftp://a.example/", "//a.example", "words"),
        *("http://", "http://user:hush@a.example/", "http://a.example@10.0.0.1/", "http://a b/"),
        *("http://a.example/\r\nX: y", "http://a.example:99999/", "http://a.example\\@b.example/"),
        "http://[fe80::1%25eth0]/",
    ],
)
async def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    assert await reason_of(url) == "bad_address"


async def test_other_ports_are_refused() -> None:
    for port in (22, 25, 6379, 8080):
        assert await reason_of(f"http://a.example:{port}/", ["1.1.1.1"]) == "refused"


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Key": "a\r\nX-Other: b"},
        {"X-Key\r\nX-Other": "b"},
        {"X-Key": "a\0"},
        {"X-Key": "schlüssel€"},
        {"Host": "inside.example"},
        {"content-length": "3"},
        {"Transfer-Encoding": "chunked"},
    ],
)
async def test_headers_cannot_be_smuggled(headers: dict[str, str]) -> None:
    assert await reason_of("http://a.example/", ["1.1.1.1"], headers=headers) == "bad_header"


async def test_it_follows_three_redirects_and_no_more(loopback: None) -> None:
    async with serving(a=moved(302, "/b"), b=moved(301, "/c"), c=moved(307, "/d")) as server:
        answer = await send_request(OutgoingRequest("GET", server.address("/a")))
        assert answer.status == 200
        server.answers["/d"] = moved(302, "/e")
        assert await reason_of(server.address("/a")) == "redirects"


async def test_headers_and_body_stay_with_the_host_they_were_for(loopback: None) -> None:
    async with serving() as other, serving() as server:
        server.answers["/away"] = moved(302, other.address("/"))
        server.answers["/same"] = moved(307, "/")
        keyed = {"X-Key": "sesame"}
        for path in ("/away", "/same"):
            asked = OutgoingRequest("POST", server.address(path), keyed, b"hush")
            await send_request(asked)
        server.answers["/push"] = moved(307, other.address("/"))
        pushed = OutgoingRequest("POST", server.address("/push"), {}, b"hush")
        with pytest.raises(RequestFailed, match="redirects"):
            await send_request(pushed)
    assert "sesame" in server.asked[2]
    assert server.asked[2].endswith("hush")
    (away,) = other.asked
    assert away.startswith("GET / ")
    assert "sesame" not in away
    assert "hush" not in away


async def test_a_redirect_to_another_scheme_or_to_plain_http_is_refused(loopback: None) -> None:
    async with serving(a=moved(302, "file:///etc/passwd")) as server:
        assert await reason_of(server.address("/a")) == "bad_address"


async def test_an_answer_that_never_ends_in_time_or_size_is_cut(loopback: None) -> None:
    endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 200
    async with serving(hang=endless, long=endless + b"0\r\n\r\n") as server:
        for path, limits, reason in (
            ("/hang", Limits(seconds=0.3), "timeout"),
            ("/long", Limits(bytes=100), "too_large"),
        ):
            with pytest.raises(RequestFailed, match=reason):
                await send_request(OutgoingRequest("GET", server.address(path)), limits)


async def test_a_packed_answer_is_not_unpacked(loopback: None) -> None:
    packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok"
    async with serving(packed=packed) as server:
        assert await reason_of(server.address("/packed")) == "broken"
        assert "Accept-Encoding: identity" in server.asked[0]


@pytest.mark.parametrize("answer", [b"garbage\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\nContent-Le"])
async def test_an_answer_that_is_none_is_broken(loopback: None, answer: bytes) -> None:
    async with serving(odd=answer) as server:
        assert await reason_of(server.address("/odd")) == "broken"


async def test_nobody_at_home_is_unreachable(loopback: None) -> None:
    async with serving() as server:
        port = server.port
    assert await reason_of(f"http://127.0.0.1:{port}/") == "unreachable"


async def test_it_asks_no_proxy_and_keeps_no_cookie(
    loopback: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    cookie = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"
    async with serving(a=cookie) as server:
        answer: OutgoingAnswer = await send_request(OutgoingRequest("GET", server.address("/a")))
    assert answer.status == 200
    assert "cookie" not in "".join(server.asked).lower()
