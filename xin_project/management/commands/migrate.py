from typing import Any

from django.core.management.commands import migrate
from django.db import connections

PATIENCE = "2s"
"""Whoever waits for a lock on a table makes all others wait behind it."""


class Command(migrate.Command):
    """Django's own, which gives up where it would make visitors wait; run it once more then."""

    def handle(self, *args: Any, **options: Any) -> None:
        with connections[options["database"]].cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [PATIENCE])
            try:
                super().handle(*args, **options)
            finally:
                cursor.execute("RESET lock_timeout")
