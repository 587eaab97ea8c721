"""What a browser plays when somebody wants a visitor to practise with."""

from typing import Any

from django.test import AsyncClient

from apps.channels.queries import access_widget_channel
from apps.conversations.tests.conftest import Shop
from apps.tenants.models import User

ADDRESS = "/api/v1/workspaces/shop/conversations/pretend-visitor"


async def get(user: User) -> Any:
    client = AsyncClient(raise_request_exception=False)
    await client.aforce_login(user)
    return await client.get(ADDRESS)


async def test_it_gives_a_door_and_what_to_type_there(shop: Shop) -> None:
    given = (await get(shop.ben)).json()
    channel = await access_widget_channel(given["key"], given["channel"], None)
    assert channel.channel_id == shop.channel.id
    assert given["name"]
    assert all(step["text"] and step["wait_seconds"] >= 3 for step in given["steps"])


async def test_a_stranger_gets_none(shop: Shop) -> None:
    assert (await get(shop.stranger)).status_code == 404
