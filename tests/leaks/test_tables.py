from typing import Any

import pytest
from django.db import ProgrammingError, connection
from django_scopes import ScopeError

from apps.platform.db.scope import tenant_scope
from apps.tenants.models import TenantModel
from apps.tenants.workspaces.queries import tenant_models
from tests.leaks.conftest import Workspace

pytestmark = pytest.mark.parametrize("model", tenant_models(), ids=lambda model: model._meta.label)

Model = type[TenantModel]


def run_sql(model: Model, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run SQL on a model's table, which goes past Django's own wall."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=model._meta.db_table), values)
        return cursor.fetchall()


def test_a_scope_reads_its_own_rows_only(model: Model, plants: Workspace, books: Workspace) -> None:
    with tenant_scope(plants.tenant):
        assert {row.tenant_id for row in model.objects.all()} == {plants.tenant.id}
        assert not model.objects.filter(pk=books.rows[model].pk).exists()
        seen = run_sql(model, "SELECT DISTINCT tenant_id FROM {table}")
        assert seen == [(plants.tenant.id,)]


def test_a_scope_changes_its_own_rows_only(
    model: Model, plants: Workspace, books: Workspace
) -> None:
    foreign = books.rows[model].pk
    with tenant_scope(plants.tenant):
        touch = "UPDATE {table} SET tenant_id = tenant_id WHERE id = %s RETURNING id"
        assert run_sql(model, touch, foreign) == []
        assert run_sql(model, "DELETE FROM {table} WHERE id = %s RETURNING id", foreign) == []


def test_a_row_cannot_be_given_away(model: Model, plants: Workspace, books: Workspace) -> None:
    give = "UPDATE {table} SET tenant_id = %s WHERE id = %s RETURNING id"
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        tenant_scope(plants.tenant),
    ):
        run_sql(model, give, books.tenant.id, plants.rows[model].pk)


def test_nothing_is_seen_without_a_scope(model: Model, plants: Workspace) -> None:
    with pytest.raises(ScopeError):
        model.objects.count()
    assert run_sql(model, "SELECT count(*) FROM {table}") == [(0,)]
