"""What the faults did and what came of it, for the end of the run and for the documentation."""

from dataclasses import dataclass, field


@dataclass
class Entry:
    """The count of one kind of fault over all its seeds."""

    injected: int = 0
    conversations: int = 0
    messages: int = 0
    failures: int = 0
    notes: dict[str, int] = field(default_factory=dict)


class Ledger:
    """Counts by fault."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def note(
        self, fault: str, *, injected: int, conversations: int, messages: int, failures: int
    ) -> None:
        """Add one run."""
        entry = self._entries.setdefault(fault, Entry())
        entry.injected += injected
        entry.conversations += conversations
        entry.messages += messages
        entry.failures += failures

    def count(self, fault: str, what: str, times: int = 1) -> None:
        """Count something that tells how hard a fault hit, such as refused turns."""
        notes = self._entries.setdefault(fault, Entry()).notes
        notes[what] = notes.get(what, 0) + times

    def lines(self) -> list[str]:
        """Give a table; no failure in n injections means fewer than about 3/n, at 95 %."""
        head = f"{'fault':44}{'injected':>9}{'talks':>7}{'messages':>9}{'failures':>9}"
        return [head, *(_line(fault, entry) for fault, entry in self._entries.items())]


def _line(fault: str, entry: Entry) -> str:
    notes = ", ".join(f"{what} {times}" for what, times in entry.notes.items())
    return (
        f"{fault:44}{entry.injected:>9}{entry.conversations:>7}{entry.messages:>9}"
        f"{entry.failures:>9}  {notes}"
    )
