"""A flow that waits for a time goes on by itself, once, and only while the bot may speak."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from apps.conversations.models import Conversation
from apps.conversations.orchestrator.sweeper import wake_sleepers
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.thread.handoff import AgentAt, WayBack, return_to_bot, take_over
from apps.flows.testing import flow_file
from apps.flows.versions.services import publish, save_draft
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

PATIENT = flow_file(
    "start -> hello -> pause; pause.time_is_up -> late; pause.wrote -> early",
    hello=("say", {"texts": ["Hello"]}),
    pause=("wait", {"mode": "for", "amount": 10, "unit": "minutes"}),
    late=("end", {"message": "Still there?"}),
    early=("end", {"message": "Thank you"}),
)


@pytest.fixture
async def patient(shop: Shop) -> Visitor:
    """A visitor whose flow waits ten minutes."""
    await unit_of_work(_publish)(shop, PATIENT)
    visitor = await unit_of_work(Visitor.arrives)(shop)
    await visitor.bot()
    return visitor


def _publish(shop: Shop, graph: dict[str, Any]) -> None:
    with tenant_scope(shop.tenant):
        shop.flow.refresh_from_db()
    publish(save_draft(shop.flow, graph, shop.flow.draft_revision))


async def woken(visitor: Visitor) -> bool:
    """Wake whose time has come, and let the bot speak."""
    places = await unit_of_work(wake_sleepers)()
    await visitor.bot()
    return (visitor.shop.tenant.id, visitor.id) in places


async def pass_time(visitor: Visitor) -> None:
    def pass_it() -> None:
        with tenant_scope(visitor.shop.tenant):
            later = F("wake_at") - timedelta(minutes=11)
            Conversation.objects.filter(id=visitor.id).update(wake_at=later)

    await unit_of_work(pass_it)()


async def test_it_goes_on_when_the_time_comes_and_not_before(patient: Visitor) -> None:
    assert not await woken(patient)
    await pass_time(patient)
    assert await woken(patient)
    assert not await woken(patient)
    assert await patient.thread() == [("bot", "Hello"), ("bot", "Still there?")]
    assert [turn.cause for turn in await patient.turns()] == ["opened", "timer"]


async def test_a_message_that_comes_first_ends_the_wait(patient: Visitor) -> None:
    await patient.says("Here I am")
    await patient.bot()
    assert (await patient.row()).wake_at is None
    assert (await patient.thread())[-1] == ("bot", "Thank you")


async def test_a_message_that_waits_goes_before_the_time(patient: Visitor) -> None:
    await patient.says("Here I am")
    await pass_time(patient)
    assert not await woken(patient)
    assert (await patient.thread())[-1] == ("bot", "Thank you")


async def test_the_time_stands_still_while_a_person_holds_the_chat(
    shop: Shop, patient: Visitor
) -> None:
    at = AgentAt(shop.tenant.id, patient.id, shop.ben)
    await unit_of_work(take_over)(at, owner_epoch=(await patient.row()).owner_epoch)
    await pass_time(patient)
    assert not await woken(patient)
    how: WayBack = "wait"
    await unit_of_work(return_to_bot)(at, how)
    assert await woken(patient)
    assert (await patient.thread())[-1] == ("bot", "Still there?")
