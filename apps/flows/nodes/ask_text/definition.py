"""The Ask a question block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.ask_text.component import AskText, AskTextConfig

definition = NodeKind(
    kind="ask_text",
    label="Ask a question",
    help="Asks, waits and saves what the visitor writes.",
    group=GROUP,
    icon="contact_support",
    search=("ask_text", "question", "input", "answer", "form"),
    config=AskTextConfig,
    default=AskTextConfig(text="", save_as="answer"),
    component=AskText,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
