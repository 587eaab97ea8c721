"""The Block block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import IN_POLICIES, NodeKind, Uses, Words, first_words
from apps.flows.families.judging import GROUP
from apps.flows.nodes.block.component import Block, BlockConfig

definition = NodeKind(
    kind="block",
    label="Stop it",
    help="Lets nothing of it through and says something else instead.",
    group=GROUP,
    icon="block",
    search=("block", "stop", "refuse", "deny"),
    config=BlockConfig,
    default=BlockConfig(text="I cannot help with that."),
    component=Block,
    exits=lambda config: (),
    summary=lambda config: first_words(config.text),
    explain=lambda step: "Stopped it.",
    uses=lambda config: Uses(texts=(Words("text", config.text),)),
    purposes=IN_POLICIES,
)
