"""The pages of a signed webhook: open one, its secrets, a test message, what came in."""

import asyncio
import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from apps.channels.accounts import read_secrets
from apps.channels.adapter import ProviderEvent
from apps.channels.models import WEBHOOK, Channel
from apps.channels.queries import access_channel, get_channels
from apps.channels.testing.their_system import TheirSystem, running
from apps.channels.webhooks.inbox import store_events
from apps.channels.webhooks.sample_message import SAMPLES_AT_ONCE
from apps.flows.models import Flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Event, Tenant, User
from apps.tenants.workspaces.services import create_tenant

pytestmark = pytest.mark.django_db

CHANNELS = "/app/plants/channels/"
SETTINGS = {"name": "Till", "url": "https://till.example/chat", "quiet_ms": "400", "active": "on"}

ClientOf = Callable[[Role], Client]


@pytest.fixture
def as_admin(client_of: ClientOf) -> Client:
    return client_of(Role.ADMIN)


@pytest.fixture
def till_page(till: Channel) -> str:
    return f"{CHANNELS}{till.id}/webhook/"


@pytest.fixture
def system(settings: Any) -> Iterator[TheirSystem]:
    """Their system on a thread of its own, for pages that wait for its answer."""
    settings.XIN_ALLOW_LOOPBACK_HTTP = True
    theirs, up, stop = TheirSystem(), threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with running(theirs):
            up.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=[serve()])
    thread.start()
    up.wait()
    yield theirs
    loop.call_soon_threadsafe(stop.set)
    thread.join()
    loop.close()


def secrets_of(channel: Channel) -> list[str]:
    fresh = access_channel(channel.tenant, channel.id)
    signing: list[str] = read_secrets(fresh)["signing"]
    return signing


def shown_secrets(page: str) -> list[str]:
    return re.findall(r"whsec_[^\"&]+", page)


def errors(page: str) -> list[str]:
    return re.findall(r'<p class="field-error".*?</span>([^<]*)</p>', page)


def test_a_webhook_is_opened_and_its_secret_is_shown_once(
    as_admin: Client, plants: Tenant, flow: Flow
) -> None:
    form = {"name": "Till", "url": " https://till.example/chat ", "default_flow": str(flow.id)}
    page = as_admin.post(f"{CHANNELS}new/webhook/", form, follow=True)
    [channel] = get_channels(plants)
    assert (channel.kind, channel.config) == (WEBHOOK, {"url": "https://till.example/chat"})
    assert (channel.default_flow, channel.quiet_ms) == (flow, 400)
    assert page.redirect_chain == [(f"{CHANNELS}{channel.id}/webhook/", 302)]
    assert shown_secrets(page.text) == secrets_of(channel)
    again = as_admin.get(page.redirect_chain[0][0]).text
    assert shown_secrets(again) == []
    assert f"…{secrets_of(channel)[0][-4:]}" in again


def test_the_session_never_holds_a_secret(as_admin: Client, plants: Tenant) -> None:
    form = {"name": "Till", "url": "https://till.example/chat"}
    as_admin.post(f"{CHANNELS}new/webhook/", form)
    [channel] = get_channels(plants)
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert any(str(channel.id) in str(held) for held in kept)
    assert "whsec_" not in str(kept)


def test_the_page_says_where_to_post_and_what_holds(
    as_admin: Client, till: Channel, till_page: str, settings: Any
) -> None:
    page = as_admin.get(till_page).text
    assert f'value="{settings.XIN_PUBLIC_URL}/webhooks/{till.public_id}"' in page
    assert 'value="https://till.example/chat"' in page
    assert 'value="400"' in page
    assert "Nothing has been posted to this channel yet." in page


def test_all_of_it_can_be_changed(
    as_admin: Client, till: Channel, till_page: str, plants: Tenant
) -> None:
    form = {"name": "Desk", "url": "https://desk.example/", "quiet_ms": "0", "default_flow": ""}
    answer = as_admin.post(till_page, form, follow=True)
    assert "Saved." in answer.text
    changed = access_channel(plants, till.id)
    assert (changed.name, changed.config["url"]) == ("Desk", "https://desk.example/")
    assert (changed.quiet_ms, changed.active, changed.default_flow) == (0, False, None)
    with tenant_scope(plants):
        event = Event.objects.get(verb="changed")
    assert event.data == {"fields": ["active", "default_flow", "name", "quiet_ms", "url"]}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("till.example", "Write the whole address"),
        ("ftp://till.example/", "Write the whole address"),
        ("https://", "Write the whole address"),
        ("https://[::1", "Write the whole address"),
        ("https://till.example:port/", "Write the whole address"),
        ("https://till.example/a b", "Write the whole address"),
        ("https://till.example\\@evil.example/", "Write the whole address"),
        ("http://till.example/chat", "Begin with https://"),
        ("https://anna:sesame@till.example/", "Leave out the user name"),
        ("https://till.example:8443/", "Leave out the port"),
    ],
)
def test_it_says_what_is_wrong_with_an_address(
    url: str, words: str, as_admin: Client, till: Channel, till_page: str, plants: Tenant
) -> None:
    for page in (till_page, f"{CHANNELS}new/webhook/"):
        refused = as_admin.post(page, SETTINGS | {"url": url})
        assert refused.status_code == 200
        [error] = errors(refused.text)
        assert words in error
    [channel] = get_channels(plants)
    assert channel.config["url"] == "https://till.example/chat"


def test_a_new_secret_is_shown_once_and_the_old_one_retired(
    as_admin: Client, till: Channel, till_page: str
) -> None:
    [old] = secrets_of(till)
    page = as_admin.post(till_page, {"do": "new_secret"}, follow=True).text
    new, still_good = secrets_of(till)
    assert still_good == old
    assert shown_secrets(page) == [new]
    assert "Retire the old one" in page
    assert 'value="new_secret"' not in page
    page = as_admin.post(till_page, {"do": "retire_secret"}, follow=True).text
    assert secrets_of(till) == [new]
    assert shown_secrets(page) == []
    assert f"…{old[-4:]}" not in page


def test_it_is_written_down_who_changed_a_secret_and_not_which(
    as_admin: Client, till: Channel, till_page: str, plants: Tenant
) -> None:
    for deed in ("new_secret", "retire_secret", "retire_secret"):
        as_admin.post(till_page, {"do": deed})
    with tenant_scope(plants):
        events = list(Event.objects.filter(object_id=str(till.id)).order_by("at"))
    assert [event.verb for event in events] == [
        "added",
        "changed the signing secret of",
        "retired a signing secret of",
    ]
    assert [event.data for event in events] == [{}, {}, {}]


def test_a_test_message_goes_the_way_of_the_bots(
    as_admin: Client, till: Channel, till_page: str, system: TheirSystem
) -> None:
    system.signing = secrets_of(till)
    as_admin.post(till_page, SETTINGS | {"url": system.url})
    page = as_admin.post(till_page, {"do": "test"}).text
    assert "It was accepted." in page
    [post] = system.posts
    assert (post["to"], post["author"]) == ({"id": "xin-test"}, "bot")
    assert post["text"] == "This is a test. Nobody said it."


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "It answered with status 401. Does it know the newest secret?"),
        (500, "It answered with status 500."),
    ],
)
def test_it_says_what_came_back(
    status: int,
    words: str,
    as_admin: Client,
    till_page: str,
    system: TheirSystem,
) -> None:
    system.statuses = [status]
    as_admin.post(till_page, SETTINGS | {"url": system.url})
    assert words in as_admin.post(till_page, {"do": "test"}).text


def test_it_says_that_an_address_is_not_allowed(as_admin: Client, till_page: str) -> None:
    as_admin.post(till_page, SETTINGS | {"url": "https://10.0.0.1/"})
    page = as_admin.post(till_page, {"do": "test"}).text
    assert "none of the public internet" in page


def test_it_is_not_tried_without_end(as_admin: Client, till_page: str) -> None:
    as_admin.post(till_page, SETTINGS | {"url": "https://10.0.0.1/"})
    pages = [as_admin.post(till_page, {"do": "test"}).text for _ in range(SAMPLES_AT_ONCE + 1)]
    assert ["Wait a minute" in page for page in pages] == [False] * SAMPLES_AT_ONCE + [True]


def test_it_shows_the_last_ten_that_came_in_and_why_one_was_set_aside(
    as_admin: Client, till: Channel, till_page: str
) -> None:
    now = datetime.now(UTC)
    store_events(
        till, [ProviderEvent(f"id:{name}", f"person-{name}", {}, now) for name in range(9)]
    )
    store_events(till, [ProviderEvent("at:x", "", "{no", problem="invalid_json")])
    store_events(till, [ProviderEvent("at:y", "carl", {}, problem="message.text: missing")])
    page = as_admin.get(till_page).text
    assert page.count("Waiting") == 8
    assert page.count("Set aside") == 2
    assert "What was posted is no JSON." in page
    assert "The field message.text is not what is promised." in page


def test_a_website_has_no_page_of_a_webhook_and_the_other_way_round(
    as_admin: Client, website: Channel, till: Channel
) -> None:
    assert as_admin.get(f"{CHANNELS}{website.id}/webhook/").status_code == 404
    assert as_admin.get(f"{CHANNELS}{till.id}/").status_code == 404
    assert as_admin.get(f"{CHANNELS}{till.id}/preview/").status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AGENT, Role.ANALYST])
def test_the_other_roles_see_no_page_of_it(role: Role, client_of: ClientOf, till_page: str) -> None:
    client = client_of(role)
    assert client.get(till_page).status_code == 403
    assert client.post(till_page, {"do": "new_secret"}).status_code == 403
    assert client.get(f"{CHANNELS}new/webhook/").status_code == 403


def test_a_stranger_finds_nothing(client: Client, till: Channel, till_page: str) -> None:
    olaf = User.objects.create_user("olaf@books.example")
    create_tenant("Books", "books", olaf)
    client.force_login(olaf)
    theirs = f"/app/books/channels/{till.id}/webhook/"
    for address in (till_page, theirs):
        assert client.get(address).status_code == 404
        assert client.post(address, {"do": "new_secret"}).status_code == 404
    assert len(secrets_of(till)) == 1
