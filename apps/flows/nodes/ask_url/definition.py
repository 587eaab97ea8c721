"""The Ask for a link block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.ask_url.component import AskUrl, AskUrlConfig

definition = NodeKind(
    kind="ask_url",
    label="Ask for a link",
    help="Asks, waits and saves the web address in the answer.",
    group=GROUP,
    icon="link",
    search=("ask_url", "url", "web", "website", "link", "address"),
    config=AskUrlConfig,
    default=AskUrlConfig(text="", save_as="link"),
    component=AskUrl,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
