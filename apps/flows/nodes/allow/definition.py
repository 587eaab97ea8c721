"""The Allow block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import IN_POLICIES, NodeKind
from apps.flows.families.judging import GROUP
from apps.flows.nodes.allow.component import Allow, AllowConfig

definition = NodeKind(
    kind="allow",
    label="Let it through",
    help="Ends the policy: the message or answer goes on.",
    group=GROUP,
    icon="check_circle",
    search=("allow", "pass", "accept", "ok"),
    config=AllowConfig,
    default=AllowConfig(),
    component=Allow,
    exits=lambda config: (),
    summary=lambda config: "",
    explain=lambda step: "Let it through.",
    purposes=IN_POLICIES,
)
