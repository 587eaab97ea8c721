"""Two workspaces with a row in every table each, and Anna, who belongs to the first only."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db.models import Model

from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import close_connections
from apps.tenants.models import Tenant, TenantModel, User
from apps.tenants.workspaces.queries import tenant_models
from apps.tenants.workspaces.services import create_tenant
from tests.leaks.rows import some_row


@dataclass(frozen=True)
class Workspace:
    """A workspace, its owner, and a row of each table."""

    tenant: Tenant
    owner: User
    rows: dict[type[TenantModel], Model]


def furnish(slug: str) -> Workspace:
    owner = User.objects.create_user(f"owner@{slug}.example")
    tenant = create_tenant(slug.title(), slug, owner)
    with tenant_scope(tenant):
        rows = {model: some_row(model, tenant) for model in tenant_models()}
    return Workspace(tenant, owner, rows)


@pytest.fixture(scope="module")
def plants(committed_db_of_module: None) -> Workspace:
    return furnish("plants")


@pytest.fixture(scope="module")
def books(committed_db_of_module: None) -> Workspace:
    return furnish("books")


@pytest.fixture(autouse=True)
def no_connection_is_left() -> Iterator[None]:
    yield
    close_connections()
