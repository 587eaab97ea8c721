"""Channels in the API: who may change them, and what is refused with which words."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from apps.channels.models import Channel
from apps.channels.services import create_web_channel
from apps.flows.models import Flow
from apps.flows.versions.services import create_flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Event, Tenant, User
from apps.tenants.workspaces.services import create_tenant

CHANNELS = "/api/v1/workspaces/plants/channels"


@pytest.fixture
def as_admin(client_of: Callable[[Role], Client]) -> Client:
    return client_of(Role.ADMIN)


def patch(client: Client, channel_id: UUID, **changes: Any) -> Any:
    return client.patch(f"{CHANNELS}/{channel_id}", changes, content_type="application/json")


def test_it_gives_a_channel_with_its_defaults(
    as_admin: Client, website: Channel, flow: Flow
) -> None:
    given = as_admin.get(f"{CHANNELS}/{website.id}").json()
    assert given == as_admin.get(CHANNELS).json()[0]
    assert given == {
        "id": str(website.id),
        "key": website.public_id,
        "kind": "web",
        "name": "Website",
        "active": True,
        "bot_name": "",
        "accent": "#0f766e",
        "greeting": "",
        "position": "right",
        "language": "",
        "allowed_origins": [],
        "flow": {"id": str(flow.id), "name": flow.name},
        "quiet_ms": 0,
        "webhook": None,
    }


def test_it_changes_what_is_given_and_leaves_the_rest(as_admin: Client, website: Channel) -> None:
    assert patch(as_admin, website.id, accent="#3F6b3a", greeting=" Need help? ").status_code == 200
    changed = patch(as_admin, website.id, position="left", bot_name="Moss", language="de").json()
    assert changed["accent"] == "#3F6b3a"
    assert changed["greeting"] == "Need help?"
    assert (changed["position"], changed["bot_name"], changed["language"]) == ("left", "Moss", "de")
    cleared = patch(as_admin, website.id, greeting="", language=None, flow_id=None).json()
    assert (cleared["greeting"], cleared["language"], cleared["flow"]) == ("", "", None)


def test_it_writes_down_who_changed_what_and_nothing_when_nothing_changed(
    as_admin: Client, website: Channel, plants: Tenant
) -> None:
    for _ in range(2):
        patch(as_admin, website.id, name="Shop", accent="#123456")
    with tenant_scope(plants):
        (event,) = Event.objects.filter(object_id=str(website.id))
    assert event.verb == "changed"
    assert event.data == {"fields": ["accent", "name"]}
    assert event.actor is not None


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AGENT, Role.ANALYST])
def test_it_lets_the_other_roles_look_and_not_change(
    role: Role, client_of: Callable[[Role], Client], website: Channel
) -> None:
    client = client_of(role)
    assert client.get(f"{CHANNELS}/{website.id}").status_code == 200
    assert client.get(f"{CHANNELS}/{website.id}/seen-sites").json() == []
    assert patch(client, website.id, name="Mine").status_code == 403
    assert client.get(f"{CHANNELS}/{website.id}").json()["name"] == "Website"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("accent", "green"),
        ("accent", "#0f766e\n"),
        ("greeting", "x" * 121),
        ("position", "middle"),
        ("language", "tlh"),
        ("name", "  "),
        ("name", None),
        ("allowed_origins", None),
        ("flow_id", str(uuid4())),
        ("public_id", "mine"),
        ("active", None),
        ("quiet_ms", 5_001),
        ("url", "https://shop.example/chat"),
    ],
)
def test_it_refuses_nonsense_by_the_name_of_the_field(
    field: str, value: Any, as_admin: Client, website: Channel
) -> None:
    refused = patch(as_admin, website.id, **{field: value})
    assert refused.status_code == 422
    assert list(refused.json()["fields"]) == [field]


def test_it_keeps_sites_as_a_browser_names_them(as_admin: Client, website: Channel) -> None:
    given = [
        "https://Shop.example:443/cart",
        "http://localhost:3000",
        "https://müller.example",
        "https://shop.example",
    ]
    changed = patch(as_admin, website.id, allowed_origins=given).json()
    assert changed["allowed_origins"] == [
        "https://shop.example",
        "http://localhost:3000",
        "https://xn--mller-kva.example",
    ]


@pytest.mark.parametrize(
    "site", ["shop.example", "https://*.shop.example", "ftp://shop.example", "https://a b", ""]
)
def test_it_says_which_site_is_wrong_and_keeps_the_old_ones(
    site: str, as_admin: Client, website: Channel
) -> None:
    patch(as_admin, website.id, allowed_origins=["https://shop.example"])
    refused = patch(as_admin, website.id, allowed_origins=["https://new.example", site])
    assert refused.status_code == 422
    assert "https://shop.example" in refused.json()["fields"]["allowed_origins.1"]
    kept = as_admin.get(f"{CHANNELS}/{website.id}").json()["allowed_origins"]
    assert kept == ["https://shop.example"]


def test_it_follows_published_flows_only(
    as_admin: Client, website: Channel, plants: Tenant, flow: Flow
) -> None:
    draft = create_flow(plants, "Not ready")
    refused = patch(as_admin, website.id, flow_id=str(draft.id))
    assert "Publish it first" in refused.json()["fields"]["flow_id"]
    assert patch(as_admin, website.id, flow_id=str(flow.id)).status_code == 200


def test_a_foreign_channel_and_a_foreign_flow_are_like_missing_ones(
    as_admin: Client, website: Channel
) -> None:
    stranger = User.objects.create_user("olaf@books.example")
    books = create_tenant("Books", "books", stranger)
    foreign_flow = create_flow(books, "Foreign")
    with tenant_scope(books):
        foreign = create_web_channel(books, "Books")
    for channel_id in (foreign.id, uuid4()):
        for answer in (
            as_admin.get(f"{CHANNELS}/{channel_id}"),
            as_admin.get(f"{CHANNELS}/{channel_id}/seen-sites"),
            patch(as_admin, channel_id, name="Mine"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert patch(as_admin, website.id, flow_id=str(foreign_flow.id)).status_code == 422
