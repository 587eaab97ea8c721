"""A shop's channel to a system of its own, with the engine's work done by hand."""

from typing import TYPE_CHECKING, Any

from django.db.models.functions import Now
from django.test import AsyncClient

from apps.channels.accounts import read_secrets
from apps.channels.models import Channel, InboundEvent
from apps.channels.services import create_webhook_channel
from apps.channels.testing.their_system import TheirSystem, signed_post
from apps.conversations.inbound.events import take_in_next
from apps.conversations.inbound.intake import ClaimedEvent, claim_events, waiting_channels
from apps.conversations.models import Conversation, Delivery
from apps.conversations.orchestrator.turns import take_turn
from apps.conversations.outbound.deliveries import due_deliveries
from apps.conversations.outbound.dispatch import send_next
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

if TYPE_CHECKING:
    from apps.conversations.tests.conftest import Shop


class Talk:
    """A channel between a shop and a system of its own."""

    def __init__(self, shop: "Shop", system: TheirSystem) -> None:
        self.shop, self.system = shop, system
        with tenant_scope(shop.tenant):
            self.channel = create_webhook_channel(
                shop.tenant, "Till", system.url, shop.anna, flow=shop.flow
            )
            Channel.objects.filter(id=self.channel.id).update(quiet_ms=0)
        self.signing = read_secrets(self.channel)["signing"]
        system.signing = self.signing

    async def posts(self, told: Any, **kwargs: Any) -> int:
        """Post what happened there, and give the status of our answer."""
        body, headers = signed_post(self.signing, told, **kwargs)
        address = f"/webhooks/{self.channel.public_id}"
        answer = await AsyncClient().post(
            address, body, content_type="application/json", headers=headers
        )
        return answer.status_code

    async def says(self, text: str, **kwargs: Any) -> None:
        told = {"type": "message", "from": {"id": "carl", "name": "Carl"}, "text": text} | kwargs
        assert await self.posts(told) == 200
        await self.engine()

    async def engine(self) -> None:
        """Do all that waits."""
        for tenant_id, channel_id in await unit_of_work(waiting_channels)():
            while await take_in_next(tenant_id, channel_id):
                pass
        for conversation in await self.rows(Conversation):
            while await take_turn(self.shop.tenant.id, conversation.id):
                pass
        for place in await unit_of_work(due_deliveries)():
            while await send_next(*place):
                pass

    async def rows(self, model: Any) -> list[Any]:
        return await unit_of_work(self._rows)(model)

    def _rows(self, model: Any) -> list[Any]:
        with tenant_scope(self.shop.tenant):
            return list(model.objects.order_by("seq" if model is Delivery else "id"))


def let_all_be_due(talk: Talk) -> None:
    """Let the pause after a failed attempt be over."""
    with tenant_scope(talk.shop.tenant):
        Delivery.objects.filter(state="waiting").update(due_at="2000-01-01T00:00Z")


def put_off(talk: Talk) -> None:
    """Let the pause after a failed attempt be long."""
    with tenant_scope(talk.shop.tenant):
        Delivery.objects.filter(state="waiting").update(due_at="2100-01-01T00:00Z")


async def let_be_due(talk: Talk) -> None:
    def change() -> None:
        with tenant_scope(talk.shop.tenant):
            InboundEvent.objects.filter(state="new").update(due_at=Now())

    await unit_of_work(change)()


async def take(talk: Talk) -> list[ClaimedEvent]:
    return await unit_of_work(claim_events)(talk.shop.tenant.id, talk.channel.id)
