"""The Ask for a phone number block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.ask_phone.component import AskPhone, AskPhoneConfig

definition = NodeKind(
    kind="ask_phone",
    label="Ask for a phone number",
    help="Asks, waits and saves the phone number in the answer.",
    group=GROUP,
    icon="call",
    search=("ask_phone", "phone", "telephone", "mobile", "call"),
    config=AskPhoneConfig,
    default=AskPhoneConfig(text="", save_as="phone"),
    component=AskPhone,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
