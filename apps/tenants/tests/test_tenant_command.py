import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.queries import get_tenants

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("tenant", *arguments, stdout=out)
    return out.getvalue()


def run_json(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json"))


def test_it_creates_a_workspace_whose_owner_can_sign_in(client: Client) -> None:
    made = run_json("create", "Plants", "--slug", "plants", "--owner", "Anna@plants.example")
    assert (made["slug"], made["name"]) == ("plants", "Plants")
    assert get_tenants()[0].public_id == made["tenant_id"]
    client.post(made["sign_in_link"])
    assert client.session["_auth_user_id"] == str(User.objects.get().id)


def test_it_says_what_is_wrong_with_a_new_workspace(plants: Tenant) -> None:
    with pytest.raises(CommandError, match=r"(?s)not created.*slug: Another workspace"):
        run("create", "Plants", "--slug", "plants", "--owner", "anna@plants.example")


def test_it_lists_workspaces(plants: Tenant, books: Tenant) -> None:
    assert [tenant["slug"] for tenant in run_json("list")] == ["plants", "books"]
    assert plants.public_id in run("list")


def test_it_exports_lines_of_json(plants: Tenant, tmp_path: Path) -> None:
    lines = run("export", "plants").splitlines()
    assert json.loads(lines[0])["fields"]["slug"] == "plants"
    path = tmp_path / "plants.jsonl"
    assert run_json("export", "plants", "--output", str(path)) == {"path": str(path)}
    assert path.read_text().splitlines() == lines


def test_it_deletes_only_with_yes(plants: Tenant, books: Tenant) -> None:
    with pytest.raises(CommandError, match="--yes"):
        run("delete", "plants")
    assert run_json("delete", plants.public_id, "--yes")["slug"] == "plants"
    assert get_tenants() == [books]


def test_it_says_that_a_workspace_is_missing() -> None:
    with pytest.raises(CommandError, match="no workspace"):
        run("delete", "nobody", "--yes")
