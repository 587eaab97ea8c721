"""Every operation of the API as its own document describes it, ready to be called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from xin_project.api import api


@dataclass(frozen=True)
class Operation:
    """One operation; ``names`` are the parameters of its path, and of its query if it needs any."""

    method: str
    path: str
    names: tuple[str, ...]
    body: Any

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"


def operations() -> Iterator[Operation]:
    """Give the operations that name something in their path."""
    document = api.get_openapi_schema()
    for path, methods in document["paths"].items():
        for method, description in methods.items():
            names, asked = _parameters(description, "path"), _parameters(description, "query")
            if names:
                query = "&".join(f"{name}={{{name}}}" for name in asked)
                address = f"{path}?{query}" if query else path
                yield Operation(method, address, names + asked, _body(description, document))


def _parameters(description: Mapping[str, Any], place: str) -> tuple[str, ...]:
    return tuple(
        parameter["name"]
        for parameter in description.get("parameters", ())
        if parameter["in"] == place and parameter.get("required")
    )


def _body(description: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    if "requestBody" not in description:
        return None
    content = description["requestBody"]["content"]
    return _sample(content["application/json"]["schema"], document)


def _sample(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    """Make the smallest value that a schema takes."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return _sample(document["components"]["schemas"][name], document)
    for given in ("default", "const"):
        if given in schema:
            return schema[given]
    for either in ("anyOf", "oneOf", "allOf", "enum"):
        if either in schema:
            first = schema[either][0]
            return first if either == "enum" else _sample(first, document)
    if schema.get("type") == "object":
        wanted = schema.get("required", ())
        return {name: _sample(schema["properties"][name], document) for name in wanted}
    return _scalar(schema)


def _scalar(schema: Mapping[str, Any]) -> Any:
    if schema.get("format") == "uuid":
        return str(uuid4())
    return {"string": "words", "integer": 1, "number": 1, "boolean": True, "array": []}.get(
        schema.get("type", ""), {}
    )
