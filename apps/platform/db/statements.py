"""Single statements of the hot path from asynchronous code, each in a scope of its own.

A thread for each would cost several times what the statement costs: threads that wait for the
database wake up in each other's way. What needs several statements in one transaction, or Django's
models, is a unit of work on a thread (``apps.platform.db.units``).
"""

from collections.abc import Mapping
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connections
from django.db.utils import DatabaseErrorWrapper

from apps.platform.db.pool import connections_of_loops
from apps.platform.db.scope import settings_of_scope
from apps.platform.db.units import beginning

Rows: TypeAlias = list[tuple[Any, ...]]

_djangos_errors = DatabaseErrorWrapper(connections.create_connection("default"))


async def run_in_tenant(tenant_id: UUID, statement: str, values: Mapping[str, Any]) -> Rows:
    """Run one statement in a transaction of its own that sees one workspace; give its rows.

    Raises:
        django.db.Error: as Django's own; nothing of the statement stands then.
    """
    return await _run(settings_of_scope(tenant_id), statement, values)


async def run_in_system(reason: str, statement: str, values: Mapping[str, Any]) -> Rows:
    """Run one statement in a transaction of its own that sees every workspace; ``reason`` says why.

    Raises:
        django.db.Error: as Django's own; nothing of the statement stands then.
    """
    return await _run(settings_of_scope(None, reason), statement, values)


async def _run(settings: Mapping[str, str], statement: str, values: Mapping[str, Any]) -> Rows:
    with _djangos_errors:
        async with connections_of_loops.get().lend() as connection:
            await connection.execute(beginning(connection.pgconn, settings), prepare=False)
            cursor = await connection.execute(statement, values)
            rows: Rows = await cursor.fetchall()
            await connection.commit()
        return rows
