"""How sentences call the fields of a block: as the inspector does, not by their paths."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from apps.flows.engine.sentences import Sentence


def field_title(config: type[BaseModel], path: str) -> Sentence:
    """Give the title of the innermost field, with the number of its row.

    ``texts.0`` is ``Message 1``, ``texts.0.de`` is ``Message 1 (de)``. What the config does not
    know keeps its own name.
    """
    schema = _schema(config)
    here, title = schema, ""
    row: int | None = None
    for step in path.split("."):
        fields = here.get("properties", {})
        if step.isdigit():
            here = here.get("items", {})
            title, row = here.get("title", title), int(step) + 1
        elif step in fields:
            here, title = fields[step], fields[step].get("title", step)
        else:
            named = Sentence("%(title)s (%(part)s)", {"title": _numbered(title, row), "part": step})
            return named if title else Sentence(step)
        here = _resolved(here, schema)
    return _numbered(title, row)


def _numbered(title: str, row: int | None) -> Sentence:
    if row is None:
        return Sentence(title)
    return Sentence("%(title)s %(row)s", {"title": Sentence(title), "row": row})


@cache
def _schema(config: type[BaseModel]) -> Mapping[str, Any]:
    return config.model_json_schema()


def _resolved(part: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Follow a reference to a row's own model; the name of its class is no title."""
    reference = part.get("$ref")
    return schema["$defs"][reference.rpartition("/")[2]] if reference else part
