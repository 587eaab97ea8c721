"""The endpoints without a socket, and the people's API, over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import AsyncClient

from apps.channels.models import Channel
from apps.conversations.orchestrator.service import Orchestrator
from apps.conversations.tests.conftest import Shop, Visitor
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

MESSAGES = "/api/v1/widget/messages"


@pytest.fixture
async def engine(shop: Shop) -> AsyncIterator[None]:
    """A running orchestrator, woken by the real work queue."""
    orchestrator = Orchestrator()
    running = asyncio.create_task(orchestrator.run())
    yield
    orchestrator.stop()
    await running


async def post(shop: Shop, **fields: Any) -> Any:
    body = {"key": shop.tenant.public_id, "client_msg_id": str(uuid4()), **fields}
    return await AsyncClient().post(MESSAGES, body, content_type="application/json")


def words(answer: dict[str, Any]) -> list[str]:
    return [message["content"]["text"] for message in answer["messages"]]


async def test_it_holds_a_conversation_message_by_message(shop: Shop, engine: None) -> None:
    first = (await post(shop, text="hello")).json()
    assert words(first) == ["Pick one of these."]
    second = (await post(shop, token=first["token"], choice="order")).json()
    assert second["conversation_id"] == first["conversation_id"]
    assert words(second) == ["Which number?"]
    third = (await post(shop, token=first["token"], text="1042")).json()
    assert words(third) == ["Order 1042 is on its way."]
    assert third["answered"] is True


async def test_it_answers_a_repeated_message_as_the_first_time(shop: Shop, engine: None) -> None:
    client_msg_id = str(uuid4())
    first = (await post(shop, text="hello", client_msg_id=client_msg_id)).json()
    again = (
        await post(shop, token=first["token"], text="hello", client_msg_id=client_msg_id)
    ).json()
    assert (again["seq"], again["messages"]) == (first["seq"], first["messages"])


async def test_a_first_message_sent_again_opens_the_conversation_it_began(
    shop: Shop, engine: None
) -> None:
    request = {"text": "hello", "client_msg_id": str(uuid4())}
    answers = await asyncio.gather(*(post(shop, **request) for _ in range(4)))
    twins = [answer.json() for answer in answers]
    assert len({twin["conversation_id"] for twin in twins}) == 1
    assert {twin["seq"] for twin in twins} == {twins[0]["seq"]}
    assert len({twin["token"] for twin in twins}) == 4
    for twin in twins:
        assert words((await post(shop, token=twin["token"], choice="order")).json())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"text": "hello"}, {"text": "hello", "client_msg_id": str(uuid4())}),
        ({"text": "hello"}, {"text": "other words"}),
        (
            {"text": "hello", "client_msg_id": "00000000-0000-0000-0000-000000000001"},
            {"text": "hello", "client_msg_id": "00000000-0000-0000-0000-000000000001"},
        ),
    ],
)
async def test_what_another_visitor_could_have_sent_begins_another_conversation(
    shop: Shop, engine: None, first: dict[str, str], second: dict[str, str]
) -> None:
    shared = str(uuid4())
    answers = [await post(shop, **{"client_msg_id": shared, **said}) for said in (first, second)]
    one, other = (answer.json()["conversation_id"] for answer in answers)
    assert one != other


async def test_a_first_message_opens_its_conversation_for_some_minutes_only(
    shop: Shop, engine: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = {"text": "hello", "client_msg_id": str(uuid4())}
    first = (await post(shop, **request)).json()
    monkeypatch.setattr("apps.conversations.widget.visits.REPEATED_WITHIN", timedelta(0))
    late = (await post(shop, **request)).json()
    assert first["conversation_id"] != late["conversation_id"]


async def test_it_gives_the_thread_to_the_bearer_of_the_token(shop: Shop, engine: None) -> None:
    sent = (await post(shop, text="hello")).json()
    headers = {"Authorization": f"Bearer {sent['token']}"}
    thread = (await AsyncClient().get(f"{MESSAGES}?after=0", headers=headers)).json()
    assert words(thread) == ["What can I do?", "hello", "Pick one of these."]


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer unknown", "Basic abc", "Bearer \u00e9"])
async def test_it_refuses_a_reader_without_a_known_token(shop: Shop, header: str) -> None:
    answer = await AsyncClient().get(MESSAGES, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"text": "a", "choice": "b"}, 422, "invalid"),
        ({"text": "a", "client_msg_id": "1"}, 422, "invalid"),
        ({"text": "a", "extra": "b"}, 422, "invalid"),
        ({"text": "x" * 4001}, 422, "message_too_long"),
        ({"text": " "}, 422, "empty_message"),
        ({"choice": "order' OR 1=1"}, 422, "invalid"),
        ({"text": "a", "key": "unknown"}, 404, "not_found"),
        ({"text": "a", "channel": "unknown"}, 404, "not_found"),
    ],
)
async def test_it_answers_bad_input_with_the_reason(
    shop: Shop, fields: dict[str, Any], status: int, code: str
) -> None:
    answer = await post(shop, **fields)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"]


@pytest.mark.parametrize(
    "body", ["", "{", "[" * 20_000, '{"text": NaN}', '{"text": "\\ud800"}', b"\xff\xfe", "null"]
)
async def test_it_answers_a_broken_body_with_4xx(shop: Shop, body: Any) -> None:
    answer = await AsyncClient().post(MESSAGES, body, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert set(answer.json()) >= {"code", "message"}


async def test_it_answers_a_huge_body_with_413(shop: Shop) -> None:
    body = json.dumps({"text": "x" * 4_000_000})
    answer = await AsyncClient().post(MESSAGES, body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_it_opens_the_widget_api_to_pages_and_refuses_sites_that_are_not_allowed(
    shop: Shop,
) -> None:
    address = f"/api/v1/widget/config?key={shop.tenant.public_id}"
    assert (await AsyncClient().get(address)).json() == {
        "name": "Shop",
        "accent": "#0f766e",
        "language": "en",
    }
    await unit_of_work(_allow)(shop, ["https://shop.example"])
    allowed = await AsyncClient().get(address, headers={"Origin": "https://shop.example"})
    refused = await AsyncClient().get(address, headers={"Origin": "https://evil.example"})
    assert (allowed.status_code, refused.status_code) == (200, 403)
    assert refused.json()["code"] == "site_not_allowed"
    assert refused["Access-Control-Allow-Origin"] == "*"
    preflight = await AsyncClient().options(MESSAGES, headers={"Origin": "https://evil.example"})
    assert preflight.status_code == 204


async def test_it_lets_people_take_over_reply_and_return(
    shop: Shop, visitor: Visitor, engine: None
) -> None:
    await visitor.says("hello")
    people = await unit_of_work(_signed_in)(shop.ben)
    place = f"/api/v1/workspaces/{shop.tenant.slug}/conversations"
    (row,) = (await people.get(place)).json()
    assert (row["id"], row["handled_by"]) == (str(visitor.id), "bot")
    address = f"{place}/{visitor.id}"
    taken = await people.post(f"{address}/take_over", {"owner_epoch": 0}, "application/json")
    assert (taken.status_code, taken.json()["agent"]) == (200, "Ben")
    lost = await people.post(f"{address}/take_over", {"owner_epoch": 0}, "application/json")
    assert (lost.status_code, lost.json()["current"]["agent"]) == (409, "Ben")
    said = await people.post(
        f"{address}/replies", {"client_msg_id": str(uuid4()), "text": "Hi"}, "application/json"
    )
    assert said.status_code == 200
    back = await people.post(f"{address}/return_to_bot", {"how": "wait"}, "application/json")
    assert back.json()["handled_by"] == "bot"
    thread = (await people.get(f"{address}/messages")).json()["messages"]
    assert [m["author"] for m in thread][-1] == "agent"


async def test_it_hides_a_workspace_from_strangers_and_nobody(shop: Shop, visitor: Visitor) -> None:
    place = f"/api/v1/workspaces/{shop.tenant.slug}/conversations"
    assert (await AsyncClient().get(place)).status_code == 401
    stranger = await unit_of_work(_signed_in)(shop.stranger)
    foreign = await stranger.get(place)
    missing = await stranger.get("/api/v1/workspaces/nowhere/conversations")
    assert (foreign.status_code, foreign.json()) == (404, missing.json())


def _signed_in(user: Any) -> AsyncClient:
    client = AsyncClient()
    client.force_login(user)
    return client


def _allow(shop: Shop, origins: list[str]) -> None:
    with tenant_scope(shop.tenant):
        Channel.objects.filter(id=shop.channel.id).update(allowed_origins=origins)
