import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django_scopes import ScopeError

from apps.platform.db.scope import ScopeRefused, current_tenant_id, system_scope, tenant_scope
from apps.tenants.models import Event, Membership, Tenant
from apps.tenants.workspaces.events import Verb, record_event

pytestmark = pytest.mark.django_db(transaction=True)


def rows_in_the_database() -> int:
    """Count memberships by SQL, which only row-level security can limit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tenants_membership")
        return cursor.fetchone()[0]


def open_system_scope(reason: str = "curiosity") -> None:
    with system_scope(reason):
        pass


def write_and_fail(tenant: Tenant) -> None:
    with tenant_scope(tenant):
        record_event(None, Verb.TESTED, tenant)
        raise ZeroDivisionError


def break_the_transaction(tenant: Tenant) -> None:
    with tenant_scope(tenant):
        Membership.objects.create(tenant=tenant, user_id=tenant.id, role="agent")
        connection.check_constraints()


def test_a_scope_sees_the_rows_of_its_workspace_only(plants: Tenant, books: Tenant) -> None:
    with tenant_scope(plants):
        assert [row.tenant_id for row in Membership.objects.all()] == [plants.id]
        assert rows_in_the_database() == 1


def test_a_query_outside_a_scope_raises_and_raw_sql_sees_nothing(plants: Tenant) -> None:
    with pytest.raises(ScopeError):
        Membership.objects.count()
    assert rows_in_the_database() == 0


def test_raw_sql_sees_nothing_on_a_connection_that_had_a_scope(plants: Tenant) -> None:
    with tenant_scope(plants):
        pass
    assert rows_in_the_database() == 0


def test_a_system_scope_sees_every_workspace(plants: Tenant, books: Tenant) -> None:
    with system_scope("test"):
        assert Membership.objects.count() == rows_in_the_database() == 2


def test_a_workspace_cannot_write_into_another(plants: Tenant, books: Tenant) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), tenant_scope(plants):
        Event.objects.create(tenant=books, verb="stole", object_kind="book", object_id="1")


def test_the_same_workspace_joins_by_id_or_by_object(plants: Tenant) -> None:
    with tenant_scope(plants), tenant_scope(plants.id):
        assert current_tenant_id() == plants.id
        assert rows_in_the_database() == 1


def test_a_joined_scope_that_fails_takes_back_its_own_writes_only(plants: Tenant) -> None:
    with tenant_scope(plants):
        record_event(None, Verb.TESTED, plants)
        with pytest.raises(ZeroDivisionError):
            write_and_fail(plants)
        assert set(Event.objects.values_list("verb", flat=True)) == {"added", "tested"}


def test_another_workspace_is_refused_inside_a_scope(plants: Tenant, books: Tenant) -> None:
    with tenant_scope(plants):
        with pytest.raises(ScopeRefused, match="cannot open"), tenant_scope(books):
            pass
        assert current_tenant_id() == plants.id


def test_a_scope_does_not_widen_to_the_system(plants: Tenant) -> None:
    with tenant_scope(plants), pytest.raises(ScopeRefused, match="does not widen"):
        open_system_scope()
    with system_scope("test"), tenant_scope(plants), pytest.raises(ScopeRefused):
        open_system_scope()


def test_a_system_scope_needs_a_reason() -> None:
    with pytest.raises(ScopeRefused, match="reason"):
        open_system_scope("")


def test_a_system_scope_narrows_to_a_workspace_and_is_back_afterwards(
    plants: Tenant, books: Tenant
) -> None:
    with system_scope("test"):
        for tenant in (plants, books):
            with tenant_scope(tenant):
                assert rows_in_the_database() == Membership.objects.count() == 1
        assert rows_in_the_database() == Membership.objects.count() == 2


def test_the_scope_around_is_back_after_an_error_inside(plants: Tenant, books: Tenant) -> None:
    with system_scope("test"):
        with pytest.raises(IntegrityError):
            break_the_transaction(plants)
        assert rows_in_the_database() == 2


def test_the_scope_around_is_back_after_a_rollback_inside(plants: Tenant, books: Tenant) -> None:
    with system_scope("test"):
        with tenant_scope(plants):
            transaction.set_rollback(True)
        assert rows_in_the_database() == 2


def test_a_transaction_around_a_scope_sees_nothing_when_it_ended(plants: Tenant) -> None:
    with transaction.atomic():
        with tenant_scope(plants):
            assert rows_in_the_database() == 1
        assert rows_in_the_database() == 0


def test_a_rolled_back_savepoint_keeps_the_scope(plants: Tenant) -> None:
    with tenant_scope(plants):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            raise ZeroDivisionError
        assert rows_in_the_database() == 1


def test_an_error_rolls_the_scope_back(plants: Tenant) -> None:
    with pytest.raises(ZeroDivisionError):
        write_and_fail(plants)
    with tenant_scope(plants):
        assert not Event.objects.filter(verb="tested").exists()


def test_no_workspace_is_current_outside_a_scope(plants: Tenant) -> None:
    with pytest.raises(ScopeRefused):
        current_tenant_id()
    with system_scope("test"), pytest.raises(ScopeRefused):
        current_tenant_id()
