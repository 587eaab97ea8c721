"""Every test says what has to be true; one that only runs something passes whatever comes of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path for part in ("apps", "xin_project", "tests") for path in (ROOT / part).rglob("test_*.py")
)
ASSERTING = ("assert", "check", "expect", "raises", "until", "verdict")
"""Words in the name of what asserts for a test: to wait until something fails when it never comes,
and a verdict ends each fault."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions_of(file: Path) -> list[Function]:
    tree = ast.parse(file.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def without_assertion(file: Path) -> list[str]:
    """Name the tests of a file that assert nothing, neither by a function beside them."""
    functions = functions_of(file)
    helpers = {"fail", *(one.name for one in functions if asserts(one, set()))}
    tests = [one for one in functions if one.name.startswith("test_")]
    return [test.name for test in tests if not asserts(test, helpers)]


def asserts(function: Function, helpers: set[str]) -> bool:
    return any(
        isinstance(node, ast.Assert)
        or (isinstance(node, ast.Call) and any(is_asserting(n, helpers) for n in names_of(node)))
        for node in ast.walk(function)
    )


def names_of(call: ast.Call) -> Iterator[str]:
    """Give ``verdict`` and ``on`` of ``verdict.on()``."""
    for node in ast.walk(call.func):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def is_asserting(name: str, helpers: set[str]) -> bool:
    return name in helpers or any(word in name for word in ASSERTING)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_test_asserts(file: Path) -> None:
    assert without_assertion(file) == []
