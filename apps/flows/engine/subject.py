"""What a policy judges, and what it decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class Found:
    """Something in a text: from ``start`` up to ``end``, and what it is."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class BlockDecision:
    """Nothing of it goes through; the visitor reads this instead."""

    text: str


@dataclass(frozen=True)
class EscalateDecision:
    """A person shall see to it; the visitor reads this meanwhile, if it says anything."""

    text: str
    team: str | None


Decision = BlockDecision | EscalateDecision


@dataclass
class Subject:
    """One message of a visitor, or one reply of the bot, on its way through policies.

    Attributes:
        text: The words, as earlier blocks have left them.
        side: Who says it: a ``message`` is the visitor's, a ``reply`` the bot's.
        said_by: The kind of the block that said a reply.
        with_sources: Whether the turn shows what its answer rests on.
        measured: What the check before was told by a port, if it asked one.
        found: What the check before found.
        kept: What may be kept of it, when something was taken out; else None.
        decision: Why it does not go through; None while it does.
    """

    text: str
    side: Literal["message", "reply"]
    said_by: str = ""
    with_sources: bool = False
    measured: int = 0
    found: Sequence[Found] = ()
    kept: str | None = None
    decision: Decision | None = field(default=None)

    def redact(self) -> None:
        """Put labels where the last check found something; what overlaps is one."""
        text, before = self.text, len(self.text)
        for one in sorted(self.found, key=lambda found: (-found.end, found.start)):
            start, end = one.start, min(one.end, before)
            if start < end:
                text, before = f"{text[:start]}[{one.label}]{text[end:]}", start
        if text != self.text:
            self.kept = text
        self.text, self.found = text, ()
