"""The Ask for a date or time block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.ask_date.component import AskDate, AskDateConfig

definition = NodeKind(
    kind="ask_date",
    label="Ask for a date or time",
    help="Asks, waits and saves a day, a time or both.",
    group=GROUP,
    icon="event",
    search=("ask_date", "date", "day", "time", "calendar", "appointment", "booking"),
    config=AskDateConfig,
    default=AskDateConfig(text="", save_as="date"),
    component=AskDate,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
