"""Somebody who watches the words of a turn as they come."""

from collections.abc import Callable


class Watcher:
    """The deltas port of a test; it keeps what was shown, and forgets what was taken back.

    Args:
        at_first: Called at the first words.
    """

    shown = True

    def __init__(self, at_first: Callable[[], None] | None = None) -> None:
        self.seen: list[str] = []
        self.typed = 0
        self.taken_back = 0
        self._at_first = at_first

    def typing(self) -> None:
        """Count the signs of typing."""
        self.typed += 1

    def write(self, text: str) -> None:
        """Keep the words."""
        if not self.seen and self._at_first:
            self._at_first()
        self.seen.append(text)

    def discard(self) -> None:
        """Forget the words, and count that."""
        self.taken_back += 1
        self.seen.clear()
