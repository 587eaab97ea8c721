"""The pages tell the truth: every link, file, function and table that they name is there."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.architecture.test_models import our_models

ROOT = Path(__file__).parents[2]
FRONT_END = ("src", "widget", "content", "wire", "tests")
CODE = (
    "apps",
    "xin_project",
    "tests",
    "bench",
    "docs",
    *(f"frontend/{part}" for part in FRONT_END),
)
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]

PLAN = ROOT / "docs" / "delivery" / "integrated_plan.md"

LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([\w-]+))?\)")
MODULE = re.compile(r"`([\w./-]+\.(?:py|tsx?))(?::([A-Za-z_][\w.]*))?`")
FOLDER = re.compile(r"`((?:apps|xin_project|tests|bench|docs|frontend)/[\w./-]*)`")
SYMBOL = re.compile(r"[^\w\- ]")


class Named(NamedTuple):
    """What a page names: a module, or with ``name`` something in it."""

    path: str
    name: str


def pages() -> pytest.MarkDecorator:
    """Try each page by itself."""
    return pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def prose(page: Path) -> str:
    """Give a page without its samples of code, which name what a reader would write."""
    return re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.M | re.S)


def named(page: Path) -> set[Named]:
    return {Named(*match) for match in MODULE.findall(prose(page))}


@cache
def modules() -> dict[str, list[Path]]:
    """Give the files of the product by name."""
    found: dict[str, list[Path]] = {}
    for part in CODE:
        for path in (ROOT / part).rglob("*.*"):
            found.setdefault(path.name, []).append(path)
    for path in ROOT.glob("*.*"):
        found.setdefault(path.name, []).append(path)
    return found


def files(path: str) -> list[Path]:
    """Give the files that a page may mean: it may leave out the folders they begin with."""
    ending = f"/{path}"
    return [file for file in modules().get(Path(path).name, []) if str(file).endswith(ending)]


@cache
def names_in(file: Path) -> frozenset[str]:
    return frozenset(names_of(ast.parse(file.read_text()).body))


def names_of(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    """Give functions, classes, their members, and what is assigned, as ``Class.method``."""
    for statement in body:
        match statement:
            case ast.ClassDef(name=name, body=inner):
                yield prefix + name
                yield from names_of(inner, f"{prefix}{name}.")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield prefix + name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name


@cache
def anchors(page: Path) -> frozenset[str]:
    headings = re.findall(r"^#+ (.+)$", prose(page), flags=re.M)
    return frozenset(SYMBOL.sub("", heading.lower()).replace(" ", "-") for heading in headings)


@pages()
def test_no_link_is_broken(page: Path) -> None:
    links = [(page.parent / path if path else page, at) for path, at in LINK.findall(prose(page))]
    missing = [path for path, _ in links if not path.exists()]
    astray = [(path, at) for path, at in links if at and at not in anchors(path.resolve())]
    assert (missing, astray) == ([], [])


@pages()
def test_every_module_a_page_names_is_there(page: Path) -> None:
    assert [path for path, _ in named(page) if not files(path)] == []


@pages()
def test_every_folder_a_page_names_is_there(page: Path) -> None:
    folders = {folder for folder in FOLDER.findall(prose(page)) if "node_modules" not in folder}
    assert [folder for folder in folders if not (ROOT / folder).exists()] == []


@pages()
def test_every_function_a_page_names_is_there(page: Path) -> None:
    assert [
        (path, name)
        for path, name in named(page)
        if name and not any(name in names_in(file) for file in files(path))
    ] == []


def test_every_decision_has_its_number_and_its_line() -> None:
    folder = ROOT / "docs" / "decisions"
    decisions = sorted(path.name for path in folder.glob("0*.md"))
    assert [int(name[:4]) for name in decisions] == list(range(1, len(decisions) + 1))
    assert re.findall(r"^\| \[\d+\]\((.+?)\)", prose(folder / "README.md"), flags=re.M) == decisions


@pytest.mark.parametrize(
    "walk",
    [
        "Where a widget's frame comes in",
        "Where a reply goes out",
        "Where a block is defined",
        "Where a page is registered",
    ],
)
def test_the_architecture_walks_through_the_code(walk: str) -> None:
    steps = [line for line in section("architecture.md", walk) if re.match(r"\d+\. ", line)]
    assert len(steps) > 3
    assert [step for step in steps if not MODULE.search(step)] == []


def test_the_architecture_lists_every_table() -> None:
    listed = [row.split("|")[2].strip(" `") for row in rows("architecture.md", "Tables")]
    tables = {model._meta.db_table for model in our_models() if not model._meta.auto_created}
    assert sorted(listed) == sorted(tables)


@pytest.mark.parametrize("app", ["conversations", "flows", "tenants", "platform"])
def test_the_architecture_shows_the_layers_of_an_app(app: str) -> None:
    drawn = [
        set(re.findall(r"`(\w+)`", row.split("|")[1]))
        for row in rows("architecture.md", f"Inside {app}")
    ]
    assert drawn == [set(re.findall(r"\w+", layer)) for layer in layers_of(f"apps.{app}")]


def test_the_plan_says_of_every_point_how_far_it_is_and_what_brings_the_rest() -> None:
    points = [row.split("|")[1:-1] for row in rows("delivery/integrated_plan.md", "What was asked")]
    parts = re.findall(r"^\| \*([\w ]+)\* \|", prose(PLAN), flags=re.M)
    assert [point[0].strip() for point in points] == [str(number + 1) for number in range(16)]
    for number, _, _, test, state in points:
        how_far, named = re.match(r"\w+", state.strip()), re.findall(r"\*([\w ]+)\*", state)
        assert how_far, number
        assert how_far[0] in {"stands", "partly", "open"}, number
        assert how_far[0] == "open" or MODULE.search(test), number
        assert bool(named) == (how_far[0] != "stands"), number
        assert set(named) <= set(parts), number


def layers_of(container: str) -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (layers,) = (
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract.get("containers") == [container]
    )
    return layers


def section(page: str, heading: str) -> list[str]:
    """Give the lines under a heading, up to the next one."""
    text = (ROOT / "docs" / page).read_text()
    (_, body) = re.split(rf"^#+ {heading}$", text, flags=re.M)
    return re.split(r"^#+ ", body, flags=re.M)[0].splitlines()


def rows(page: str, heading: str) -> list[str]:
    """Give the rows of the table under a heading, without its head."""
    return [line for line in section(page, heading) if line.startswith("|")][2:]
