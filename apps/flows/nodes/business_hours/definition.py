"""The Business hours block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import EVERYWHERE, Exit, NodeKind, Uses
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.business_hours.component import (
    CLOSED,
    OPEN,
    BusinessHours,
    BusinessHoursConfig,
)


def _explain(step: TraceStep) -> str:
    if step.detail["holiday"]:
        return f"Closed: today is {step.detail['holiday']}."
    if step.detail["always"]:
        return "Open: the workspace has no hours, so it is always open."
    return f"{str(step.exit).capitalize()}: it is {step.detail['clock']}."


definition = NodeKind(
    kind="business_hours",
    label="Business hours",
    help="Takes a path by whether the workspace is open now.",
    group="Logic",
    icon="schedule",
    search=("business hours", "opening", "closed", "holiday", "office", "time", "night"),
    config=BusinessHoursConfig,
    default=BusinessHoursConfig(),
    component=BusinessHours,
    exits=lambda config: (Exit(OPEN, "Open"), Exit(CLOSED, "Closed")),
    summary=lambda config: "Open now?",
    explain=_explain,
    uses=lambda config: Uses(writes=(config.save_opening_as,) if config.save_opening_as else ()),
    purposes=EVERYWHERE,
)
