import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.state import ProjectState

from apps.platform.db.rls import EnableRowLevelSecurity, unprotected

pytestmark = pytest.mark.django_db

TABLE = "tenants_membership"


def test_the_operation_hides_rows_and_its_reverse_shows_them() -> None:
    operation = EnableRowLevelSecurity("Membership")
    state = ProjectState.from_apps(apps)
    with connection.schema_editor() as editor:
        operation.database_backwards("tenants", editor, state, state)
    assert unprotected([TABLE]) == [TABLE]
    with connection.schema_editor() as editor:
        operation.database_forwards("tenants", editor, state, state)
    assert unprotected([TABLE]) == []


def test_a_table_that_is_missing_or_open_is_unprotected() -> None:
    assert unprotected([TABLE, "django_session", "no_such_table"]) == [
        "django_session",
        "no_such_table",
    ]
