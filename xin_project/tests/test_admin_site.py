"""System administration: for superusers, across workspaces, without anybody's words."""

import pytest
from django.test import Client

from apps.tenants.models import User
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
