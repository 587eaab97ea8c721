"""What must hold in the data at any moment, each as one query for the rows that break it.

A query reads one snapshot, so it may run beside a busy product. It gives ids and nothing a person
wrote. What a provider itself received stands in no database of ours, so it is not compared here.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from apps.conversations.invariants.invariant import Invariant
from apps.conversations.invariants.providers import PROVIDERS
from apps.conversations.invariants.threads import THREADS
from apps.conversations.outbound.deliveries import held_seconds
from apps.platform.db.scope import system_scope

__all__ = ["INVARIANTS", "Invariant", "Violation", "violations"]

INVARIANTS = THREADS + PROVIDERS
ROWS_SHOWN = 100
LONGEST_WAIT_SECONDS = 60.0


@dataclass(frozen=True)
class Violation:
    """A row that breaks a promise, and the conversation it is found in, if it is in one."""

    conversation_id: UUID | None
    row_id: UUID


def violations(
    invariant: Invariant,
    longest_wait_seconds: float = LONGEST_WAIT_SECONDS,
    *,
    longest_query_seconds: float | None = None,
) -> list[Violation]:
    """Give the rows of all workspaces that break a promise, the first hundred of them.

    Raises:
        OperationalError: the query took longer than ``longest_query_seconds``.
    """
    with system_scope("invariants"), connection.cursor() as cursor:
        if longest_query_seconds is not None:
            milliseconds = str(round(longest_query_seconds * 1000))
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [milliseconds])
        cursor.execute(
            f"{invariant.query} LIMIT %(rows)s",  # ours, from beside
            {"longest_wait": longest_wait_seconds, "held": held_seconds(), "rows": ROWS_SHOWN},
        )
        return [Violation(*row) for row in cursor.fetchall()]
