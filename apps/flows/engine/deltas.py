"""Words on their way: what a model writes, shown before it is committed."""

from typing import Protocol


class Deltas(Protocol):
    """Where the words of a model go as it writes them, before any of it is committed.

    A sink: it answers nothing, waits for nobody and never raises. Nothing of it is recorded, and
    what it loses is no loss, because the reply follows as a whole.
    """

    shown: bool
    """Whether somebody may see the words already; without, a model need not write in pieces."""

    def typing(self) -> None:
        """Show that the bot is at work."""
        ...

    def write(self, text: str) -> None:
        """Show some more words."""
        ...

    def discard(self) -> None:
        """Take back all words of this turn so far."""
        ...


class NoDeltas:
    """A turn that nobody watches."""

    shown = False

    def typing(self) -> None:
        return

    def write(self, text: str) -> None:
        return

    def discard(self) -> None:
        return


NO_DELTAS = NoDeltas()


class TypingOnly(NoDeltas):
    """Shows that the bot is at work, and no word that may still be changed or held back."""

    def __init__(self, deltas: Deltas) -> None:
        self._deltas = deltas

    def typing(self) -> None:
        self._deltas.typing()
