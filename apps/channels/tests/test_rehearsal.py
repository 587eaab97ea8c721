"""The preview's talk, and what the widget is told: over HTTP, on real connections."""

from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import SyncToAsync
from django.db import connection
from django.test import AsyncClient

from apps.channels.models import Channel
from apps.channels.services import create_web_channel, create_webhook_channel
from apps.channels.website.seen_sites import get_seen_sites
from apps.flows.tests.sample_graphs import greeting
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import close_connections, unit_of_work
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import create_tenant

SHOP = "https://shop.example"
LOOK = {"greeting": "Need help?", "position": "left", "language": "de"}


@pytest.fixture(autouse=True)
def no_connection_is_left(committed_db: None) -> Iterator[None]:
    yield
    close_connections()
    # Signing in ran on asgiref's thread; its connection would keep the database open.
    SyncToAsync.single_thread_executor.submit(lambda: connection.close()).result()


@pytest.fixture
def anna(committed_db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def website(plants: Tenant) -> Channel:
    flow, _version = import_flow(plants, greeting(), publish=True)
    with tenant_scope(plants):
        channel = create_web_channel(plants, "Website", flow)
        Channel.objects.update(config=LOOK)
    return channel


async def rehearse(anna: User, website: Channel, **body: Any) -> Any:
    client = AsyncClient()
    await client.aforce_login(anna)
    path = f"/api/v1/workspaces/plants/channels/{website.id}/rehearse"
    return (await client.post(path, body, content_type="application/json")).json()


async def test_it_talks_as_visitors_are_talked_to(anna: User, website: Channel) -> None:
    opened = await rehearse(anna, website)
    assert opened["replies"][0]["type"] == "text"
    assert opened["state"]["run"] == 1


async def test_a_signed_webhook_has_no_preview(anna: User, plants: Tenant) -> None:
    url = "https://till.example/chat"
    till = await unit_of_work(create_webhook_channel)(plants, "Till", url, anna)
    assert (await rehearse(anna, till))["code"] == "not_found"


async def test_it_is_silent_without_a_flow(anna: User, website: Channel) -> None:
    await unit_of_work(_follow_nothing)(website)
    silent = await rehearse(anna, website)
    assert (silent["replies"], silent["outcome"]) == ([], "muted")


def _follow_nothing(website: Channel) -> None:
    with tenant_scope(website.tenant_id):
        Channel.objects.update(default_flow=None)


async def test_the_widget_is_told_its_look_and_its_site_is_noted(
    plants: Tenant, website: Channel
) -> None:
    query = {"key": plants.public_id, "channel": website.public_id}
    answer = await AsyncClient().get("/api/v1/widget/config", query, headers={"origin": SHOP})
    assert answer.json() == {"name": "Plants", "accent": "#0f766e", **LOOK}
    (site,) = await unit_of_work(get_seen_sites)(website)
    assert site.origin == SHOP
