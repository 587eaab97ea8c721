"""The Ask for a location block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.ask_location.component import AskLocation, AskLocationConfig

definition = NodeKind(
    kind="ask_location",
    label="Ask for a location",
    help="Asks, waits and saves the place that the visitor shares.",
    group=GROUP,
    icon="location_on",
    search=("ask_location", "location", "place", "map", "gps", "where"),
    config=AskLocationConfig,
    default=AskLocationConfig(text="", save_as="location"),
    component=AskLocation,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
