"""From a published version, or a draft, to the program that runs it."""

from dataclasses import replace
from functools import partial
from typing import NoReturn, Protocol, TypeVar
from uuid import UUID

from apps.core.errors import Invalid
from apps.flows.checker import check
from apps.flows.engine import (
    NotRunnable,
    Policy,
    Program,
    ProgramCache,
    compile_graph,
    compile_policy,
    get_policy,
    get_program,
)
from apps.flows.graph.files import read_graph
from apps.flows.graph.schema import FlowGraph, checksum
from apps.flows.models import FlowVersion
from apps.flows.versions.wording import sentences_by_node
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

_drafts: ProgramCache[Program] = ProgramCache(compile_graph, limit=32)
"""Of its own: a busy author must not push out what visitors use."""
_policy_drafts: ProgramCache[Policy] = ProgramCache(compile_policy, limit=32)

Compiled = TypeVar("Compiled")


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


async def load_policy(tenant_id: UUID, version: VersionName) -> Policy:
    """Give the policy of a version, called by the version's id, as `load_program` gives programs.

    Raises:
        FlowVersion.DoesNotExist: the workspace has no such version.
        NotRunnable: its graph cannot run here, as when a plug-in is gone.
    """
    try:
        policy = get_policy(version.checksum, _not_compiled)
    except _NotCompiled:
        read = partial(_read_graph, tenant_id, version.id)
        policy = await unit_of_work(get_policy)(version.checksum, read)
    return replace(policy, id=str(version.id))


def compile_draft(graph: FlowGraph) -> Program:
    """Give the program of a graph that nobody has published.

    Mistakes that no turn stumbles over are left for publishing.

    Raises:
        Invalid: it cannot run; its fields are node ids.
    """
    return _compiled(_drafts, graph)


def compile_policy_draft(graph: FlowGraph) -> Policy:
    """Give the policy of a graph that nobody has published, as `compile_draft` gives programs.

    Raises:
        Invalid: it cannot run; its fields are node ids.
    """
    return _compiled(_policy_drafts, graph)


def _compiled(drafts: ProgramCache[Compiled], graph: FlowGraph) -> Compiled:
    try:
        return drafts.get(checksum(graph), lambda: graph)
    except NotRunnable as problem:
        raise Invalid(
            "The flow cannot run yet. Solve its problems first.",
            code="flow_has_errors",
            fields=sentences_by_node(check(graph)) or {"flow": str(problem)},
        ) from problem


class _NotCompiled(Exception):
    """The program is not in this process yet."""


def _not_compiled() -> NoReturn:
    raise _NotCompiled


def _read_graph(tenant_id: UUID, version_id: UUID) -> FlowGraph:
    with tenant_scope(tenant_id):
        return read_graph(FlowVersion.objects.get(id=version_id).graph)
