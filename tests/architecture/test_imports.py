import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

Linter = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Copy the code, so that a test may damage it."""
    for part in ("apps", "xin_project", "xin_sdk"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=_all_but_code)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _all_but_code(folder: str, names: list[str]) -> set[str]:
    return {
        name
        for name in names
        if name == "__pycache__"
        or not (name.endswith((".py", ".typed")) or Path(folder, name).is_dir())
    }


def lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    linter = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [linter, "--no-cache"], cwd=checkout, capture_output=True, text=True, check=False
    )


def test_the_contracts_hold(checkout: Path) -> None:
    result = lint(checkout)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("apps/core/errors.py", "from apps.tenants import roles"),
        ("apps/tenants/members/roles.py", "from apps.flows import models"),
        ("apps/flows/models.py", "def late():\n    from apps.channels import models"),
        ("apps/channels/models.py", "from apps.conversations import models"),
        ("apps/platform/db/scope.py", "from apps.tenants.models import Tenant"),
        ("apps/platform/concurrency/per_loop.py", "import apps.platform.db.units"),
        ("apps/conversations/models/__init__.py", "import xin_project.settings"),
        ("apps/conversations/thread/accept.py", "import apps.conversations.widget.frames"),
        ("apps/conversations/console/inbox.py", "import apps.conversations.orchestrator.claim"),
        ("apps/tenants/workspaces/hours.py", "import apps.tenants.site.navigation"),
        ("apps/flows/graph/schema.py", "import apps.flows.engine.turn"),
        ("apps/flows/versions/queries.py", "import apps.flows.designer.cards"),
        ("apps/flows/engine/turn.py", "import django.db"),
        ("apps/flows/graph/schema.py", "from apps.tenants.models import User"),
        ("apps/flows/nodes/say/definition.py", "import apps.flows.nodes.choice.definition"),
        ("apps/conversations/models/__init__.py", "import haystack"),
        ("apps/flows/nodes/say/component.py", "import xin_sdk.nodes"),
        ("xin_sdk/channels.py", "import xin_project.settings"),
    ],
)
def test_a_planted_import_is_found(checkout: Path, module: str, line: str) -> None:
    with (checkout / module).open("a") as file:
        file.write(f"\n{line}\n")
    result = lint(checkout)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout


def test_a_folder_in_no_layer_is_found(checkout: Path) -> None:
    (checkout / "apps" / "toolbox").mkdir()
    (checkout / "apps" / "toolbox" / "__init__.py").touch()
    result = lint(checkout)
    assert result.returncode == 1
    assert "toolbox" in result.stdout


@pytest.mark.parametrize("part", ["apps", "xin_project", "xin_sdk", "tests"])
def test_no_module_is_a_drawer_for_everything(part: str) -> None:
    drawers = {"utils", "helpers", "common", "misc"}
    assert [
        path for path in (ROOT / part).rglob("*.py") if {path.stem, path.parent.name} & drawers
    ] == []
