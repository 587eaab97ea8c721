"""Single statements from the event loop: their scope, their errors, their connections."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, OperationalError

from apps.platform.db.pool import CONNECTIONS
from apps.platform.db.statements import run_in_system, run_in_tenant
from apps.platform.db.units import close_connections
from apps.tenants.models import Tenant

pytestmark = pytest.mark.django_db(transaction=True)

MEMBERS = "SELECT count(*) FROM tenants_membership"
SCOPE = "SELECT current_setting('app.tenant_id', true), current_setting('app.system', true)"
SERVER_PROCESS = "SELECT pg_backend_pid()"


@pytest.fixture(autouse=True)
def no_connection_is_left() -> Iterator[None]:
    yield
    close_connections()


async def one(tenant: Tenant, statement: str, **values: Any) -> Any:
    [(value, *_)] = await run_in_tenant(tenant.id, statement, values)
    return value


async def test_a_statement_sees_one_workspace_and_leaves_nothing_of_it_behind(
    plants: Tenant, books: Tenant
) -> None:
    assert [await one(plants, MEMBERS), await one(books, MEMBERS)] == [1, 1]
    assert await run_in_tenant(plants.id, SCOPE, {}) == [(str(plants.id), "")]
    assert await run_in_system("a test", SCOPE, {}) == [("", "a test")]
    [(everything,)] = await run_in_system("a test", MEMBERS, {})
    assert everything >= 2
    assert await one(Tenant(id=UUID(int=1)), MEMBERS) == 0


async def test_it_writes_nothing_into_another_workspace(plants: Tenant, books: Tenant) -> None:
    rename = (
        "UPDATE tenants_membership SET role = 'viewer' WHERE tenant_id = %(tenant)s RETURNING 1"
    )
    assert await run_in_tenant(plants.id, rename, {"tenant": books.id}) == []


async def test_what_it_writes_stands_for_the_next_one(plants: Tenant) -> None:
    rename = "UPDATE tenants_membership SET role = 'viewer' RETURNING role"
    assert await one(plants, rename) == "viewer"
    assert await one(plants, "SELECT role FROM tenants_membership") == "viewer"


async def test_its_errors_are_those_of_django_and_nothing_of_it_stands(plants: Tenant) -> None:
    twice = "INSERT INTO tenants_membership SELECT * FROM tenants_membership RETURNING id"
    with pytest.raises(IntegrityError):
        await run_in_tenant(plants.id, twice, {})
    assert await one(plants, MEMBERS) == 1


async def test_it_keeps_its_connections_and_opens_few(plants: Tenant) -> None:
    asked = [one(plants, SERVER_PROCESS) for _ in range(5 * CONNECTIONS)]
    assert len(set(await asyncio.gather(*asked))) <= CONNECTIONS
    assert await one(plants, SERVER_PROCESS) == await one(plants, SERVER_PROCESS)


async def test_the_next_one_works_after_the_server_dropped_the_connection(plants: Tenant) -> None:
    dropped = await one(plants, SERVER_PROCESS)
    with pytest.raises(OperationalError):
        await one(plants, "SELECT pg_terminate_backend(pg_backend_pid())")
    assert await one(plants, SERVER_PROCESS) != dropped


async def test_a_connection_that_was_dropped_while_it_idled_is_not_lent(plants: Tenant) -> None:
    known = set(await asyncio.gather(*(one(plants, SERVER_PROCESS) for _ in range(4))))
    drop = """
        SELECT count(pg_terminate_backend(pid, 10000)) FROM unnest(%(known)s::int[]) AS pid
        WHERE pid <> pg_backend_pid()
    """
    assert await one(plants, drop, known=list(known)) == len(known) - 1
    alive = set(await asyncio.gather(*(one(plants, SERVER_PROCESS) for _ in range(4))))
    assert len(alive & known) <= 1


async def test_who_leaves_while_it_runs_leaves_a_good_connection_behind(plants: Tenant) -> None:
    asking = asyncio.create_task(one(plants, "SELECT pg_sleep(30)"))
    await asyncio.sleep(0.2)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await one(plants, MEMBERS) == 1
