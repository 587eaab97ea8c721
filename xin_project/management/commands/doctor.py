import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

import redis
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.conversations.invariants import (
    INVARIANTS,
    LONGEST_WAIT_SECONDS,
    Invariant,
    violations,
)
from apps.conversations.orchestrator.sweeper import oldest_work_seconds
from apps.platform.db.rls import unprotected
from apps.tenants.models import TenantModel
from xin_project.embedded.data_folder import SPACE_NEEDED
from xin_project.environment import PROJECT_ROOT, environment

LARGEST_SKEW_SECONDS = 2.0


@dataclass(frozen=True)
class CheckResult:
    """What one check found; ``detail`` says what to do when it is not ok.

    ``rows`` are the ids of what breaks an invariant.
    """

    check: str
    ok: bool
    detail: str
    rows: list[dict[str, str]] = field(default_factory=list)


class Command(BaseCommand):
    """Examine what the product needs; the exit code is 1 when something is wrong."""

    help = "Examines database, Redis, front end, data folder and clock, or what is stored."
    requires_system_checks: tuple[()] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument(
            "--invariants",
            action="store_true",
            help="look instead for messages lost, doubled or out of order in the database",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        checks = _invariants() if options["invariants"] else CHECKS
        findings = [_examine(name, check) for name, check in checks.items()]
        healthy = all(finding.ok for finding in findings)
        if options["json"]:
            answer = {"ok": healthy, "checks": [asdict(finding) for finding in findings]}
            self.stdout.write(json.dumps(answer))
        else:
            for finding in findings:
                mark = "ok  " if finding.ok else "BAD "
                self.stdout.write(f"{mark} {finding.check:20} {finding.detail}")
        if not healthy:
            sys.exit(1)


def _examine(name: str, check: "Check") -> CheckResult:
    try:
        return CheckResult(name, *check())
    except (DatabaseError, redis.RedisError, OSError) as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        return CheckResult(name, ok=False, detail=f"not reachable: {reason[0]}")


def _invariants() -> "dict[str, Check]":
    return {invariant.name: partial(_holds, invariant) for invariant in INVARIANTS}


def _holds(invariant: Invariant) -> tuple[bool, str, list[dict[str, str]]]:
    broken = violations(invariant)
    rows = [{name: str(value) for name, value in asdict(row).items() if value} for row in broken]
    ids = ", ".join(row["row_id"] for row in rows)
    return not rows, f"{invariant.promise} Broken by {ids}" if rows else invariant.promise, rows


def _database() -> tuple[bool, str]:
    (version,) = _query("SELECT current_setting('server_version')")
    return True, f"PostgreSQL {version}"


def _role() -> tuple[bool, str]:
    name, superuser, bypass = _query(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    if superuser or bypass:
        return False, f"role {name} passes by row-level security: use one that does not"
    return True, f"role {name} is bound by row-level security"


def _row_level_security() -> tuple[bool, str]:
    tables = [model._meta.db_table for model in apps.get_models() if issubclass(model, TenantModel)]
    open_tables = unprotected(tables)
    if open_tables:
        return False, f"not forced on {', '.join(open_tables)}"
    return True, f"forced on {len(tables)} tables"


def _migrations() -> tuple[bool, str]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return False, f"{len(missing)} not applied: run `manage.py migrate`"
    return True, "all applied"


def _clock() -> tuple[bool, str]:
    (database_time,) = _query("SELECT extract(epoch FROM clock_timestamp())::float")
    skew = abs(time.time() - database_time)
    return skew <= LARGEST_SKEW_SECONDS, f"{skew:.1f} s apart from the database's"


def _redis() -> tuple[bool, str]:
    with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5) as client:
        version = client.info("server")["redis_version"]
        policy = client.info("memory")["maxmemory_policy"]
    if policy != "noeviction":
        return False, f"maxmemory-policy is {policy}: set it to noeviction"
    return True, f"Redis {version}, {policy}"


def _front_end() -> tuple[bool, str]:
    missing = [
        str(folder)
        for folder in (PROJECT_ROOT / "frontend" / "dist", settings.STATIC_ROOT)
        if not folder.is_dir() or not any(folder.iterdir())
    ]
    return not missing, f"not built: {', '.join(missing)}" if missing else "built"


def _data_folder() -> tuple[bool, str]:
    folder = environment().data_dir
    with tempfile.TemporaryFile(dir=folder):
        free = shutil.disk_usage(folder).free
    return free >= SPACE_NEEDED, f"{folder}, {free // 2**20} MB free"


def _waiting_work() -> tuple[bool, str]:
    age = oldest_work_seconds()
    if age > LONGEST_WAIT_SECONDS:
        return False, f"a visitor has waited for {age:.0f} s: is `manage.py orchestrate` running?"
    return True, f"nothing has waited longer than {age:.0f} s"


def _query(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


Check = Callable[[], tuple[bool, str] | tuple[bool, str, list[dict[str, str]]]]

CHECKS: dict[str, Check] = {
    "database": _database,
    "database role": _role,
    "row-level security": _row_level_security,
    "migrations": _migrations,
    "clock": _clock,
    "redis": _redis,
    "waiting work": _waiting_work,
    "front end": _front_end,
    "data folder": _data_folder,
}
