"""The console shows how far a message to a provider has come, as it happens."""

from apps.conversations.models import Conversation
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.tests.console_socket import console_of
from apps.conversations.tests.provider_talk import Talk


async def test_it_tells_the_way_of_each_message_and_each_change_of_it_once(talk: Talk) -> None:
    talk.system.statuses = (200, 422)
    await talk.says("Hello")
    [conversation] = await talk.rows(Conversation)
    async with console_of(talk.shop, talk.shop.ben) as ben:
        await ben.hello()
        await ben.send("open", conversation_id=conversation.id, last_seq=0)
        told = await ben.until("delivery", seq=2)
        assert (told["state"], told.get("why")) == ("sent", None)
        sent = talk.system.posts[0]["id"]
        assert told["message_id"] == sent
        receipt = {"type": "receipt", "from": {"id": "carl"}, "message_id": sent, "state": "read"}
        await talk.posts(receipt)
        await talk.says("My order")
        await ben.until("delivery", seq=2, state="read")
        await ben.until("delivery", seq=4, state="failed", why="refused")
        states = [frame["state"] for frame in ben.frames if frame["type"] == "delivery"]
        assert states.count("read") == states.count("failed") == 1


async def test_on_the_website_there_is_nothing_to_tell(shop: Shop, visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.says("hello")
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await ben.send("open", conversation_id=visitor.id, last_seq=0)
        await ben.until("message", seq=2)
        assert await ben.is_silent()
