"""Two workspaces and their people: Anna owns a plant shop, Berta owns a book shop."""

import pytest
from django.test import Client

from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import add_member, create_tenant


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", "green-thumbs", name="Anna")


@pytest.fixture
def berta(db: None) -> User:
    return User.objects.create_user("berta@books.example", "page-turner", name="Berta")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def books(berta: User) -> Tenant:
    return create_tenant("Books", "books", berta)


@pytest.fixture
def ben(plants: Tenant) -> User:
    """An agent of the plant shop."""
    ben = User.objects.create_user("ben@plants.example", "pot-carrier", name="Ben")
    add_member(plants, ben, Role.AGENT)
    return ben


@pytest.fixture
def as_anna(client: Client, anna: User, plants: Tenant) -> Client:
    client.force_login(anna)
    return client
