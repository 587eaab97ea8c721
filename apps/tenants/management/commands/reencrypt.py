import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.tenants.secrets.reencryption import Renewal, reencrypt


class Command(BaseCommand):
    """Write every secret at rest anew under the first key of XIN_ENCRYPTION_KEY."""

    help = "Writes every secret at rest anew under the first key of XIN_ENCRYPTION_KEY."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were written anew; exit 1 when no key here can read one."""
        told = reencrypt()
        renewed = sum(one.renewed for one in told.values())
        unreadable = sum(one.unreadable for one in told.values())
        if options["json"]:
            columns = {name: asdict(one) for name, one in told.items()}
            shape = {"renewed": renewed, "unreadable": unreadable, "columns": columns}
            self.stdout.write(json.dumps(shape))
        else:
            self.stdout.write("\n".join([*_lines(told), _verdict(unreadable)]))
        if unreadable:
            raise SystemExit(1)


def _lines(told: dict[str, Renewal]) -> list[str]:
    return [f"{name}: {one.renewed} written anew" for name, one in told.items()]


def _verdict(unreadable: int) -> str:
    if unreadable:
        return f"{unreadable} cannot be read: their key is missing in XIN_ENCRYPTION_KEY."
    return "Everything is under the first key; those behind it can go."
