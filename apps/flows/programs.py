"""From a published version to the program that runs it."""

from functools import partial
from typing import NoReturn, Protocol
from uuid import UUID

from apps.flows.engine import Program, get_program
from apps.flows.flow_files import read_graph
from apps.flows.graph import FlowGraph
from apps.flows.models import FlowVersion
from apps.tenants.database import unit_of_work
from apps.tenants.scope import tenant_scope


class VersionName(Protocol):
    """The row of a version, and what its graph hashes to."""

    @property
    def id(self) -> UUID: ...

    @property
    def checksum(self) -> str: ...


async def load_program(tenant_id: UUID, version: VersionName) -> Program:
    """Give the program of a version; only the first call of a graph reads the database.

    Raises:
        FlowVersion.DoesNotExist: the workspace has no such version.
        NotRunnable: its graph cannot run here, as when a plug-in is gone.
    """
    try:
        return get_program(version.checksum, _not_compiled)
    except _NotCompiled:
        read = partial(_read_graph, tenant_id, version.id)
        return await unit_of_work(get_program)(version.checksum, read)


class _NotCompiled(Exception):
    """The program is not in this process yet."""


def _not_compiled() -> NoReturn:
    raise _NotCompiled


def _read_graph(tenant_id: UUID, version_id: UUID) -> FlowGraph:
    with tenant_scope(tenant_id):
        return read_graph(FlowVersion.objects.get(id=version_id).graph)
