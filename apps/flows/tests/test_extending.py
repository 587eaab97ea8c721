"""A package adds a block and a check: the guide is followed to the letter."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GUIDE = ROOT / "docs" / "extending.md"
EXAMPLE = ROOT / "docs" / "examples" / "xin_shouting"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example's wheel and put it where Python finds it; a pure wheel is unpacked."""
    folder = tmp_path_factory.mktemp("package")
    source = shutil.copytree(EXAMPLE, folder / "source")
    build = "from setuptools import build_meta; build_meta.build_wheel('..')"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "site")
    return folder / "site"


def python(code: str, site: Path | None) -> subprocess.CompletedProcess[str]:
    paths = [str(path) for path in (site, ROOT) if path]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def code_of_the_guide() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return code


def promised(code: str) -> list[str]:
    return re.findall(r"^print.*  # (.*)$", code, re.MULTILINE)


def test_the_guides_code_says_what_it_promises(installed: Path) -> None:
    code = code_of_the_guide()
    done = python(code, installed)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == promised(code)
    assert len(promised(code)) == 2


def test_without_the_package_its_kinds_are_unknown() -> None:
    done = python(code_of_the_guide(), None)
    assert done.returncode != 0
    assert "NotRunnable" in done.stderr


def test_what_it_adds_has_all_that_screens_need(installed: Path) -> None:
    code = """
from apps.flows.engine.registry import node_kinds
for name in ("greet_by_hour", "shouting"):
    kind = node_kinds().get(name)
    print(kind.label, "|", *sorted(kind.purposes), "|", kind.summary(kind.default), "|",
          *(way.label for way in kind.exits(kind.default)), "|", bool(kind.config_schema()))
"""
    assert python(code, installed).stdout.splitlines() == [
        "Greet by the hour | flow | Good morning. | Next | True",
        "Is shouted | policy | 3 words in capitals or more | Found Clear | True",
    ]
