"""The Say it differently block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import IN_POLICIES, NEXT, NodeKind, Uses, Words, first_words
from apps.flows.families.judging import GROUP
from apps.flows.nodes.rewrite.component import Rewrite, RewriteConfig

definition = NodeKind(
    kind="rewrite",
    label="Say it differently",
    help="Puts other words in its place; message stands for the words as they were.",
    group=GROUP,
    icon="edit_note",
    search=("rewrite", "replace", "change", "append", "disclaimer"),
    config=RewriteConfig,
    default=RewriteConfig(text="{{ message }}"),
    component=Rewrite,
    exits=lambda config: (NEXT,),
    summary=lambda config: first_words(config.text),
    explain=lambda step: "Put other words in its place.",
    uses=lambda config: Uses(texts=(Words("text", config.text),)),
    purposes=IN_POLICIES,
)
