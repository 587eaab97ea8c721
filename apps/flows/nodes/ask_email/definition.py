"""The Ask for an e-mail block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.ask_email.component import AskEmail, AskEmailConfig

definition = NodeKind(
    kind="ask_email",
    label="Ask for an e-mail",
    help="Asks, waits and saves the e-mail address in the answer.",
    group=GROUP,
    icon="alternate_email",
    search=("ask_email", "e-mail", "mail", "address", "contact"),
    config=AskEmailConfig,
    default=AskEmailConfig(text="", save_as="email"),
    component=AskEmail,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
