"""The Ask yes or no block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.yes_no.component import YesNo, YesNoConfig

definition = NodeKind(
    kind="yes_no",
    label="Ask yes or no",
    help="Asks and takes the path of yes or no.",
    group=GROUP,
    icon="thumbs_up_down",
    search=("yes_no", "yes", "no", "confirm", "boolean"),
    config=YesNoConfig,
    default=YesNoConfig(text=""),
    component=YesNo,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
