"""The Take it out block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import IN_POLICIES, NEXT, NodeKind
from apps.flows.engine.turn import TraceStep
from apps.flows.families.judging import GROUP
from apps.flows.nodes.redact.component import Redact, RedactConfig


def _explain(step: TraceStep) -> str:
    labels = step.detail["labels"]
    named = ", ".join(map(str, labels)) if isinstance(labels, list) else ""
    return f"Took out: {named}." if named else "There was nothing to take out."


definition = NodeKind(
    kind="redact",
    label="Take it out",
    help="Replaces what the check before it found by a label, for good.",
    group=GROUP,
    icon="visibility_off",
    search=("redact", "mask", "hide", "anonymise", "privacy"),
    config=RedactConfig,
    default=RedactConfig(),
    component=Redact,
    exits=lambda config: (NEXT,),
    summary=lambda config: "What the check found",
    explain=_explain,
    purposes=IN_POLICIES,
)
