"""What the checker tells."""

from dataclasses import dataclass
from typing import Literal

from apps.flows.engine.misfits import Misfit

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing to look at, in plain words with what to do about it.

    An error keeps a flow from being published, a warning does not. ``node`` is the block it is
    about, or None when it is about the whole flow; ``field`` the path in the block's config, such
    as ``texts.0``, when it is about one.
    """

    code: str
    severity: Severity
    message: str
    node: str | None = None
    field: str | None = None
    misfit: Misfit | None = None

    def as_json(self) -> dict[str, str]:
        """Give the public shape, ``{code, message, node?}``."""
        shape = {"code": self.code, "message": self.message}
        return shape if self.node is None else shape | {"node": self.node}


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

    def problems(self) -> dict[str, str]:
        """Give the errors' sentences by node id; under ``flow`` those about the whole flow."""
        sentences: dict[str, list[str]] = {}
        for finding in self.errors:
            sentences.setdefault(finding.node or "flow", []).append(finding.message)
        return {place: " ".join(said) for place, said in sentences.items()}


def error(code: str, message: str, node: str | None = None, field: str | None = None) -> Finding:
    """Make a finding that keeps the flow from being published."""
    return Finding(code, "error", message, node, field)


def warning(code: str, message: str, node: str | None = None) -> Finding:
    """Make a finding that only asks to look again."""
    return Finding(code, "warning", message, node)
