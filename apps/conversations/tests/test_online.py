"""An open console is somebody whom flows may hand a chat over to."""

from datetime import timedelta

from django.utils import timezone

from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.console_socket import console_of
from apps.flows.runtime.ports import workspace_ports
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.members.presence import set_away
from apps.tenants.models import Membership, User


def leave_all(shop: Shop) -> None:
    with tenant_scope(shop.tenant):
        Membership.objects.update(seen_at=timezone.now() - timedelta(hours=1))


def go_away(shop: Shop, user: User) -> None:
    with tenant_scope(shop.tenant):
        set_away(Membership.objects.get(user=user), away=True)


async def test_somebody_is_there_while_a_console_is_open_and_not_away(shop: Shop) -> None:
    people = workspace_ports(shop.tenant.id).people
    await unit_of_work(leave_all)(shop)
    assert not await people.anyone(None)
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        assert await people.anyone(None)
        await unit_of_work(go_away)(shop, shop.ben)
        assert not await people.anyone(None)
