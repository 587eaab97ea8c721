"""The description that the front end's types are generated from."""

import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from xin_project.environment import PROJECT_ROOT


def test_it_prints_what_it_writes(tmp_path: Path) -> None:
    printed = StringIO()
    call_command("openapi", stdout=printed)
    call_command("openapi", output=tmp_path / "openapi.json")
    assert (tmp_path / "openapi.json").read_text(encoding="utf-8") == printed.getvalue()


def test_every_answer_has_a_shape_and_every_shape_one_meaning() -> None:
    printed = StringIO()
    call_command("openapi", stdout=printed)
    document = json.loads(printed.getvalue())
    tried = document["components"]["schemas"]["TriedOut"]["properties"]
    assert tried["replies"]["items"]["discriminator"]["propertyName"] == "type"
    operations = [one for path in document["paths"].values() for one in path.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)


def test_the_front_end_speaks_the_api_of_today() -> None:
    committed = PROJECT_ROOT / "frontend" / "src" / "api" / "openapi.json"
    printed = StringIO()
    call_command("openapi", stdout=printed)
    assert printed.getvalue() == committed.read_text(), "Run manage.py openapi, then npm run api."
