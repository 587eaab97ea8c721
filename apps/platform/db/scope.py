"""The one way to the data of a workspace, and the one explicit way around it.

A scope is a transaction in which the database, by row-level security, and Django, by
django-scopes, see one workspace only. Its settings are local to the transaction, so a pooled
connection carries nothing over to the next unit of work.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django_scopes import scope, scopes_disabled

from apps.platform.db.units import begin


class HasId(Protocol):
    """A workspace, as far as a scope is concerned."""

    id: UUID


class ScopeRefused(Exception):
    """The code asks for a scope that the scope around it does not allow."""


@dataclass(frozen=True)
class _Scope:
    """What one connection may see: one workspace, or everything for a named reason."""

    connection: BaseDatabaseWrapper
    tenant_id: UUID | None
    reason: str


_current: ContextVar[_Scope | None] = ContextVar("tenant_scope", default=None)


@contextmanager
def tenant_scope(tenant: HasId | UUID) -> Iterator[None]:
    """Open a transaction that sees and writes the rows of one workspace only.

    Inside a scope of the same workspace it joins, as a savepoint; inside a system scope it
    narrows, and the system scope is back when it ends.

    Raises:
        ScopeRefused: a scope of another workspace is open.
    """
    tenant_id = tenant if isinstance(tenant, UUID) else tenant.id
    around = _current.get()
    if around and around.tenant_id not in (None, tenant_id):
        raise ScopeRefused(
            f"The scope of workspace {around.tenant_id} is open; {tenant_id} cannot open in it."
        )
    with _opened(tenant_id, ""), scope(tenant=tenant_id):
        yield


@contextmanager
def system_scope(reason: str) -> Iterator[None]:
    """Open a transaction that sees every workspace; ``reason`` says what for.

    For the few places that find out which workspace they are in: a channel by its public id, a
    token by its hash, memberships at login, sweepers, migrations.

    Raises:
        ScopeRefused: a workspace's scope is open, or the reason is empty.
    """
    around = _current.get()
    if around and around.tenant_id:
        raise ScopeRefused(
            f"The scope of workspace {around.tenant_id} is open; it does not widen ({reason})."
        )
    if not reason:
        raise ScopeRefused("A system scope needs a reason.")
    with _opened(None, reason), scopes_disabled():
        yield


def current_tenant_id() -> UUID:
    """Give the workspace whose scope is open.

    Raises:
        ScopeRefused: none is, or a system scope is.
    """
    around = _current.get()
    if around is None or around.tenant_id is None:
        raise ScopeRefused("No workspace's scope is open here.")
    return around.tenant_id


@contextmanager
def _opened(tenant_id: UUID | None, reason: str) -> Iterator[None]:
    connection = connections["default"]
    around = _current.get()
    nested = connection.in_atomic_block
    opened = _Scope(connection, tenant_id, reason)
    token = _current.set(opened)
    try:
        with transaction.atomic():
            _tell(opened)
            yield
    finally:
        _current.reset(token)
    if nested:  # a commit or a rollback drops the settings, the release of a savepoint keeps them
        before = around if around and around.connection is connection else None
        _tell(before or _Scope(connection, None, ""))


def settings_of_scope(tenant_id: UUID | None, reason: str = "") -> dict[str, str]:
    """Give what row-level security asks: the workspace, or why everything may be seen."""
    return {"app.tenant_id": str(tenant_id or ""), "app.system": reason}


def _tell(told: _Scope) -> None:
    begin(settings_of_scope(told.tenant_id, told.reason))
