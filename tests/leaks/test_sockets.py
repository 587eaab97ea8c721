"""What is said in one visitor's chat reaches no other visitor's open panel, here or elsewhere."""

from contextlib import AsyncExitStack
from typing import Any
from uuid import UUID, uuid4

from apps.channels.services import create_web_channel
from apps.conversations.realtime.events import AgentTyping, DraftDelta
from apps.conversations.realtime.pubsub import publish, publish_moved, visitor_of
from apps.conversations.tests.widget_socket import Socket, opened
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import Tenant
from tests.leaks.conftest import Workspace


class Panel:
    """A visitor's open panel, greeted, and all that comes to it from then on."""

    def __init__(self, tenant: Tenant, socket: Socket, conversation_id: str) -> None:
        self.place = (tenant.id, UUID(conversation_id))
        self._socket = socket

    @classmethod
    async def opens(cls, tenant: Tenant, stack: AsyncExitStack) -> "Panel":
        socket = await stack.enter_async_context(opened(tenant.public_id))
        await socket.send(type="hello")
        ready = await socket.until("ready")
        await socket.until("status")  # it listens by now
        socket.frames.clear()
        return cls(tenant, socket, ready["conversation_id"])

    async def types(self) -> None:
        await self._socket.send(type="typing")
        await self._socket.send(type="hello")  # refused, after the sign was published
        await self._socket.until("error")

    async def is_written_to(self, words: str) -> None:
        await publish(visitor_of(*self.place), DraftDelta(uuid4(), 0, words))

    async def received(self, last: str) -> list[tuple[str, Any]]:
        """Give what came up to these words, but for refusals."""
        await self._socket.until("delta", text=last)
        frames = [frame for frame in self._socket.frames if frame["type"] != "error"]
        return [(frame["type"], frame.get("text")) for frame in frames]


def let_visitors_in(tenant: Tenant) -> Tenant:
    with tenant_scope(tenant):
        create_web_channel(tenant, "Website")
    return tenant


async def test_a_visitor_hears_of_their_own_chat_alone(plants: Workspace, books: Workspace) -> None:
    here, elsewhere = [await unit_of_work(let_visitors_in)(one.tenant) for one in (plants, books)]
    async with AsyncExitStack() as stack:
        anna, ben, cleo = [await Panel.opens(one, stack) for one in (here, here, elsewhere)]
        await anna.types()
        publish_moved(*anna.place)
        await publish(visitor_of(*anna.place), AgentTyping(anna.place[1]))
        for panel, words in ((anna, "for Anna"), (ben, "for Ben"), (cleo, "for Cleo")):
            await panel.is_written_to(words)
        assert await anna.received("for Anna") == [("typing", None), ("delta", "for Anna")]
        assert await ben.received("for Ben") == [("delta", "for Ben")]
        assert await cleo.received("for Cleo") == [("delta", "for Cleo")]
