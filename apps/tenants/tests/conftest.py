"""Two workspaces and their people: Anna owns a plant shop, Berta owns a book shop."""

import pytest

from apps.tenants.models import Tenant, User
from apps.tenants.services import create_tenant


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
