from collections.abc import Callable
from pathlib import Path

import pytest

from xin_project.embedded.stamp import fingerprint, is_fresh


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.ts").write_text("one")
    return tmp_path


@pytest.mark.parametrize(
    "change",
    [
        lambda src: (src / "a.ts").write_text("two"),
        lambda src: (src / "a.ts").rename(src / "b.ts"),
        lambda src: (src / "b.ts").write_text(""),
    ],
)
def test_a_changed_source_gives_another_fingerprint(
    sources: Path, change: Callable[[Path], object]
) -> None:
    before = fingerprint([sources])
    change(sources / "src")
    assert fingerprint([sources]) != before


@pytest.mark.parametrize("folder", ["node_modules", "dist"])
def test_what_is_built_or_fetched_is_no_source(sources: Path, folder: str) -> None:
    before = fingerprint([sources])
    (sources / folder).mkdir()
    (sources / folder / "a.js").write_text("x")
    assert fingerprint([sources]) == before


def test_a_stamp_is_stale_when_what_was_built_is_gone(tmp_path: Path) -> None:
    stamp, built = tmp_path / "stamp", tmp_path / "dist"
    stamp.write_text("same")
    assert not is_fresh(stamp, "same", built)
    built.mkdir()
    assert is_fresh(stamp, "same", built)
    assert not is_fresh(stamp, "other", built)
