"""``manage.py flow``: check, test, import, export and publish flows.

It stands here, above the flows, because an import may set a channel's flow.
"""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from asgiref.sync import async_to_sync
from django.core.management.base import CommandError

from apps.channels.models import Channel
from apps.channels.services import set_default_flow
from apps.core.channel_limits import channel_limits
from apps.core.errors import NotFound, XinError
from apps.core.strict_json import read_json
from apps.flows.checker import check
from apps.flows.designer.schemas import FindingOut, FindingsOut
from apps.flows.flow_tests.files import tests_in_file
from apps.flows.flow_tests.schemas import ReportOut
from apps.flows.flow_tests.services import (
    Outcome,
    Report,
    get_tests,
    run_in_workspace,
    run_tests,
)
from apps.flows.graph.files import read_graph
from apps.flows.versions import queries, services
from apps.flows.versions.bundling import bundled
from apps.platform.db.scope import tenant_scope
from apps.tenants.management.json_command import JsonCommand, add_verb
from apps.tenants.workspaces.queries import get_tenant


class Command(JsonCommand):
    """Check, test, import, export and publish flows."""

    help = __doc__

    def add_verbs(self, verbs: Any) -> None:
        """Add validate, test, import, export and publish."""
        validate = add_verb(verbs, "validate", self.validate, "Look for mistakes in a flow file.")
        validate.add_argument("file", type=Path)
        validate.add_argument(
            "--channel",
            action="append",
            default=[],
            choices=[channel.kind for channel in channel_limits()],
            help="a kind of channel that the flow shall work on; may be given several times",
        )
        test = add_verb(verbs, "test", self.test, "Run the tests of a flow or of a flow file.")
        test.add_argument("flow", help="id of a flow, or a file with NAME.tests.json beside it")
        test.add_argument("--tenant", help="workspace whose policies judge in the tests of a file")
        load = add_verb(verbs, "import", self.load, "Make a flow from a flow file.")
        load.add_argument("file", type=Path)
        load.add_argument("--tenant", required=True, help="public id or slug of the workspace")
        load.add_argument("--channel", help="public id of a channel that follows the flow from now")
        load.add_argument("--publish", action="store_true", help="let visitors meet it at once")
        export = add_verb(verbs, "export", self.export, "Print the draft as a flow file.")
        export.add_argument("flow", type=UUID)
        publish = add_verb(verbs, "publish", self.publish, "Let visitors meet the draft.")
        publish.add_argument("flow", type=UUID)
        publish.add_argument("--note", default="", help="what is new")

    def validate(self, options: dict[str, Any]) -> None:
        """Print what is wrong; exit 1 when an error is."""
        found = _check_file(options["file"], options["channel"])
        lines = [f"Error: {finding.message}" for finding in found.errors]
        lines += [f"Warning: {finding.message}" for finding in found.warnings]
        shape = found.model_dump(exclude_none=True)
        self.answer(options, shape, "\n".join(lines) or "No problems.")
        if found.errors:
            raise SystemExit(1)

    def test(self, options: dict[str, Any]) -> None:
        """Print how each test went; exit 1 when one fails."""
        report = _report(options["flow"], options["tenant"])
        lines = [_told(outcome) for outcome in report.outcomes]
        shape = ReportOut.of(report).model_dump(mode="json")
        self.answer(options, shape, "\n".join(lines) or "There are no tests.")
        if report.failures:
            raise SystemExit(1)

    def load(self, options: dict[str, Any]) -> None:
        """Make a flow from a file, all of it or nothing."""
        tenant = get_tenant(options["tenant"])
        with tenant_scope(tenant):
            flow, version = services.import_flow(
                tenant, _read_file(options["file"]), publish=options["publish"]
            )
            if options["channel"]:
                set_default_flow(_find_channel(options["channel"]), flow)
        number = version.number if version else None
        published = f" and published it as version {number}" if number else ""
        sentence = f"Imported {flow.name} ({flow.id}){published}."
        self.answer(options, {"flow_id": flow.id, "version": number}, sentence)

    def export(self, options: dict[str, Any]) -> None:
        """Print the draft as a flow file, with or without ``--json``."""
        flow_file = queries.export_flow(queries.find_flow(options["flow"]))
        self.stdout.write(json.dumps(flow_file, ensure_ascii=False, indent=2))

    def publish(self, options: dict[str, Any]) -> None:
        """Publish the draft."""
        flow = queries.find_flow(options["flow"])
        version = services.publish(flow, note=options["note"])
        sentence = f"{flow.name} is live as version {version.number}."
        self.answer(options, {"flow_id": flow.id, "version": version.number}, sentence)


def _report(flow: str, tenant: str | None) -> Report:
    """Run the tests of a flow on its draft, or those beside a flow file on its graph."""
    try:
        kept = queries.find_flow(UUID(flow))
    except ValueError:
        return _file_report(Path(flow), tenant)
    drawn = bundled(kept.tenant_id, read_graph(kept.draft), own=kept.id)
    return async_to_sync(run_in_workspace)(kept.tenant_id, get_tests(kept), drawn)


def _file_report(path: Path, tenant: str | None) -> Report:
    tests, drawn = tests_in_file(path), read_graph(_read_file(path))
    if tenant:
        return async_to_sync(run_in_workspace)(get_tenant(tenant).id, tests, drawn)
    if guarded := next((test.name for test in tests if test.with_policies), None):
        told = f"“{guarded}” runs between the policies of a workspace. Name one with --tenant."
        raise CommandError(told)
    return async_to_sync(run_tests)(tests, drawn)


def _told(outcome: Outcome) -> str:
    name = outcome.test.name
    if outcome.difference is None:
        return f"Passed: {name}"
    return f"Failed: {name}\n  {outcome.difference.sentence}"


def _check_file(path: Path, channels: list[str]) -> FindingsOut:
    try:
        return FindingsOut.of(check(read_graph(_read_file(path)), channels=channels))
    except XinError as error:  # the file is not even a graph
        broken = [f"{field}: {problem}" for field, problem in error.fields.items()]
        errors = [
            FindingOut(code=error.code, message=message) for message in broken or [error.message]
        ]
        return FindingsOut(errors=errors, warnings=[])


def _find_channel(public_id: str) -> Channel:
    channel = Channel.objects.filter(public_id=public_id).first()
    if channel is None:
        raise NotFound(f"The workspace has no channel {public_id!r}.")
    return channel


def _read_file(path: Path) -> Any:
    try:
        return read_json(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
