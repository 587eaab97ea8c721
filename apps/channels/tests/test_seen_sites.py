"""A site is noted when one of its pages asks for the widget."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from apps.channels.models import Channel, SeenSite
from apps.channels.website import seen_sites
from apps.channels.website.seen_sites import get_seen_sites, let_site_in, was_seen_anywhere
from apps.core.errors import Forbidden
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant

SHOP = "https://shop.example"


def visit(website: Channel, origin: str | None) -> None:
    let_site_in(website.tenant.public_id, website.public_id, origin)


def seen(website: Channel) -> list[str]:
    return [site.origin for site in get_seen_sites(website)]


def test_it_notes_a_site_once_and_when_it_asked_last(website: Channel) -> None:
    visit(website, SHOP)
    (first,) = get_seen_sites(website)
    visit(website, SHOP)  # within a minute: no write
    assert get_seen_sites(website)[0].seen_at == first.seen_at
    long_ago = timezone.now() - timedelta(hours=2)
    with tenant_scope(website.tenant_id):
        SeenSite.objects.update(seen_at=long_ago)
    visit(website, SHOP)
    (again,) = get_seen_sites(website)
    assert again.id == first.id
    assert again.seen_at > long_ago + timedelta(hours=1)
    assert again.first_seen_at == first.first_seen_at


def test_it_gives_the_latest_first_and_tells_those_that_are_refused(
    website: Channel, client_of: Callable[[Role], Client]
) -> None:
    with tenant_scope(website.tenant_id):
        Channel.objects.update(allowed_origins=[SHOP])
    visit(website, SHOP)
    with pytest.raises(Forbidden):
        visit(website, "https://other.example")
    path = f"/api/v1/workspaces/plants/channels/{website.id}/seen-sites"
    listed = client_of(Role.ANALYST).get(path).json()
    assert [(site["origin"], site["allowed"]) for site in listed] == [
        ("https://other.example", False),
        (SHOP, True),
    ]


@pytest.mark.parametrize("origin", [None, "null", "", "http://localhost:8000", "x" * 300])
def test_it_counts_neither_our_own_pages_nor_what_is_no_page(
    origin: str | None, website: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.conf.settings.XIN_PUBLIC_URL", "http://localhost:8000")
    visit(website, origin)
    assert seen(website) == []


def test_it_forgets_the_longest_unseen_when_somebody_claims_many(
    website: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen_sites, "MOST_SITES", 2)
    for number in range(4):
        visit(website, f"https://{number}.example")
    assert seen(website) == ["https://3.example", "https://2.example"]


def test_it_tells_whether_a_workspace_was_seen_anywhere(plants: Tenant, website: Channel) -> None:
    assert not was_seen_anywhere(plants)
    visit(website, SHOP)
    assert was_seen_anywhere(plants)
