"""What the checker tells: facts. They become words where the reader's language is known."""

from dataclasses import dataclass
from typing import Literal

from apps.flows.checker.sentences import SENTENCES
from apps.flows.engine.sentences import Fact, Sentence

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing to look at.

    An error keeps a flow from being published, a warning does not. ``node`` is the block it is
    about, or None when it is about the whole flow; ``field`` the path in the block's config, such
    as ``texts.0``, when it is about one.
    """

    code: str
    severity: Severity
    sentence: Sentence
    node: str | None = None
    field: str | None = None


class Findings(list[Finding]):
    """All that the checker found, errors first."""

    @property
    def errors(self) -> list[Finding]:
        """What keeps the flow from being published."""
        return [finding for finding in self if finding.severity == "error"]

    @property
    def warnings(self) -> list[Finding]:
        """What is only worth a look."""
        return [finding for finding in self if finding.severity == "warning"]


def error(case: str, node: str | None = None, field: str | None = None, **facts: Fact) -> Finding:
    """Make a finding that keeps the flow from being published; ``case`` is one of `SENTENCES`."""
    return Finding(_code(case), "error", Sentence(SENTENCES[case], facts), node, field)


def warning(case: str, node: str | None = None, **facts: Fact) -> Finding:
    """Make a finding that only asks to look again; ``case`` is one of `SENTENCES`."""
    return Finding(_code(case), "warning", Sentence(SENTENCES[case], facts), node)


def _code(case: str) -> str:
    return case.partition(".")[0]
