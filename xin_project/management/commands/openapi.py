import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from xin_project.api import api


class Command(BaseCommand):
    """Give the API's own description, which the front end's types are generated from."""

    help = "Prints the OpenAPI document of the API, or writes it to a file."
    requires_system_checks: tuple[()] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, help="write it to this file")
        parser.add_argument("--json", action="store_true", help="the document is JSON either way")

    def handle(self, *args: Any, **options: Any) -> None:
        schema = api.get_openapi_schema(path_prefix="")
        document = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        if options["output"]:
            options["output"].write_text(document, encoding="utf-8")
        else:
            self.stdout.write(document, ending="")
