"""Signed webhooks in the API: opened, changed, tried; a secret is given once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from apps.channels.accounts import read_secrets
from apps.channels.models import Channel
from apps.channels.queries import access_channel
from apps.channels.services import create_webhook_channel
from apps.flows.models import Flow
from apps.flows.versions.services import create_flow
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import create_tenant

CHANNELS = "/api/v1/workspaces/plants/channels"
NEW = {"kind": "webhook", "name": "Till", "url": "https://till.example/chat"}


@pytest.fixture
def as_admin(client_of: Callable[[Role], Client]) -> Client:
    return client_of(Role.ADMIN)


def post(client: Client, path: str = "", body: Any = None) -> Any:
    return client.post(f"{CHANNELS}{path}", body, content_type="application/json")


def patch(client: Client, channel_id: UUID, **changes: Any) -> Any:
    return client.patch(f"{CHANNELS}/{channel_id}", changes, content_type="application/json")


def signing(plants: Tenant, channel_id: UUID | str) -> list[str]:
    secrets: list[str] = read_secrets(access_channel(plants, UUID(str(channel_id))))["signing"]
    return secrets


def test_a_webhook_is_opened_and_the_answer_alone_holds_its_secret(
    as_admin: Client, plants: Tenant, flow: Flow, settings: Any
) -> None:
    answer = post(as_admin, body=NEW | {"flow_id": str(flow.id)})
    assert answer.status_code == 201
    opened = answer.json()
    assert [opened["secret"]] == signing(plants, opened["id"])
    shown = as_admin.get(f"{CHANNELS}/{opened['id']}").json()
    assert (shown["kind"], shown["name"], shown["quiet_ms"]) == ("webhook", "Till", 400)
    assert shown["flow"] == {"id": str(flow.id), "name": flow.name}
    assert shown["webhook"] == {
        "url": "https://till.example/chat",
        "address": f"{settings.XIN_PUBLIC_URL}/webhooks/{shown['key']}",
        "secret_endings": [opened["secret"][-4:]],
    }
    assert opened["secret"] not in as_admin.get(CHANNELS).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://till.example/"),
        ("url", "nonsense"),
        ("name", " "),
        ("kind", "web"),
        ("kind", "pigeon"),
        ("flow_id", str(uuid4())),
        ("secret", "whsec_mine"),
    ],
)
def test_it_refuses_nonsense_by_the_name_of_the_field(
    field: str, value: str, as_admin: Client, plants: Tenant
) -> None:
    refused = post(as_admin, body=NEW | {field: value})
    assert refused.status_code == 422
    assert list(refused.json()["fields"]) == [field]
    assert as_admin.get(CHANNELS).json() == []


def test_it_changes_what_is_given(as_admin: Client, till: Channel) -> None:
    changed = patch(as_admin, till.id, url="https://desk.example/", quiet_ms=0, active=False).json()
    assert changed["webhook"]["url"] == "https://desk.example/"
    assert (changed["quiet_ms"], changed["active"], changed["name"]) == (0, False, "Till")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://desk.example/"),
        ("url", None),
        ("quiet_ms", -1),
        ("accent", "#123456"),
        ("allowed_origins", ["https://shop.example"]),
    ],
)
def test_it_refuses_what_a_webhook_cannot_have(
    field: str, value: Any, as_admin: Client, till: Channel
) -> None:
    refused = patch(as_admin, till.id, **{field: value})
    assert refused.status_code == 422
    assert list(refused.json()["fields"]) == [field]


def test_a_policy_is_followed_by_no_channel(
    as_admin: Client, till: Channel, plants: Tenant
) -> None:
    policy = create_flow(plants, "No cursing", None, purpose=Flow.Purpose.POLICY)
    refused = patch(as_admin, till.id, flow_id=str(policy.id))
    assert list(refused.json()["fields"]) == ["flow_id"]


def test_a_secret_is_changed_and_the_old_one_retired(
    as_admin: Client, till: Channel, plants: Tenant
) -> None:
    [old] = signing(plants, till.id)
    answer = post(as_admin, f"/{till.id}/secrets")
    assert answer.status_code == 201
    new = answer.json()["secret"]
    assert signing(plants, till.id) == [new, old]
    retired = as_admin.delete(f"{CHANNELS}/{till.id}/secrets/old").json()
    assert retired["webhook"]["secret_endings"] == [new[-4:]]
    assert signing(plants, till.id) == [new]


def test_a_test_message_says_what_came_back(as_admin: Client, till: Channel) -> None:
    patch(as_admin, till.id, url="https://10.0.0.1/")
    answers = [post(as_admin, f"/{till.id}/test") for _ in range(6)]
    assert answers[0].json()["reason"] == "refused"
    assert "public internet" in answers[0].json()["message"]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_a_webhook_has_no_sites(as_admin: Client, till: Channel) -> None:
    assert as_admin.get(f"{CHANNELS}/{till.id}/seen-sites").status_code == 404


def test_a_website_has_no_secrets_and_no_test(as_admin: Client, website: Channel) -> None:
    for path in ("secrets", "test"):
        assert post(as_admin, f"/{website.id}/{path}").status_code == 404
    assert as_admin.delete(f"{CHANNELS}/{website.id}/secrets/old").status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AGENT, Role.ANALYST])
def test_the_other_roles_look_and_do_nothing(
    role: Role, client_of: Callable[[Role], Client], till: Channel, plants: Tenant
) -> None:
    client = client_of(role)
    assert client.get(f"{CHANNELS}/{till.id}").status_code == 200
    assert post(client, body=NEW).status_code == 403
    assert post(client, f"/{till.id}/secrets").status_code == 403
    assert post(client, f"/{till.id}/test").status_code == 403
    assert client.delete(f"{CHANNELS}/{till.id}/secrets/old").status_code == 403
    assert len(signing(plants, till.id)) == 1


def test_a_foreign_webhook_is_like_a_missing_one(as_admin: Client) -> None:
    olaf = User.objects.create_user("olaf@books.example")
    foreign = create_webhook_channel(
        create_tenant("Books", "books", olaf), "Till", "https://books.example/chat", olaf
    )
    for channel_id in (foreign.id, uuid4()):
        for answer in (
            as_admin.get(f"{CHANNELS}/{channel_id}"),
            patch(as_admin, channel_id, url="https://mine.example/"),
            post(as_admin, f"/{channel_id}/secrets"),
            post(as_admin, f"/{channel_id}/test"),
            as_admin.delete(f"{CHANNELS}/{channel_id}/secrets/old"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
