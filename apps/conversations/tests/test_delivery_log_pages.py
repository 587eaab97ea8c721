"""The pages of the delivery log: what people see of a message's way, and the two buttons."""

import re
from typing import Any

from django.test import Client

from apps.conversations.models import Delivery
from apps.conversations.tests.conftest import Shop
from apps.conversations.tests.provider_talk import Talk
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Role
from apps.tenants.models import User
from apps.tenants.workspaces.services import add_member

LOG = "/app/shop/delivery/"


def look(user: User, address: str = LOG, *, press: bool = False, tongue: str = "en") -> str:
    """Give a page as somebody sees it, after a press of its button if asked."""
    client = Client(headers={"accept-language": tongue})
    client.force_login(user)
    answer: Any = client.post(address, follow=True) if press else client.get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.text)


seen = unit_of_work(look)


def _link(page: str) -> str:
    found = re.search(r'class="row" href="([^"]+)"', page)
    assert found is not None
    return found[1]


async def test_an_empty_room_says_what_will_be_there(shop: Shop) -> None:
    page = await seen(shop.ben)
    assert "Here you see what became of each message" in page
    assert "Nothing needs attention." in page


async def test_a_refused_message_is_explained_and_sent_again(talk: Talk) -> None:
    talk.system.statuses = (422, 200)
    await talk.says("canary words")
    page = await seen(talk.shop.ben, LOG + "?look=attention")
    assert "1 message needs attention." in page
    assert "Message 2 to Carl" in page
    assert "The other side refused it (422)." in page
    assert "canary" not in page
    life = await seen(talk.shop.ben, _link(page))
    assert "Said by the flow Front desk." in life
    assert "It goes out once more" in life
    again = await seen(talk.shop.ben, _link(page), press=True)
    assert "The message is on its way again." in again
    await talk.engine()
    assert {row.state for row in await talk.rows(Delivery)} == {"sent"}
    late = await seen(talk.shop.ben, _link(page), press=True)
    assert "Nothing was done" in late


async def test_what_was_set_aside_is_replayed_by_owners_and_admins(talk: Talk) -> None:
    await talk.posts({"type": "dance", "from": {"id": "carl"}})
    await talk.engine()
    page = await seen(talk.shop.ben, LOG + "?look=attention")
    assert "It is none of the events that are promised." in page
    life = await seen(talk.shop.ben, _link(page))
    assert "Owners and admins can replay it." in life
    again = await seen(talk.shop.anna, _link(page), press=True)
    assert "It is taken in again." in again
    assert await unit_of_work(_pressed)(talk.shop.ben, _link(page)) == 403


def _pressed(user: User, address: str) -> int:
    client = Client()
    client.force_login(user)
    return client.post(address).status_code


async def test_it_speaks_german(talk: Talk) -> None:
    talk.system.statuses = (503,)
    await talk.says("Hello")
    page = await seen(talk.shop.ben, tongue="de")
    assert "Nachricht 2 an Carl" in page
    assert "Wartet auf das Senden" in page
    life = await seen(talk.shop.ben, _link(page), tongue="de")
    assert "Die Gegenseite hatte selbst ein Problem (503)." in life


async def test_a_filter_that_is_none_shows_everything(talk: Talk) -> None:
    await talk.says("Hello")
    page = await seen(talk.shop.ben, LOG + "?look=x&channel=y&hours=z&conversation=q&cursor=w")
    assert "Message 1 from Carl" in page


async def test_who_answers_no_chats_has_no_such_room(shop: Shop) -> None:
    ada = await unit_of_work(_analyst)(shop)
    assert await unit_of_work(_pressed)(ada, LOG) == 403
    assert "/delivery/" not in await seen(ada, "/app/shop/")


def _analyst(shop: Shop) -> User:
    person = User.objects.create_user("ada@shop.example", name="Ada")
    with tenant_scope(shop.tenant):
        add_member(shop.tenant, person, Role.ANALYST)
    return person
