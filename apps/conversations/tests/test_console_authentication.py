"""Who may sit at a console, and what is no frame of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client

from apps.conversations.console import reader as console_reader
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.tests.console_socket import ConsoleSocket, console_of, session_cookie
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Role
from apps.tenants.models import Membership, User


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no json",
        "[]",
        "{}",
        '{"type": "unknown"}',
        '{"type": "open"}',
        '{"type": "open", "conversation_id": "1"}',
        f'{{"type": "open", "conversation_id": "{uuid4()}", "last_seq": -1}}',
        f'{{"type": "take_over", "conversation_id": "{uuid4()}"}}',
        f'{{"type": "return_to_bot", "conversation_id": "{uuid4()}", "how": "quickly"}}',
        f'{{"type": "done", "conversation_id": "{uuid4()}", "tenant": "x"}}',
        '{"type": "hello", "after": "yesterday"}',
        "[" * 10_000,
        '{"type": "hello", "x": "' + "x" * 70_000 + '"}',
    ],
)
async def test_it_answers_nonsense_with_an_error_frame_and_stays_open(
    shop: Shop, text: str
) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.send_text(text)
        assert (await ben.until("error"))["code"] in ("bad_frame", "frame_too_large")
        await ben.hello()


async def test_it_wants_a_hello_first_and_only_one(shop: Shop) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.send("open", conversation_id=uuid4(), last_seq=0)
        assert (await ben.until("error"))["code"] == "hello_first"
        await ben.hello()
        await ben.send("hello")
        assert (await ben.until("error"))["code"] == "hello_twice"


async def test_a_foreign_conversation_is_like_a_missing_one(shop: Shop, waiting: Visitor) -> None:
    cookie = await session_cookie(shop.stranger)
    eve = ConsoleSocket("elsewhere", cookie, settings.XIN_PUBLIC_URL)
    await eve.connect()
    await eve.hello()
    answers = []
    for conversation_id in (waiting.id, uuid4()):
        at: dict[str, Any] = {"conversation_id": conversation_id}
        refused = []
        for type_, more in (
            ("open", {"last_seq": 0}),
            ("take_over", {"owner_epoch": 1}),
            ("reply", {"client_msg_id": UUID(int=1), "text": "hello"}),
            ("return_to_bot", {"how": "wait"}),
            ("done", {}),
        ):
            await eve.send(type_, **at, **more)
            refused.append((await eve.until("error")) | {"conversation_id": "?"})
        answers.append(refused)
    assert answers[0] == answers[1]
    assert {error["code"] for error in answers[0]} == {"not_found"}
    await eve.close()
    assert (await waiting.row()).handled_by == "waiting"


async def test_a_stranger_and_a_missing_workspace_are_closed_with_4404(shop: Shop) -> None:
    cookie = await session_cookie(shop.stranger)
    for slug in ("shop", "nowhere", "a%00b"):
        socket = ConsoleSocket(slug, cookie, settings.XIN_PUBLIC_URL)
        assert (await socket.connect())["type"] == "websocket.accept"
        assert (await socket.output())["code"] == 4404


@pytest.mark.parametrize("cookie", ["", "sessionid=guessed", "sessionid=; other=1"])
async def test_who_is_not_signed_in_is_closed_with_4401(shop: Shop, cookie: str) -> None:
    socket = ConsoleSocket("shop", cookie, settings.XIN_PUBLIC_URL)
    await socket.connect()
    assert (await socket.output())["code"] == 4401


@pytest.mark.parametrize(
    "origin",
    [None, "null", "https://evil.example", "http://localhost.evil.example", "ftp://localhost"],
)
async def test_no_other_site_can_open_a_console_with_a_members_cookie(
    shop: Shop, origin: str | None
) -> None:
    cookie = await session_cookie(shop.ben)
    refused = await ConsoleSocket("shop", cookie, origin).connect()
    assert refused["type"] == "websocket.close"


@pytest.mark.parametrize("role", [Role.ANALYST, Role.EDITOR])
async def test_who_may_only_read_sees_and_cannot_act(
    shop: Shop, waiting: Visitor, role: Role
) -> None:
    await unit_of_work(_become)(shop, shop.ben, role)
    async with console_of(shop, shop.ben) as ben:
        assert (await ben.hello())["role"] == role
        await ben.send("open", conversation_id=waiting.id, last_seq=0)
        await ben.until("message", seq=3)
        for type_, more in (
            ("take_over", {"conversation_id": waiting.id, "owner_epoch": 1}),
            ("done", {"conversation_id": waiting.id}),
            ("typing", {}),
        ):
            await ben.send(type_, **more)
            assert (await ben.until("error", to=type_))["code"] == "forbidden"
    assert (await waiting.row()).handled_by == "waiting"


async def test_another_role_counts_at_once(shop: Shop, waiting: Visitor) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await unit_of_work(_become)(shop, shop.ben, Role.ANALYST)
        await ben.send("take_over", conversation_id=waiting.id, owner_epoch=1)
        assert (await ben.until("error"))["code"] == "forbidden"


async def test_whoever_left_the_workspace_is_shown_out(shop: Shop, waiting: Visitor) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await unit_of_work(_leave)(shop, shop.ben)
        await ben.send("take_over", conversation_id=waiting.id, owner_epoch=1)
        assert (await ben.output())["code"] == 4404


async def test_whoever_signs_out_is_shown_out_without_doing_anything(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console_reader, "LOOK_AGAIN_SECONDS", 0.1)
    cookie = await session_cookie(shop.ben)
    socket = ConsoleSocket("shop", cookie, settings.XIN_PUBLIC_URL)
    await socket.connect()
    await socket.hello()
    await unit_of_work(_sign_out)(cookie)
    assert (await socket.output())["code"] == 4401
    await socket.close()


def _sign_out(cookie: str) -> None:
    client = Client()
    client.cookies.load(cookie)
    client.logout()


def _become(shop: Shop, user: User, role: Role) -> None:
    with tenant_scope(shop.tenant):
        Membership.objects.filter(user=user).update(role=role)


def _leave(shop: Shop, user: User) -> None:
    with tenant_scope(shop.tenant):
        Membership.objects.filter(user=user).delete()
