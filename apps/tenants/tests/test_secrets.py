"""Secrets of a workspace: kept encrypted, for one server, and never shown again."""

import pytest
from django.test import Client

from apps.core.errors import Invalid
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Event, Secret, Tenant, User
from apps.tenants.secrets.store import add_secret, get_secrets, open_secrets
from apps.tenants.workspaces.queries import export_tenant

pytestmark = pytest.mark.django_db

PAGE = "/app/plants/settings/secrets/"
FORM = {"name": "shop_key", "host": "https://API.shop.example/v1", "value": "open-sesame"}
CONFIRMED = {"confirmed": "1"}


def the_secret(tenant: Tenant) -> Secret:
    (secret,) = get_secrets(tenant)
    return secret


def test_a_secret_is_kept_encrypted_for_one_server(as_anna: Client, plants: Tenant) -> None:
    page = as_anna.post(f"{PAGE}new/", FORM, follow=True).text
    assert "shop_key" in page
    assert "For api.shop.example" in page
    secret = the_secret(plants)
    assert "open-sesame" not in page + secret.encrypted
    assert "open-sesame" not in as_anna.get(f"{PAGE}{secret.id}/").text
    (opened,) = open_secrets(plants.id, ["shop_key", "other"]).values()
    assert (opened.host, opened.value) == ("api.shop.example", "open-sesame")
    assert "open-sesame" not in repr(opened)


def test_it_can_be_replaced_and_deleted(as_anna: Client, plants: Tenant) -> None:
    as_anna.post(f"{PAGE}new/", FORM)
    page = f"{PAGE}{the_secret(plants).id}/"
    as_anna.post(page, {"value": "new-words"})
    assert open_secrets(plants.id, ["shop_key"])["shop_key"].value == "new-words"
    assert (
        "The secret shop_key is gone."
        in as_anna.post(f"{page}delete/", CONFIRMED, follow=True).text
    )
    assert get_secrets(plants) == []


def test_neither_the_events_nor_an_export_tell_it(
    as_anna: Client, plants: Tenant, anna: User
) -> None:
    as_anna.post(f"{PAGE}new/", FORM)
    lines: list[str] = []
    export_tenant(plants, lines.append)
    assert "open-sesame" not in "".join(lines)
    with tenant_scope(plants):
        event = Event.objects.get(verb="added", object_kind="secret")
    assert event.data == {"name": "shop_key", "host": "api.shop.example"}
    assert event.actor == anna


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "1st"),
        ("name", "shop key"),
        ("host", "no server"),
        ("host", "https://"),
        ("host", "[::1"),
        ("value", "two\nlines"),
        ("value", "schlüssel"),
        ("value", ""),
    ],
)
def test_it_rejects_what_cannot_be_used(plants: Tenant, anna: User, field: str, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        add_secret(plants, **{**FORM, field: value}, actor=anna)
    assert list(refused.value.fields) == [field]
    assert get_secrets(plants) == []


def test_a_name_is_taken_once(as_anna: Client, plants: Tenant) -> None:
    as_anna.post(f"{PAGE}new/", FORM)
    page = as_anna.post(f"{PAGE}new/", {**FORM, "value": "other"}).text
    assert "There is a secret with this name." in page
    assert open_secrets(plants.id, ["shop_key"])["shop_key"].value == "open-sesame"


def test_who_may_not_change_settings_sees_none_of_it(client: Client, ben: User) -> None:
    client.force_login(ben)
    assert client.get(PAGE).status_code == 403


def test_another_workspace_has_its_own(plants: Tenant, books: Tenant, anna: User) -> None:
    add_secret(plants, **FORM, actor=anna)
    assert get_secrets(books) == []
    assert open_secrets(books.id, ["shop_key"]) == {}
