"""A new kind is a folder that works from its first minute."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from apps.flows.management.node_scaffold import BadKind, write_node

ROOT = Path(__file__).parents[3]


@pytest.fixture
def nodes(tmp_path: Path) -> Path:
    """Copy the code, so that a test may add to it."""
    shutil.copytree(ROOT / "apps", tmp_path / "apps", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "apps" / "flows" / "nodes"


def test_the_new_kind_is_registered_and_passes_its_own_test_and_those_of_all(nodes: Path) -> None:
    written = write_node("tell_weather", nodes)
    assert {path.name for path in written} == {
        "component.py",
        "definition.py",
        "doc.md",
        "test_tell_weather.py",
    }
    checkout = nodes.parents[2]
    (checkout / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\npythonpath = .\n")
    tests = ["apps/flows/nodes/tell_weather", "apps/flows/tests/test_kinds.py"]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-k", "tell_weather", *tests],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout
    assert "4 passed" in result.stdout


@pytest.mark.parametrize("kind", ["say", "Ask", "tell-weather", "../up", "", "1st", "a" * 41])
def test_it_rejects_names_that_are_taken_or_no_names(nodes: Path, kind: str) -> None:
    before = (nodes / "__init__.py").read_text()
    with pytest.raises(BadKind):
        write_node(kind, nodes)
    assert (nodes / "__init__.py").read_text() == before
