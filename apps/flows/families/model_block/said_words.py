"""An answer that is said: what of it is seen while it comes, and how it ends when it is cut."""

import re

from apps.flows.engine import Deltas, NoDeltas
from apps.flows.graph.schema import MAX_TEXT

_MORE = " …"
_SENTENCES = re.compile(r".*[.!?…\u3002\uff01\uff1f](?=\s)", re.DOTALL)


class SaidUnless(NoDeltas):
    """Shows words as they come, but nothing of an answer that holds a word of ours.

    Args:
        deltas: Where the words are shown.
        unsaid: The word; its first letters are held back until it is clear that it is another.
    """

    def __init__(self, deltas: Deltas, unsaid: str) -> None:
        self.shown = deltas.shown
        self._deltas = deltas
        self._unsaid = unsaid
        self._held = ""
        self._is_over = False

    def write(self, text: str) -> None:
        """Show the words that cannot be the beginning of the unsaid one."""
        self._held += text
        if self._is_over:
            return
        if self._unsaid in self._held:
            self._is_over = True
            self.discard()
            return
        ready = len(self._held) - _begun(self._held, self._unsaid)
        if self._held[:ready].strip():
            self._deltas.write(self._held[:ready])
            self._held = self._held[ready:]

    def discard(self) -> None:
        """Take back what was shown."""
        self._deltas.discard()


def _begun(text: str, word: str) -> int:
    """Count the letters at the end of a text that a word begins with."""
    longest = min(len(text), len(word) - 1)
    return next((count for count in range(longest, 0, -1) if text.endswith(word[:count])), 0)


def closed(text: str) -> str:
    """Give the whole sentences of words that were cut off, with a mark that more was meant.

    Without a whole sentence there is nothing to give.
    """
    whole = _SENTENCES.match(text)
    return f"{whole.group()[: MAX_TEXT - len(_MORE)]}{_MORE}" if whole else ""
