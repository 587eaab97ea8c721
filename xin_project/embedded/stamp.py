"""Remember what something was built from, to build it again only when that changed."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

NOT_SOURCES = {"node_modules", "dist", "__pycache__", "coverage", "test-results"}


def fingerprint(paths: Iterable[Path], *words: str) -> str:
    """Give the SHA-256 of the files at and below the paths, their names, and the words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for path in sorted(file for start in paths for file in _files(start)):
        digest.update(f"\0{path}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_fresh(stamp: Path, value: str, built: Path) -> bool:
    """Whether the stamp holds this fingerprint and what was built is still there."""
    try:
        return built.is_dir() and stamp.read_text() == value
    except OSError:
        return False


def _files(start: Path) -> Iterator[Path]:
    if start.is_file():
        yield start
    elif start.is_dir() and start.name not in NOT_SOURCES:
        for child in start.iterdir():
            yield from _files(child)
