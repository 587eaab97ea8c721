"""Keeping the tests of a flow, and running them."""

import time
from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync

from apps.core.errors import Invalid, NotFound
from apps.flows.engine import Policy, Program, TurnResult
from apps.flows.flow_tests.coverage import Coverage, cover
from apps.flows.flow_tests.play import Difference, play
from apps.flows.flow_tests.record import record
from apps.flows.flow_tests.script import Script
from apps.flows.graph.schema import FlowGraph
from apps.flows.models import Flow, FlowTest
from apps.flows.runtime.fallback import fallback_text
from apps.flows.runtime.live_policies import load_live_policies
from apps.flows.runtime.ports import workspace_ports
from apps.flows.versions.programs import compile_draft
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import User
from apps.tenants.workspaces.events import Verb, record_event
from apps.tenants.workspaces.hours import hours_in
from apps.tenants.workspaces.settings import read_settings

MAX_TESTS = 500
"""Tests of one flow."""


@dataclass(frozen=True)
class Outcome:
    """How one test went; ``said`` is what the bot said, turn by turn."""

    test: FlowTest
    difference: Difference | None
    said: list[list[str]]

    @property
    def passed(self) -> bool:
        """Say whether all went as it shall."""
        return self.difference is None


@dataclass(frozen=True)
class Report:
    """How all tests of a flow went, and what of the graph they came through."""

    outcomes: tuple[Outcome, ...]
    coverage: Coverage

    @property
    def failures(self) -> dict[str, str]:
        """Give what went wrong, by the test's name."""
        found = {one.test.name: one.difference for one in self.outcomes if one.difference}
        return {name: difference.sentence for name, difference in found.items()}


def get_tests(flow: Flow) -> list[FlowTest]:
    """Give the tests of a flow by name."""
    with tenant_scope(flow.tenant_id):
        tests = FlowTest.objects.filter(flow=flow).select_related("author")
        return list(tests.order_by("name", "id"))


def access_test(flow: Flow, test_id: UUID) -> FlowTest:
    """Find one test of a flow.

    Raises:
        NotFound: the flow has no such test.
    """
    with tenant_scope(flow.tenant_id):
        tests = FlowTest.objects.select_related("author")
        found = tests.filter(flow=flow, id=test_id).first()
    if found is None:
        raise NotFound("There is no such test.")
    return found


def save_test(flow: Flow, name: str, script: Script, actor: User | None = None) -> FlowTest:
    """Keep a test.

    Raises:
        Invalid: the flow has as many as it may have.
    """
    with tenant_scope(flow.tenant_id):
        if FlowTest.objects.filter(flow=flow).count() >= MAX_TESTS:
            raise Invalid(f"A flow has {MAX_TESTS} tests at most. Delete some.")
        test = FlowTest.objects.create(
            tenant_id=flow.tenant_id, flow=flow, name=name, script=script.as_json(), author=actor
        )
        record_event(actor, Verb.ADDED_TEST, flow, {"test": name})
    return test


def change_test(test: FlowTest, name: str, script: Script) -> FlowTest:
    """Write a test anew."""
    with tenant_scope(test.tenant_id):
        test.name, test.script = name, script.as_json()
        test.save(update_fields=["name", "script"])
    return test


def delete_test(test: FlowTest, actor: User | None = None) -> None:
    """Delete a test."""
    with tenant_scope(test.tenant_id):
        record_event(actor, Verb.DELETED_TEST, test.flow, {"test": test.name})
        test.delete()


def require_tests(flow: Flow, required: bool, actor: User | None = None) -> Flow:
    """Say whether publishing is refused while a test fails."""
    with tenant_scope(flow.tenant_id):
        flow.tests_required = required
        flow.save(update_fields=["tests_required"])
        record_event(actor, Verb.REQUIRES_TESTS if required else Verb.REQUIRES_NO_TESTS, flow, {})
    return flow


async def record_test(flow: Flow, graph: FlowGraph, script: Script) -> Script:
    """Give the conversation with what a whole graph makes of it now as what it shall do.

    What the script does not say of language, clock and hours is taken from the workspace.

    Raises:
        Invalid: the graph cannot run; its fields are node ids.
    """
    program = await to_thread(compile_draft, graph)
    facts = await unit_of_work(_facts)(flow) | script.facts
    stamped = script.model_copy(update={"facts": facts, "at": script.at or time.time()})
    policies = await load_judges(flow.tenant_id)
    return await record(program, stamped, workspace_ports(flow.tenant_id), policies)


def _facts(flow: Flow) -> dict[str, Any]:
    with tenant_scope(flow.tenant_id):
        tenant = flow.tenant
    settings = read_settings(tenant.settings)
    return {
        "language": tenant.language,
        "fallback_text": fallback_text(settings, tenant.language),
        "timezone": tenant.timezone,
        "seed": str(tenant.id),
        "hours": dict(hours_in(settings)),
    }


async def load_judges(tenant_id: UUID) -> list[Policy]:
    """Give the policies that stand around the tests of a workspace: those that judge now."""
    return [policy for _name, policy in await load_live_policies(tenant_id)]


async def run_in_workspace(tenant_id: UUID, tests: Sequence[FlowTest], graph: FlowGraph) -> Report:
    """Play tests against a whole graph, between the workspace's policies where a test wants them.

    Raises:
        Invalid: the graph cannot run; its fields are node ids.
    """
    guarded = any(test.with_policies for test in tests)
    return await run_tests(tests, graph, await load_judges(tenant_id) if guarded else ())


async def run_tests(
    tests: Sequence[FlowTest], graph: FlowGraph, policies: Sequence[Policy] = ()
) -> Report:
    """Play tests against a whole graph, between these policies where a test wants any.

    Nobody outside is asked.

    Raises:
        Invalid: the graph cannot run; its fields are node ids.
    """
    program = await to_thread(compile_draft, graph)
    played = [await _play(program, test, policies) for test in tests]
    results = [result for _, turns in played for result in turns]
    return Report(tuple(outcome for outcome, _ in played), cover(graph, results))


async def _play(
    program: Program, test: FlowTest, policies: Sequence[Policy]
) -> tuple[Outcome, tuple[TurnResult, ...]]:
    played = await play(program, Script.read(test.script), policies)
    return Outcome(test, played.difference, played.replies), played.results


def refuse_failing_tests(flow: Flow, graph: FlowGraph) -> None:
    """Keep a graph from being published while a test fails, if the flow asks for that.

    Raises:
        Invalid: a test fails; the fields are the tests' names.
    """
    if not flow.tests_required:
        return
    report = async_to_sync(run_in_workspace)(flow.tenant_id, get_tests(flow), graph)
    if failures := report.failures:
        raise Invalid("Some tests fail. Look at them first.", code="tests_fail", fields=failures)
