import json
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from pydantic import SecretStr

from xin_project.embedded.data_folder import DataFolder
from xin_project.environment import PREFIX, Environment, environment

HIDDEN = "********"


class Command(BaseCommand):
    """Say what every setting is and where it comes from; secrets stay hidden."""

    help = "Shows every setting, where it comes from, and hides the secrets."
    requires_system_checks: tuple[()] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = [_row(environment(), name) for name in Environment.model_fields]
        if options["json"]:
            self.stdout.write(json.dumps(rows))
            return
        for row in rows:
            self.stdout.write(f"{row['name']:24} {row['value']!s:44} {row['from']}")


def _row(settings: Environment, name: str) -> dict[str, Any]:
    value = getattr(settings, name)
    return {
        "name": f"{PREFIX}{name.upper()}",
        "value": HIDDEN if isinstance(value, SecretStr) else _plain(value),
        "from": _source(settings, name),
        "description": Environment.model_fields[name].description,
    }


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _source(settings: Environment, name: str) -> str:
    """Name where a value comes from; later sources count only where the earlier are silent."""
    variable = f"{PREFIX}{name.upper()}"
    if variable in os.environ or (name == "port" and "PORT" in os.environ):
        return "environment"
    if f"{variable}_FILE" in os.environ:
        return f"{variable}_FILE"
    if name not in settings.model_fields_set:
        return "default"
    run = DataFolder(settings.data_dir).run()
    return "run.json" if name in run else ".env or a secrets folder"
