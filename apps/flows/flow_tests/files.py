"""Tests of a flow as a file: ``NAME.tests.json`` beside the flow file ``NAME.json``."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from apps.core.errors import Invalid
from apps.core.strict_json import read_json
from apps.flows.flow_tests.script import Script
from apps.flows.models import FlowTest


class _Named(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=200)
    script: dict[str, object]


_FILE = TypeAdapter(list[_Named])


def tests_beside(flow_file: Path) -> Path:
    """Give the place of the tests of a flow file."""
    return flow_file.with_name(f"{flow_file.stem}.tests.json")


def read_tests(flow_file: Path) -> list[tuple[str, Script]]:
    """Read the tests beside a flow file, by name; without such a file there are none.

    Raises:
        Invalid: the file holds no tests.
    """
    path = tests_beside(flow_file)
    if not path.is_file():
        return []
    try:
        named = _FILE.validate_python(read_json(path.read_bytes()))
    except ValidationError:
        raise Invalid(f"{path.name} holds no tests.", code="invalid_test") from None
    return [(test.name, Script.read(test.script)) for test in named]


def tests_in_file(flow_file: Path) -> list[FlowTest]:
    """Give the same as tests that belong to no flow and are kept nowhere.

    Raises:
        Invalid: the file holds no tests.
    """
    return [FlowTest(name=name, script=script.as_json()) for name, script in read_tests(flow_file)]
