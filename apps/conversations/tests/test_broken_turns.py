"""A turn that takes its process along is tried three times, and nobody else suffers for it."""

from datetime import timedelta

from django.utils import timezone

from apps.conversations.models import Conversation
from apps.conversations.orchestrator.claim import claim_conversation
from apps.conversations.orchestrator.sweeper import stale_work
from apps.conversations.tests.conftest import Shop, Visitor
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work


async def die(visitor: Visitor) -> None:
    """Claim, and never come back; the lease runs out."""
    assert await claim_conversation(visitor.shop.tenant.id, visitor.id) is not None
    await unit_of_work(_let_time_pass)(visitor)


def _let_time_pass(visitor: Visitor) -> None:
    past = timezone.now() - timedelta(seconds=10)
    with tenant_scope(visitor.shop.tenant):
        rows = Conversation.objects.filter(id=visitor.id)
        rows.update(lease_until=past, work_since=past)


async def test_it_calls_a_person_when_the_process_died_in_three_turns(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.says("hello")
    for _ in range(3):
        await die(visitor)
    await visitor.bot()
    row = await visitor.row()
    assert (row.handled_by, row.crashes) == ("waiting", 0)
    assert (await visitor.thread())[-1][0] == "bot"


async def test_it_answers_as_if_nothing_was_after_two(visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    for _ in range(2):
        await die(visitor)
    await visitor.bot()
    assert (await visitor.thread())[-1] == ("bot", "Which number?")
    assert (await visitor.row()).crashes == 0


async def test_what_has_broken_twice_is_tried_again_one_by_one(shop: Shop) -> None:
    visitors = [await unit_of_work(Visitor.arrives)(shop) for _ in range(3)]
    places = {(shop.tenant.id, visitor.id) for visitor in visitors}
    for visitor in visitors:
        await die(visitor)
    assert set(await unit_of_work(stale_work)()) == places
    for visitor in visitors[:2]:
        await die(visitor)
    again = await unit_of_work(stale_work)()
    assert again == [(shop.tenant.id, visitors[2].id), (shop.tenant.id, visitors[0].id)]
