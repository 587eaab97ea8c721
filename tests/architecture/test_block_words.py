"""Blocks speak the language of the page: all their English words have a German place."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from apps.flows.designer.schemas import NodeKindOut
from apps.flows.engine.registry import NodeKind, node_kinds

ROOT = Path(__file__).parents[2]
GERMAN = ROOT / "frontend" / "src" / "i18n" / "locales" / "de" / "blocks.json"
CALCULATED = "%"  # "A · 50 %": made of a tenant's own words


def words_of(kind: NodeKind[Any]) -> Iterator[str]:
    told = NodeKindOut.from_orm(kind).model_dump(by_alias=True)
    yield from (told["label"], told["help"])
    for exit_ in told["exits"]:
        yield from (exit_["label"], exit_["advice"])
    yield from words_of_schema(told["schema"])


def words_of_schema(schema: Any) -> Iterator[str]:
    """Give titles, descriptions and options of the fields at any depth."""
    if isinstance(schema, list):
        for part in schema:
            yield from words_of_schema(part)
    elif isinstance(schema, dict):
        for name, field in schema.get("properties", {}).items():
            if name != "id" and "const" not in field:
                yield from (field.get("title", ""), field.get("description", ""))
        hints = schema.get("ui", {})
        yield from [*hints.get("options", {}).values(), *hints.get("labels", {}).values()]
        for part in schema.values():
            yield from words_of_schema(part)


def test_all_words_of_blocks_are_there_in_german() -> None:
    german = json.loads(GERMAN.read_text())
    english = {words for kind in node_kinds() for words in words_of(kind)}
    missing = {words for words in english if words and CALCULATED not in words} - set(german)
    assert missing == set()
