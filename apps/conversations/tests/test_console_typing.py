"""Who types is seen on the other side, from the widget's socket to the console's and back."""

from uuid import UUID

from apps.conversations import handoff
from apps.conversations.handoff import AgentAt
from apps.conversations.orchestrator.lanes import take_turn
from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.console_socket import ConsoleSocket, seated
from apps.conversations.tests.widget_socket import Socket, opened
from apps.tenants.database import unit_of_work


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
    async with opened(f"{shop.tenant.public_id}") as widget, seated(shop, shop.ben) as ben:
        conversation_id = await _spoken(shop, widget)
        await _open(ben, conversation_id)
        await widget.send(type="typing")
        assert (await ben.until("typing"))["conversation_id"] == str(conversation_id)


async def test_a_visitor_sees_that_the_person_who_holds_the_chat_types(shop: Shop) -> None:
    async with opened(shop.tenant.public_id) as widget, seated(shop, shop.ben) as ben:
        conversation_id = await _spoken(shop, widget)
        await _open(ben, conversation_id)
        await ben.send("typing")  # the bot holds it: nobody hears of this
        await unit_of_work(handoff.take_over)(
            AgentAt(shop.tenant.id, conversation_id, shop.anna), 0
        )
        await ben.send("typing")  # and neither of this: it is Anna's
        async with seated(shop, shop.anna) as anna:
            await _open(anna, conversation_id)
            await anna.send("typing")
            await widget.until("typing")
        assert [frame["type"] for frame in widget.frames].count("typing") == 1


async def test_a_visitors_words_reach_the_console_before_any_bot_saw_them(shop: Shop) -> None:
    async with opened(shop.tenant.public_id) as widget, seated(shop, shop.ben) as ben:
        conversation_id = await _spoken(shop, widget)
        await _open(ben, conversation_id)
        await widget.send(type="message", client_msg_id=str(UUID(int=8)), text="still here?")
        while ("visitor", "still here?") not in ben.messages():
            await ben.until("message")
