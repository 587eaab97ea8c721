"""What the faults did and what came of it, for the end of the run and for the documentation."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Entry:
    """The count of one kind of fault over all its seeds."""

    injected: int = 0
    conversations: int = 0
    messages: int = 0
    failures: int = 0
    notes: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)


class Ledger:
    """Counts by fault."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def note(
        self, fault: str, *, injected: int, conversations: int, messages: int, failures: int
    ) -> None:
        """Add one run."""
        entry = self._entry(fault)
        entry.injected += injected
        entry.conversations += conversations
        entry.messages += messages
        entry.failures += failures

    def count(self, fault: str, what: str, times: int = 1) -> None:
        """Count something that tells how hard a fault hit, such as refused turns."""
        notes = self._entry(fault).notes
        notes[what] = notes.get(what, 0) + times

    def measure(self, fault: str, what: str, seconds: Iterable[float]) -> None:
        """Keep how long something took."""
        self._entry(fault).seconds.setdefault(what, []).extend(seconds)

    def lines(self) -> list[str]:
        """Give a table; no failure in n injections means fewer than about 3/n, at 95 %."""
        head = f"{'fault':42}{'n':>6}{'talks':>7}{'messages':>9}{'failures':>9}{'fewer than':>12}"
        return [head, *(_line(fault, entry) for fault, entry in self._entries.items())]

    def _entry(self, fault: str) -> Entry:
        return self._entries.setdefault(fault, Entry())


def _line(fault: str, entry: Entry) -> str:
    figures = [f"{what} {times}" for what, times in entry.notes.items()]
    figures += [_quantiles(what, seconds) for what, seconds in entry.seconds.items() if seconds]
    return (
        f"{fault:42}{entry.injected:>6}{entry.conversations:>7}{entry.messages:>9}"
        f"{entry.failures:>9}{_bound(entry):>12}  {', '.join(figures)}"
    )


def _bound(entry: Entry) -> str:
    """Bound the share of failures, which n trials without one leave open (the rule of three)."""
    unknown = entry.failures or not entry.injected
    return "-" if unknown else f"{min(3 / entry.injected, 1):.1%}"


def _quantiles(what: str, seconds: list[float]) -> str:
    ordered = sorted(seconds)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    return f"{what} p95 {p95:.1f} s, longest {ordered[-1]:.1f} s"
