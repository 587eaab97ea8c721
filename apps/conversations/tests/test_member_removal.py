"""Whoever may not speak any more is shown out, and their visitors wait for somebody else."""

from uuid import uuid4

import pytest

from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.tests.console_socket import console_of
from apps.conversations.thread import handoff
from apps.conversations.thread.handoff import AgentAt
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Role
from apps.tenants.members.services import change_role, remove_member
from apps.tenants.models import Membership, User


@pytest.fixture
async def held(shop: Shop, visitor: Visitor) -> Visitor:
    """A visitor who talks with Ben."""
    await visitor.bot()
    at = AgentAt(shop.tenant.id, visitor.id, shop.ben)
    await unit_of_work(handoff.take_over)(at, 0)
    await unit_of_work(handoff.reply)(at, uuid4(), "Ben here.")
    await visitor.says("hello Ben")
    return visitor


def member(shop: Shop, user: User) -> Membership:
    with tenant_scope(shop.tenant):
        return Membership.objects.select_related("user").get(user=user)


def remove(shop: Shop, user: User) -> None:
    remove_member(member(shop, user), member(shop, shop.anna))


def become(shop: Shop, user: User, role: Role) -> None:
    change_role(member(shop, user), role, member(shop, shop.anna))


async def test_a_removed_member_is_shown_out_at_once(shop: Shop, held: Visitor) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await unit_of_work(remove)(shop, shop.ben)
        while (answer := await ben.output())["type"] != "websocket.close":
            pass
        assert answer["code"] == 4404


async def test_their_visitors_wait_for_somebody_else_and_the_others_see_it(
    shop: Shop, held: Visitor
) -> None:
    async with console_of(shop, shop.anna) as anna:
        await anna.hello()
        await unit_of_work(remove)(shop, shop.ben)
        row = await anna.until("conversation", id=held.id, handled_by="waiting")
        assert (row["agent"], row["owner_epoch"]) == (None, 2)
        assert row["waiting_since"] is not None


async def test_an_agent_who_may_only_read_from_now_on_is_shown_out_too(
    shop: Shop, held: Visitor
) -> None:
    async with console_of(shop, shop.ben) as ben:
        await ben.hello()
        await unit_of_work(become)(shop, shop.ben, Role.ANALYST)
        while (answer := await ben.output())["type"] != "websocket.close":
            pass
        assert answer["code"] == 4403
    assert (await held.row()).handled_by == "waiting"


async def test_an_agent_who_becomes_an_admin_keeps_their_chats(shop: Shop, held: Visitor) -> None:
    await unit_of_work(become)(shop, shop.ben, Role.ADMIN)
    row = await held.row()
    assert (row.handled_by, row.agent_id) == ("agent", shop.ben.id)


async def test_chats_of_others_stay_where_they_are(shop: Shop, held: Visitor) -> None:
    other = await unit_of_work(Visitor.arrives)(shop)
    await unit_of_work(handoff.take_over)(AgentAt(shop.tenant.id, other.id, shop.anna), 0)
    await unit_of_work(remove)(shop, shop.ben)
    assert (await other.row()).agent_id == shop.anna.id
