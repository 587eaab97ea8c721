"""What the console asks over HTTP: rows, the bot's steps, and who writes."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import AsyncClient

from apps.conversations.console.inbox import SHOWN_WORDS
from apps.conversations.models import Contact, Conversation
from apps.conversations.tests.conftest import Shop, Visitor
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import User

CONVERSATIONS = "/api/v1/workspaces/shop/conversations"


async def get(user: User, path: str) -> Any:
    client = AsyncClient()
    await client.aforce_login(user)
    return await client.get(path)


async def test_it_tells_the_steps_of_every_turn_in_sentences(shop: Shop, visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("person")
    await visitor.bot()
    turns = (await get(shop.ben, f"{CONVERSATIONS}/{visitor.id}/steps")).json()
    assert [(turn["cause"], turn["outcome"]) for turn in turns] == [
        ("opened", "waiting"),
        ("message", "handed_over"),
    ]
    assert [step["node"] for step in turns[1]["steps"]] == ["menu", "person"]
    assert all(step["sentence"].endswith(".") for turn in turns for step in turn["steps"])
    assert turns[0]["turn"] == str((await visitor.turns())[0].id)


async def test_a_turn_whose_trace_was_pruned_has_no_steps(shop: Shop, visitor: Visitor) -> None:
    await visitor.bot()
    turn = (await visitor.turns())[0]
    await unit_of_work(_forget)(shop, turn)
    (told,) = (await get(shop.ben, f"{CONVERSATIONS}/{visitor.id}/steps")).json()
    assert told["steps"] == []


def _forget(shop: Shop, turn: Any) -> None:
    with tenant_scope(shop.tenant):
        turn.trace = None
        turn.save(update_fields=["trace"])


async def test_it_tells_who_writes(shop: Shop, visitor: Visitor) -> None:
    await unit_of_work(_introduce)(shop, visitor.id)
    contact = (await get(shop.ben, f"{CONVERSATIONS}/{visitor.id}/contact")).json()
    assert contact["name"] == "Lena"
    assert (contact["email"], contact["language"]) == ("lena@example.com", "de")
    assert (contact["attributes"], contact["conversations"]) == ({"plan": "gold"}, 1)


def _introduce(shop: Shop, conversation_id: UUID) -> None:
    with tenant_scope(shop.tenant):
        contact = Conversation.objects.get(id=conversation_id).contact
        Contact.objects.filter(id=contact.id).update(
            name="Lena", email="lena@example.com", language="de", attributes={"plan": "gold"}
        )


async def test_a_row_says_what_an_inbox_line_needs(shop: Shop, visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.says("x" * 500)
    (row,) = (await get(shop.ben, CONVERSATIONS)).json()
    assert (row["id"], row["channel"], row["channel_kind"]) == (str(visitor.id), "Website", "web")
    assert (row["contact"], row["last_author"]) == ("", "visitor")
    assert row["last_words"] == "x" * SHOWN_WORDS
    assert row["moved_at"] == row["last_at"]


async def test_whoever_waits_stands_before_whoever_does_not(shop: Shop, visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("person")
    await visitor.bot()
    other = await unit_of_work(Visitor.arrives)(shop)
    await other.bot()
    await other.says("hello")
    rows = (await get(shop.ben, CONVERSATIONS)).json()
    assert [row["id"] for row in rows] == [str(visitor.id), str(other.id)]
    waiting = (await get(shop.ben, f"{CONVERSATIONS}?handled_by=waiting")).json()
    assert [row["id"] for row in waiting] == [str(visitor.id)]


@pytest.mark.parametrize("part", ["steps", "contact"])
async def test_a_foreign_conversation_is_like_a_missing_one(
    shop: Shop, visitor: Visitor, part: str
) -> None:
    elsewhere = CONVERSATIONS.replace("shop", "elsewhere")
    answers = [
        await get(shop.stranger, f"{elsewhere}/{visitor.id}/{part}"),
        await get(shop.stranger, f"{elsewhere}/{uuid4()}/{part}"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert (await get(shop.stranger, f"{CONVERSATIONS}/{visitor.id}/{part}")).status_code == 404
