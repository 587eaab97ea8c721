"""The token that proves who a visitor is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from apps.conversations.models import ContactAddress
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.widget.visits import TOKEN_LIFETIME, Visit, open_visit
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work


@unit_of_work
def was_seen(shop: Shop, ago: timedelta) -> None:
    with tenant_scope(shop.tenant):
        ContactAddress.objects.update(seen_at=timezone.now() - ago)


async def comes_back(shop: Shop, visitor: Visitor) -> Visit:
    return await open_visit(shop.widget_channel, visitor.visit.token)


@pytest.mark.parametrize("ago", [timedelta(0), TOKEN_LIFETIME - timedelta(days=1)])
async def test_a_token_lives_on_from_each_visit(
    shop: Shop, visitor: Visitor, ago: timedelta
) -> None:
    await was_seen(shop, ago)
    assert (await comes_back(shop, visitor)).conversation_id == visitor.id
    assert await seconds_since_seen(shop) < 60


async def test_a_token_that_was_not_used_for_a_month_opens_nothing(
    shop: Shop, visitor: Visitor
) -> None:
    await was_seen(shop, TOKEN_LIFETIME + timedelta(days=1))
    assert (await comes_back(shop, visitor)).conversation_id != visitor.id


@unit_of_work
def seconds_since_seen(shop: Shop) -> float:
    with tenant_scope(shop.tenant):
        (seen_at,) = ContactAddress.objects.values_list("seen_at", flat=True)
    return (timezone.now() - seen_at).total_seconds()
