"""How the code is laid out: packages that say what they are for, and files that can be read."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ROOT / "apps"

OF_DJANGO = {"management", "commands", "migrations", "templatetags", "tests"}
AT_THE_ROOT = OF_DJANGO | {"__init__", "admin", "api", "apps", "models", "urls"}
WITHOUT_CODE = {"__pycache__", "locale", "static", "templates"}
MOST_LINES = 300


def packages() -> list[Path]:
    """Give the packages of the apps, without those that Django knows by their name.

    A kind of block is a folder each; its definition says what it is for.
    """
    return [
        file.parent
        for file in sorted(APPS.rglob("__init__.py"))
        if not OF_DJANGO & set(file.relative_to(APPS).parts)
        and file.parents[1] != APPS / "flows" / "nodes"
    ]


@pytest.mark.parametrize("package", packages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_package_says_what_it_is_for_and_where_to_start(package: Path) -> None:
    words = ast.get_docstring(ast.parse((package / "__init__.py").read_text())) or ""
    assert len([line for line in words.splitlines() if line]) > 1


@pytest.mark.parametrize("app", ["conversations", "flows", "tenants"])
def test_at_the_root_of_an_app_stand_only_packages_and_what_django_looks_for(app: str) -> None:
    modules = {path.stem for path in (APPS / app).glob("*.py")}
    folders = {path.name for path in (APPS / app).iterdir() if path.is_dir()} - WITHOUT_CODE
    assert modules - AT_THE_ROOT == set()
    assert [name for name in folders if not (APPS / app / name / "__init__.py").exists()] == []


@pytest.mark.parametrize(
    "part",
    ["apps", "xin_project", "frontend/src", "frontend/widget", "frontend/content", "frontend/wire"],
)
def test_no_file_is_too_long_to_read(part: str) -> None:
    lengths = {
        path: len(path.read_text().splitlines())
        for path in (ROOT / part).rglob("*.*")
        if path.suffix in {".py", ".ts", ".tsx"} and not path.stem.endswith(".gen")
    }
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES} == {}
