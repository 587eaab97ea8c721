"""System administration: for superusers, across workspaces, without anybody's words."""

from typing import Any

import pytest
from django.test import Client

from apps.channels.queries import access_web_channel
from apps.channels.services import create_web_channel
from apps.conversations.models import Contact, Conversation
from apps.core.errors import NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.queries import get_memberships
from apps.tenants.workspaces.services import create_tenant
from xin_project.admin_site.site import system_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_root(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("root@example.com"))
    return client


@pytest.fixture
def anna(db: None) -> User:
    anna = User.objects.create_user("anna@plants.example", name="Anna")
    create_tenant("Plants", "plants", anna)
    return anna


def test_it_looks_after_people_and_workspaces_and_nothing_else() -> None:
    names = {model._meta.model_name for model in system_site._registry}
    assert names == {"user", "tenant", "membership"}


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/admin/", "Workspaces"),
        ("/admin/tenants/user/", "anna@plants.example"),
        ("/admin/tenants/tenant/", "plants"),
        ("/admin/tenants/membership/", "owner"),
    ],
)
def test_an_administrator_sees_every_workspace(
    address: str, words: str, as_root: Client, anna: User
) -> None:
    page = as_root.get(address)
    assert page.status_code == 200
    assert words.lower() in page.text.lower()


def test_a_person_is_blocked(as_root: Client, anna: User) -> None:
    form = {"email": anna.email, "name": "Anna"}
    assert as_root.post(f"/admin/tenants/user/{anna.id}/change/", form).status_code == 302
    anna.refresh_from_db()
    assert not anna.is_active


def test_a_workspace_is_not_changed_here(as_root: Client, anna: User) -> None:
    assert as_root.get("/admin/tenants/tenant/add/").status_code == 403


def test_there_is_one_sign_in(client: Client) -> None:
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"


def test_an_owner_of_a_workspace_is_no_administrator(client: Client, anna: User) -> None:
    client.force_login(anna)
    assert client.get("/admin/", follow=True).status_code in {403, 404}


def act(client: Client, tenant: Tenant, action: str, **more: str) -> Any:
    chosen = {"action": action, "_selected_action": str(tenant.id), **more}
    return client.post("/admin/tenants/tenant/", chosen, follow=True)


def plants_of(anna: User) -> Tenant:
    return get_memberships(anna)[0].tenant


def test_workspaces_show_what_they_use_and_nobodys_words(as_root: Client, anna: User) -> None:
    plants = plants_of(anna)
    with tenant_scope(plants):
        channel = create_web_channel(plants, "Website")
        contact = Contact.objects.create(tenant=plants, name="Lena Blum")
        Conversation.objects.create(tenant=plants, channel=channel, contact=contact, last_seq=1_234)
    page = as_root.get("/admin/tenants/tenant/").text
    assert ("1,234" in page, "Open" in page, "Lena" in page) == (True, True, False)


@pytest.mark.django_db(transaction=True)
def test_a_suspended_workspace_lets_nobody_in_until_it_is_resumed(
    as_root: Client, anna: User
) -> None:
    plants = plants_of(anna)
    with tenant_scope(plants):
        create_web_channel(plants, "Website")
    assert "Plants is suspended." in act(as_root, plants, "suspend").text
    as_anna = Client()
    as_anna.force_login(anna)
    refused = as_anna.get("/app/plants/")
    assert refused.status_code == 403
    assert "This workspace is suspended." in refused.text
    assert as_anna.get("/api/v1/workspaces/plants/teams").status_code == 403
    with pytest.raises(NotFound):
        access_web_channel(plants.public_id, None)
    act(as_root, plants, "resume")
    assert as_anna.get("/app/plants/").status_code == 200
    assert access_web_channel(plants.public_id, None)


def test_a_workspace_is_deleted_after_a_question(as_root: Client, anna: User) -> None:
    plants = plants_of(anna)
    address = f"/admin/tenants/tenant/{plants.id}/delete/"
    assert "Plants" in as_root.get(address).text
    assert get_memberships(anna)
    as_root.post(address, {"post": "yes"})
    assert get_memberships(anna) == []


def test_chosen_workspaces_are_deleted_after_a_question(as_root: Client, anna: User) -> None:
    plants = plants_of(anna)
    assert "Plants" in act(as_root, plants, "delete_selected").text
    assert get_memberships(anna)
    act(as_root, plants, "delete_selected", post="yes")
    assert get_memberships(anna) == []


def test_a_person_is_found(as_root: Client, anna: User) -> None:
    page = as_root.get("/admin/tenants/user/", {"q": "anna@pl"}).text
    assert anna.email in page
    assert anna.email not in as_root.get("/admin/tenants/user/", {"q": "zebra"}).text
