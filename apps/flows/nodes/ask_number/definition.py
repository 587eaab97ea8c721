"""The Ask for a number block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.ask_number.component import AskNumber, AskNumberConfig

definition = NodeKind(
    kind="ask_number",
    label="Ask for a number",
    help="Asks, waits and saves the number in the answer.",
    group=GROUP,
    icon="pin",
    search=("ask_number", "number", "amount", "quantity", "age", "count"),
    config=AskNumberConfig,
    default=AskNumberConfig(text="", save_as="number"),
    component=AskNumber,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
