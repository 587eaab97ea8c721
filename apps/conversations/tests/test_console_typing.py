"""Who types is seen on the other side, from the widget's socket to the console's and back."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from apps.conversations.orchestrator.turns import take_turn
from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.console_socket import ConsoleSocket, console_of
from apps.conversations.tests.test_models import choose, put_live
from apps.conversations.tests.widget_socket import Socket, opened
from apps.conversations.thread import handoff
from apps.conversations.thread.handoff import AgentAt
from apps.flows.testing.openai_server import Held, openai_server
from apps.platform.db.units import unit_of_work


@pytest.fixture(autouse=True)
def private_models_are_allowed(settings: Any) -> None:
    settings.XIN_ALLOW_PRIVATE_MODELS = True


async def _spoken(shop: Shop, widget: Socket) -> UUID:
    """Let the visitor say something, so that the inbox knows them."""
    await widget.send(type="hello")
    conversation_id = UUID((await widget.until("ready"))["conversation_id"])
    await take_turn(shop.tenant.id, conversation_id)
    await widget.until("turn_done")
    client_msg_id = str(UUID(int=7))
    await widget.send(type="message", client_msg_id=client_msg_id, text="hello")
    await widget.until("ack")
    return conversation_id


async def _open(console: ConsoleSocket, conversation_id: UUID) -> None:
    await console.hello()
    await console.send("open", conversation_id=conversation_id, last_seq=0)
    await console.until("message", author="visitor")


async def test_a_console_sees_that_the_visitor_of_its_open_chat_types(shop: Shop) -> None:
    async with opened(f"{shop.tenant.public_id}") as widget, console_of(shop, shop.ben) as ben:
        conversation_id = await _spoken(shop, widget)
        await _open(ben, conversation_id)
        await widget.send(type="typing")
        sign = await ben.until("typing")
        assert (sign["conversation_id"], sign["author"]) == (str(conversation_id), "visitor")


async def test_a_console_sees_that_the_bot_of_its_open_chat_is_at_work(shop: Shop) -> None:
    held = Held("We open ", "at nine.")
    async with (
        openai_server(held) as server,
        opened(shop.tenant.public_id) as widget,
        console_of(shop, shop.ben) as ben,
    ):
        await unit_of_work(put_live)(shop)
        await unit_of_work(choose)(shop, server.base_url)
        conversation_id = await _spoken(shop, widget)
        await _open(ben, conversation_id)
        turn = asyncio.create_task(take_turn(shop.tenant.id, conversation_id))
        sign = await ben.until("typing")
        assert (sign["conversation_id"], sign["author"]) == (str(conversation_id), "bot")
        held.go_on.set()
        await turn


async def test_a_visitor_sees_that_the_person_who_holds_the_chat_types(shop: Shop) -> None:
    async with opened(shop.tenant.public_id) as widget, console_of(shop, shop.ben) as ben:
        conversation_id = await _spoken(shop, widget)
        await _open(ben, conversation_id)
        await ben.send("typing")  # the bot holds it: nobody hears of this
        await unit_of_work(handoff.take_over)(
            AgentAt(shop.tenant.id, conversation_id, shop.anna), 0
        )
        await ben.send("typing")  # and neither of this: it is Anna's
        async with console_of(shop, shop.anna) as anna:
            await _open(anna, conversation_id)
            await anna.send("typing")
            await widget.until("typing")
        assert [frame["type"] for frame in widget.frames].count("typing") == 1


async def test_a_visitors_words_reach_the_console_before_any_bot_saw_them(shop: Shop) -> None:
    async with opened(shop.tenant.public_id) as widget, console_of(shop, shop.ben) as ben:
        conversation_id = await _spoken(shop, widget)
        await _open(ben, conversation_id)
        await widget.send(type="message", client_msg_id=str(UUID(int=8)), text="still here?")
        while ("visitor", "still here?") not in ben.messages():
            await ben.until("message")
