"""The second wall: the database itself hides the rows of other workspaces.

``FORCE`` binds the owner of the table too, which is the app's own role.
"""

from typing import Any

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

POLICY = "tenant_rows"

# A setting that was set once on a connection reads as an empty string afterwards, not as null.
_VISIBLE = (
    "tenant_id = NULLIF(current_setting('app.tenant_id', true), '')::uuid"
    " OR NULLIF(current_setting('app.system', true), '') IS NOT NULL"
)

_ENABLE = f"""
    ALTER TABLE %(table)s ENABLE ROW LEVEL SECURITY;
    ALTER TABLE %(table)s FORCE ROW LEVEL SECURITY;
    CREATE POLICY {POLICY} ON %(table)s USING ({_VISIBLE}) WITH CHECK ({_VISIBLE});
"""

_DISABLE = f"""
    DROP POLICY {POLICY} ON %(table)s;
    ALTER TABLE %(table)s NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE %(table)s DISABLE ROW LEVEL SECURITY;
"""


class EnableRowLevelSecurity(Operation):
    """Let only a scope see and write the rows of a model's table; for every TenantModel.

    A data migration on such a table works inside ``system_scope``; elsewhere it finds no rows.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing in Django's picture of the models."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Force the policy."""
        self._execute(_ENABLE, app_label, schema_editor, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the policy away."""
        self._execute(_DISABLE, app_label, schema_editor, to_state)

    def describe(self) -> str:
        """Say what the migration does."""
        return f"Hide the rows of other workspaces in {self.model_name}"

    @property
    def migration_name_fragment(self) -> str:
        """Name a migration of this operation alone."""
        return f"{self.model_name.lower()}_row_level_security"

    def _execute(
        self,
        statements: str,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        state: ProjectState,
    ) -> None:
        model = state.apps.get_model(app_label, self.model_name)
        table = schema_editor.quote_name(model._meta.db_table)
        for statement in (statements % {"table": table}).strip().split(";\n"):
            schema_editor.execute(statement.strip().rstrip(";"), params=None)


def unprotected(tables: list[str]) -> list[str]:
    """Give those of the tables whose rows the database does not hide."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s)"
            " AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity",
            [tables],
        )
        protected: set[Any] = {row[0] for row in cursor.fetchall()}
    return [table for table in tables if table not in protected]
