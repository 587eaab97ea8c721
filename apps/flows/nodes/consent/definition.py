"""The Ask for consent block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind
from apps.flows.families.question.kind import GROUP, exits, explain, summary, uses
from apps.flows.nodes.consent.component import Consent, ConsentConfig

definition = NodeKind(
    kind="consent",
    label="Ask for consent",
    help="Asks to agree and saves the answer with its words and time.",
    group=GROUP,
    icon="verified_user",
    search=("consent", "agree", "gdpr", "privacy", "terms", "opt in"),
    config=ConsentConfig,
    default=ConsentConfig(text="", save_as="consent"),
    component=Consent,
    exits=exits,
    summary=summary,
    explain=explain,
    uses=uses,
    waits=True,
)
