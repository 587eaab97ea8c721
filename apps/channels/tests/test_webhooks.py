"""The providers' endpoint: 2xx says that what was posted is kept for good, nothing else does."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import AsyncClient

from apps.channels.accounts import read_secrets
from apps.channels.models import Channel, InboundEvent
from apps.channels.queries import get_latest_events
from apps.channels.services import (
    change_signing_secret,
    create_web_channel,
    create_webhook_channel,
    retire_old_secret,
)
from apps.channels.testing.their_system import signed_post
from apps.channels.webhooks.endpoint import MAX_BYTES
from apps.channels.webhooks.inbox import EventsArrived, events_arrived
from apps.flows.tests.sample_graphs import greeting
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import close_connections, unit_of_work
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import create_tenant

HELLO = {"type": "message", "from": {"id": "carl"}, "text": "Hello"}


class Till:
    """A system of the workspace's own, and the channel that it posts to."""

    def __init__(self) -> None:
        self.anna = User.objects.create_user("anna@plants.example")
        self.tenant = create_tenant("Plants", "plants", self.anna)
        flow, _ = import_flow(self.tenant, greeting(), publish=True)
        url = "https://till.example/chat"
        self.channel = create_webhook_channel(self.tenant, "Till", url, self.anna, flow=flow)
        self.signing = read_secrets(self.channel)["signing"]

    async def posts(self, told: Any, *, to: str = "", **kwargs: Any) -> tuple[int, str]:
        """Post something signed, and give the status and the code of the answer."""
        body, headers = signed_post(self.signing, told, **kwargs)
        address = f"/webhooks/{to or self.channel.public_id}"
        answer = await AsyncClient().post(
            address, body, content_type="application/json", headers=headers
        )
        return answer.status_code, answer.json().get("code", "")

    async def kept(self) -> list[InboundEvent]:
        return await unit_of_work(get_latest_events)(self.channel, 2_000)


@pytest.fixture
def till(committed_db: None) -> Iterator[Till]:
    yield Till()
    close_connections()


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> list[EventsArrived]:
    """All that was told of events that arrived."""
    told: list[EventsArrived] = []
    monkeypatch.setattr(events_arrived, "_functions", [told.append])
    return told


async def test_yes_means_that_it_is_kept_and_told(till: Till, news: list[EventsArrived]) -> None:
    assert await till.posts(HELLO) == (200, "")
    [event] = await till.kept()
    assert (event.state, event.sender, event.channel_id) == ("new", "carl", till.channel.id)
    assert news == [EventsArrived(till.tenant.id, till.channel.id)]


async def test_an_event_under_its_own_id_is_kept_once(till: Till) -> None:
    for text in ("Hello", "Hello", "Said again in other words"):
        assert await till.posts(HELLO | {"id": "m1", "text": text}) == (200, "")
    [event] = await till.kept()
    assert event.provider_id == "id:m1"


async def test_a_request_that_comes_again_is_kept_once(till: Till) -> None:
    for _ in range(3):
        assert await till.posts({"events": [HELLO, HELLO]}, message_id="request-1") == (200, "")
    assert len(await till.kept()) == 2


async def test_a_thousand_events_come_in_at_once(till: Till) -> None:
    assert await till.posts({"events": [HELLO] * 1_000}) == (200, "")
    assert {event.state for event in await till.kept()} == {"new"}
    assert len(await till.kept()) == 1_000


async def test_more_than_a_thousand_are_set_aside_as_one(till: Till) -> None:
    assert await till.posts({"events": [HELLO] * 1_001}) == (200, "")
    [event] = await till.kept()
    assert (event.state, event.error) == ("quarantined", "too_many_events")


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{no json", b"7", b'{"events": [null, 7]}'])
async def test_signed_nonsense_is_kept_too(body: bytes, till: Till) -> None:
    assert await till.posts(body) == (200, "")
    assert await till.kept()


async def test_no_events_are_nothing_to_keep(till: Till) -> None:
    assert await till.posts({"events": []}) == (200, "")
    assert await till.kept() == []


async def test_what_it_did_not_sign_is_refused_and_not_kept(till: Till) -> None:
    right = till.signing
    till.signing = ["whsec_bm90IHRoZSByaWdodCBrZXkgYXQgYWxs"]
    assert await till.posts(HELLO) == (401, "bad_signature")
    till.signing = right
    early = datetime.now(UTC) - timedelta(hours=1)
    assert await till.posts(HELLO, at=early) == (401, "bad_timestamp")
    bare = await AsyncClient().post(f"/webhooks/{till.channel.public_id}", HELLO)
    assert (bare.status_code, bare.json()["code"]) == (401, "unauthenticated")
    assert await till.kept() == []


async def test_both_secrets_are_good_until_the_old_one_is_retired(till: Till) -> None:
    old = till.signing
    new = [await unit_of_work(change_signing_secret)(till.channel, till.anna)]
    for signing in (old, new, [*new, *old]):
        till.signing = signing
        assert await till.posts(HELLO) == (200, "")
    await unit_of_work(retire_old_secret)(till.channel, till.anna)
    assert await till.posts(HELLO) == (200, "")
    till.signing = old
    assert await till.posts(HELLO) == (401, "bad_signature")


async def test_a_website_a_paused_channel_and_an_unknown_one_are_all_not_there(till: Till) -> None:
    website = await unit_of_work(_open_website)(till.tenant)
    await unit_of_work(_pause)(till.channel)
    for public_id in (website.public_id, till.channel.public_id, "nobody", "%00", "x" * 65):
        assert await till.posts(HELLO, to=public_id) == (404, "not_found")
    assert await till.kept() == []


async def test_the_secret_of_one_workspace_opens_no_door_of_another(till: Till) -> None:
    stranger = await unit_of_work(_open_stranger)()
    assert await till.posts(HELLO, to=stranger.public_id) == (401, "bad_signature")
    assert await unit_of_work(get_latest_events)(stranger, 10) == []


async def test_a_body_may_be_a_mebibyte_and_no_more(till: Till) -> None:
    padding = MAX_BYTES - len('{"pad": ""}')
    assert (await till.posts({"pad": "x" * padding}))[0] == 200
    assert await till.posts({"pad": "x" * (padding + 1)}) == (413, "too_large")
    assert await till.posts({"pad": "x" * 4 * MAX_BYTES}) == (413, "too_large")


async def test_when_it_cannot_be_kept_it_says_so_and_they_send_it_again(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("server closed the connection")

    with monkeypatch.context() as patch:
        patch.setattr("apps.channels.webhooks.endpoint.store_events", away)
        assert await till.posts(HELLO, message_id="request-1") == (503, "unavailable")
    assert await till.posts(HELLO, message_id="request-1") == (200, "")
    assert len(await till.kept()) == 1


async def test_only_a_post_is_taken(till: Till) -> None:
    answer = await AsyncClient().get(f"/webhooks/{till.channel.public_id}")
    assert answer.status_code == 405


def _open_website(tenant: Tenant) -> Channel:
    with tenant_scope(tenant):
        return create_web_channel(tenant, "Website")


def _pause(channel: Channel) -> None:
    with tenant_scope(channel.tenant_id):
        Channel.objects.filter(id=channel.id).update(active=False)


def _open_stranger() -> Channel:
    olaf = User.objects.create_user("olaf@books.example")
    books = create_tenant("Books", "books", olaf)
    return create_webhook_channel(books, "Till", "https://books.example/chat", olaf)
