import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from pydantic import TypeAdapter

from apps.conversations.console.frames import ConsoleFrame, ConsoleServerFrame
from apps.conversations.widget.frames import ClientFrame, ServerFrame
from apps.core.content import Content

NAMED: dict[str, Any] = {
    "ClientFrame": ClientFrame,
    "ServerFrame": ServerFrame,
    "ConsoleFrame": ConsoleFrame,
    "ConsoleServerFrame": ConsoleServerFrame,
    "Content": Content,
}


class Command(BaseCommand):
    """Give the frames of both sockets, which the front end's types are generated from."""

    help = "Prints the schemas of all socket frames as an OpenAPI document, or writes them."
    requires_system_checks: tuple[()] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, help="write them to this file")
        parser.add_argument("--json", action="store_true", help="the document is JSON either way")

    def handle(self, *args: Any, **options: Any) -> None:
        document = json.dumps(_document(), indent=2, ensure_ascii=False) + "\n"
        if options["output"]:
            options["output"].write_text(document, encoding="utf-8")
        else:
            self.stdout.write(document, ending="")


def _document() -> dict[str, Any]:
    unions, shared = TypeAdapter.json_schemas(
        [(name, "validation", TypeAdapter(frame)) for name, frame in NAMED.items()],
        ref_template="#/components/schemas/{model}",
    )
    schemas = shared["$defs"] | {name: schema for (name, _), schema in unions.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Frames of the sockets", "version": "1"},
        "paths": {},
        "components": {"schemas": {name: _frame(schema) for name, schema in schemas.items()}},
    }


def _frame(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the schema without noise; a frame always has its type, and leaves out what is null."""
    fields = {name: _field(field) for name, field in schema.get("properties", {}).items()}
    required = [*schema.get("required", ())]
    if "type" in fields and "type" not in required:
        required.append("type")
    lean = {key: value for key, value in schema.items() if key != "title"}
    return (
        lean
        | ({"properties": fields} if fields else {})
        | ({"required": required} if required else {})
    )


def _field(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key not in ("title", "default")}
