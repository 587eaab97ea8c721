"""The Ask with buttons block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.families.question.picking import Option
from apps.flows.nodes.choice.component import Choice, ChoiceConfig

definition = NodeKind(
    kind="choice",
    label="Ask with buttons",
    help="Asks, offers buttons and takes the path of the one picked.",
    group=GROUP,
    icon="smart_button",
    search=("choice", "buttons", "menu", "options", "quick replies"),
    config=ChoiceConfig,
    default=ChoiceConfig(
        text="",
        choices=(Option(id="choice_1", title="Yes"), Option(id="choice_2", title="No")),
    ),
    component=Choice,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
