"""The delivery log: what became of each message, found, explained and tried again."""

from typing import Any

from django.test import AsyncClient

from apps.channels.models import InboundEvent
from apps.conversations.models import Conversation, Delivery, Message
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.tests.provider_talk import Talk, let_all_be_due
from apps.conversations.thread.handoff import AgentAt, take_over
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.members.roles import Role
from apps.tenants.models import Event, User
from apps.tenants.workspaces.services import add_member

LOG = "/api/v1/workspaces/shop/ledger"


async def client_of(user: User) -> AsyncClient:
    client = AsyncClient()
    await client.aforce_login(user)
    return client


async def get(user: User, path: str = "") -> Any:
    return await (await client_of(user)).get(LOG + path)


async def post(user: User, path: str) -> Any:
    return await (await client_of(user)).post(LOG + path)


async def entries(talk: Talk, query: str = "") -> list[dict[str, Any]]:
    answer = await get(talk.shop.ben, query)
    assert answer.status_code == 200, answer.content
    listed: list[dict[str, Any]] = answer.json()["entries"]
    return listed


async def seen(talk: Talk, query: str = "") -> list[tuple[str, str]]:
    """(author or event, state) of each entry, the newest first."""
    return [(row["author"] or row["what"], row["state"]) for row in await entries(talk, query)]


async def test_it_tells_the_life_of_both_ways_and_none_of_the_words(talk: Talk) -> None:
    await talk.says("canary words", sent_at="2026-01-01T00:00:00Z")
    answer, question = await entries(talk)
    assert (question["state"], question["outcome"]) == ("answered", "waiting")
    assert question["told_at"] == "2026-01-01T00:00:00Z"
    assert question["answered_at"] >= question["received_at"]
    assert (answer["author"], answer["state"], answer["attempts"]) == ("bot", "sent", 1)
    told = await get(talk.shop.ben)
    life = await get(talk.shop.ben, f"/messages/{question['id']}")
    for text in (told.text, life.text):
        assert "canary" not in text
        assert "What can I do" not in text
    words = [step["words"] for step in life.json()["steps"]]
    assert words == [
        "Written, says the provider.",
        "Received.",
        "Kept as message 1 of the chat.",
        "Answered by the flow Front desk.",
        "Message 2: Sent",
    ]


async def test_a_message_of_the_website_is_in_it_too(talk: Talk, shop: Shop) -> None:
    visitor = await unit_of_work(Visitor.arrives)(shop)
    await visitor.bot()
    await visitor.says("hello")
    assert await seen(talk) == [("visitor", "kept"), ("bot", "in_thread")]
    await visitor.bot()
    await unit_of_work(_read_all)(shop)
    assert await seen(talk) == [("bot", "read"), ("visitor", "answered"), ("bot", "read")]


def _read_all(shop: Shop) -> None:
    with tenant_scope(shop.tenant):
        Conversation.objects.update(read_seq=99)


async def test_each_look_shows_its_own(talk: Talk) -> None:
    talk.system.statuses = (422, 200, 503)
    await talk.says("Hello")
    await talk.says("My order")
    await talk.says("1042")
    assert await talk.posts({"type": "dance", "from": {"id": "carl"}}) == 200
    await talk.engine()
    assert await seen(talk, "?look=attention") == [("event", "set_aside"), ("bot", "failed")]
    assert await seen(talk, "?look=on_the_way") == [("bot", "waiting")]
    assert ("bot", "sent") in await seen(talk, "?look=delivered")
    assert len(await seen(talk)) == 7
    counts = (await get(talk.shop.ben)).json()["counts"]
    assert counts == {"on_the_way": 1, "attention": 2, "came_in": 3, "went_out": 3}


async def test_it_is_filtered_by_channel_chat_person_and_time(talk: Talk) -> None:
    await talk.says("Hello")
    [conversation] = await talk.rows(Conversation)
    for narrow in (f"channel={talk.channel.id}", f"conversation={conversation.id}", "contact=car"):
        assert len(await seen(talk, f"?{narrow}")) == 2
    for wide in (
        f"channel={talk.shop.channel.id}",
        f"conversation={talk.channel.id}",
        "contact=anna",
        "since=2100-01-01T00:00:00Z",
        "until=2000-01-01T00:00:00Z",
    ):
        assert await seen(talk, f"?{wide}") == []


async def test_its_pages_hold_everything_once(talk: Talk, monkeypatch: Any) -> None:
    monkeypatch.setattr("apps.conversations.outbound.log.queries.ENTRIES_AT_ONCE", 2)
    for text in ("Hello", "My order", "1042"):
        await talk.says(text)
    await talk.posts({"type": "dance", "from": {"id": "carl"}})
    await talk.engine()
    found, cursor = [], ""
    while True:
        answer = (await get(talk.shop.ben, f"?cursor={cursor.replace('+', '%2B')}")).json()
        found += [row["id"] for row in answer["entries"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert len(found) == len(set(found)) == 7
    assert (await get(talk.shop.ben, "?cursor=yesterday")).status_code == 422


async def test_what_waits_longer_than_a_minute_needs_attention(talk: Talk) -> None:
    talk.system.statuses = (503,)
    await talk.says("Hello")
    assert await seen(talk, "?look=attention") == []

    def age() -> None:
        with tenant_scope(talk.shop.tenant):
            Message.objects.update(at="2026-01-01T00:00Z")
            Delivery.objects.update(created_at="2026-01-01T00:00Z")

    await unit_of_work(age)()
    [waits] = await entries(talk, "?look=attention")
    assert (waits["state"], waits["overdue"], waits["reason"]) == ("waiting", True, "http_503")


async def test_what_was_not_sent_has_a_reason_and_an_event_and_is_sent_again(talk: Talk) -> None:
    talk.system.statuses = (422, 200)
    await talk.says("Hello")
    await talk.says("My order")
    [failed] = await entries(talk, "?look=attention")
    life = (await get(talk.shop.ben, f"/messages/{failed['id']}")).json()
    assert life["explanation"] == "The other side refused it (422)."
    assert life["after"] == 1
    again = await post(talk.shop.ben, f"/messages/{failed['id']}/send_again")
    assert again.json()["entry"]["state"] == "waiting"
    await talk.engine()
    life = (await get(talk.shop.ben, f"/messages/{failed['id']}")).json()
    assert [step["words"] for step in life["steps"]] == [
        "Said by the flow Front desk.",
        "Not sent: The other side refused it (422).",
        "Ben sent it again.",
        "Sent.",
    ]
    told = [
        (row.verb, row.actor_id is None)
        for row in await talk.rows(Event)
        if "delivery" in row.object_kind
    ]
    assert told == [("did not deliver", True), ("sent again", False)]
    twice = await post(talk.shop.ben, f"/messages/{failed['id']}/send_again")
    assert (twice.status_code, twice.json()["current"]) == (409, "sent")


async def test_what_the_bot_said_is_not_sent_again_once_a_person_holds_the_chat(talk: Talk) -> None:
    talk.system.statuses = (422,)
    await talk.says("Hello")
    [failed] = await entries(talk, "?look=attention")
    [conversation] = await talk.rows(Conversation)
    at = AgentAt(talk.shop.tenant.id, conversation.id, talk.shop.ben)
    await unit_of_work(take_over)(at, conversation.owner_epoch)
    refused = await post(talk.shop.ben, f"/messages/{failed['id']}/send_again")
    assert (refused.status_code, refused.json()["code"]) == (409, "changed_hands")


async def test_what_was_held_back_and_what_failed_there_leave_events(talk: Talk) -> None:
    talk.system.statuses = (503, 200)
    await talk.says("Hello")
    [conversation] = await talk.rows(Conversation)
    at = AgentAt(talk.shop.tenant.id, conversation.id, talk.shop.ben)
    await unit_of_work(take_over)(at, conversation.owner_epoch)
    await unit_of_work(let_all_be_due)(talk)
    await talk.engine()
    [event] = [row for row in await talk.rows(Event) if row.verb == "did not deliver"]
    assert event.data == {"state": "suppressed", "seq": 2, "reason": "changed_hands"}


async def test_a_failure_told_later_keeps_the_providers_words_out_of_events(talk: Talk) -> None:
    await talk.says("Hello")
    receipt = {
        "type": "receipt",
        "from": {"id": "carl"},
        "message_id": talk.system.posts[0]["id"],
        "state": "failed",
        "reason": "canary said no",
    }
    await talk.posts(receipt)
    await talk.engine()
    [event] = [row for row in await talk.rows(Event) if row.verb == "did not deliver"]
    assert event.data["reason"] == "failed_at_provider"
    [failed] = await entries(talk, "?look=attention")
    assert failed["reason"] == "canary said no"


async def test_what_was_set_aside_is_explained_and_replayed_by_who_manages_channels(
    talk: Talk,
) -> None:
    told = {"type": "message", "id": "m1", "from": {"id": "carl"}, "choice": "nothing"}
    await talk.posts(told)
    await talk.engine()
    [aside] = await entries(talk, "?look=attention")
    life = (await get(talk.shop.ben, f"/events/{aside['id']}")).json()
    assert life["explanation"].startswith("It picks a button")
    assert (await post(talk.shop.ben, f"/events/{aside['id']}/replay")).status_code == 403
    await unit_of_work(_correct)(talk)
    again = await post(talk.shop.anna, f"/events/{aside['id']}/replay")
    assert again.json()["entry"]["state"] == "received"
    await talk.engine()
    life = (await get(talk.shop.ben, f"/events/{aside['id']}")).json()
    assert (life["entry"]["what"], life["entry"]["state"]) == ("message", "answered")
    twice = await post(talk.shop.anna, f"/events/{aside['id']}/replay")
    assert twice.status_code == 409


def _correct(talk: Talk) -> None:
    """Stand for a release that reads what could not be read before."""
    with tenant_scope(talk.shop.tenant):
        [event] = InboundEvent.objects.all()
        event.raw = {"type": "message", "from": {"id": "carl"}, "text": "Hello"}
        event.save(update_fields=["raw"])


async def test_only_who_answers_chats_sees_it(talk: Talk) -> None:
    await talk.says("Hello")
    analyst = await unit_of_work(_analyst)(talk.shop)
    assert (await get(analyst)).status_code == 403
    assert (await get(talk.shop.stranger)).status_code == 404
    assert (await get(talk.shop.anna)).status_code == 200


def _analyst(shop: Shop) -> User:
    person = User.objects.create_user("ada@shop.example", name="Ada")
    add_member(shop.tenant, person, Role.ANALYST)
    return person
