from collections.abc import Iterator

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connection
from django.utils import translation

from apps.platform.db.scope import current_tenant_id, tenant_scope
from apps.platform.db.units import THREADS, close_connections, unit_of_work
from apps.tenants.models import Membership, Tenant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_connection_is_left() -> Iterator[None]:
    yield
    close_connections()


@unit_of_work
def server_process() -> int:
    """Give the server's process behind this thread's connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


@sync_to_async
def terminate_every_connection_but_mine() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    connection.close()


async def test_a_unit_of_work_speaks_the_language_of_its_caller() -> None:
    with translation.override("de"):
        assert await unit_of_work(translation.get_language)() == "de"
    assert await unit_of_work(translation.get_language)() == "en"


async def test_a_unit_of_work_keeps_its_connection() -> None:
    assert len({await server_process() for _ in range(3 * THREADS)}) <= THREADS


async def test_the_next_unit_works_after_the_server_dropped_the_connection() -> None:
    before = {await server_process() for _ in range(3 * THREADS)}
    await terminate_every_connection_but_mine()
    assert not before & {await server_process() for _ in range(3 * THREADS)}


async def test_a_unit_that_lost_its_connection_midway_fails_alone() -> None:
    @unit_of_work
    def cut_off() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    for _ in range(THREADS):
        with pytest.raises(Exception, match="terminat"):
            await cut_off()
    assert [await server_process() for _ in range(3 * THREADS)]


async def test_a_scope_opens_on_the_connection_of_the_unit(plants: Tenant) -> None:
    @unit_of_work
    def members(tenant: Tenant) -> tuple[object, int]:
        with tenant_scope(tenant):
            return current_tenant_id(), Membership.objects.count()

    assert await members(plants) == (plants.id, 1)


async def test_who_waits_for_a_locked_row_gives_up_within_the_lease() -> None:
    @unit_of_work
    def milliseconds(setting: str) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT setting::int FROM pg_settings WHERE name = %s", [setting])
            return cursor.fetchone()[0]

    lease = settings.XIN_LEASE_SECONDS * 1000
    assert 0 < await milliseconds("lock_timeout") < lease
    assert await milliseconds("idle_in_transaction_session_timeout") == lease


async def test_an_error_reaches_the_caller() -> None:
    @unit_of_work
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
