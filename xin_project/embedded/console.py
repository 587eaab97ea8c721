"""What a person at the terminal reads: phases while it works, one sentence when it cannot."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TAIL_LINES = 15
PHASES_OF_UP = 7


class CannotStart(Exception):
    """Something a person must change; the text is one sentence that says what to do.

    Attributes:
        log: a file whose last lines tell more.
    """

    def __init__(self, sentence: str, log: Path | None = None) -> None:
        super().__init__(sentence)
        self.log = log


def say(text: str = "", end: str = "\n") -> None:
    """Print at once; a terminal that went away does not stop the product."""
    with suppress(OSError):
        sys.stdout.write(text + end)
        sys.stdout.flush()


def complain(problem: Exception) -> None:
    """Print the end of the problem's log, then its sentence, to the error stream."""
    log = getattr(problem, "log", None)
    lines = [*tail(log), f"All of it: {log}"] if log else []
    text = "".join(f"    {line}\n" for line in lines) + f"{problem}\n"
    with suppress(OSError):
        sys.stderr.write(text)


def tail(log: Path, lines: int = TAIL_LINES) -> list[str]:
    """Give the last lines of a log, none when there is no log."""
    try:
        return log.read_text(errors="replace").splitlines()[-lines:]
    except OSError:
        return []


class Phases:
    """Numbers the steps of a start: ``[3/7] front end ... 12.4 s``."""

    def __init__(self, total: int, first: int = 1) -> None:
        self.total = total
        self.number = first

    @contextmanager
    def phase(self, name: str) -> Iterator[list[str]]:
        """Time one step; what the block appends to the list is printed before the time."""
        say(f"[{self.number}/{self.total}] {name} ... ", end="")
        self.number += 1
        began = time.monotonic()
        notes: list[str] = []
        try:
            yield notes
        except KeyboardInterrupt:
            say("stopped")
            raise
        except BaseException:
            say("failed")
            raise
        say(", ".join([*notes, f"{time.monotonic() - began:.1f} s"]))
