"""The Before the bot answers block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import IN_POLICIES, NEXT, NodeKind
from apps.flows.families.judging import GROUP
from apps.flows.nodes.before_reply.component import BeforeReply, BeforeReplyConfig

definition = NodeKind(
    kind="before_reply",
    label="Before the bot answers",
    help="Looks at every answer of the bot before it is sent.",
    group=GROUP,
    icon="rate_review",
    search=("start", "begin", "entry", "reply"),
    config=BeforeReplyConfig,
    default=BeforeReplyConfig(),
    component=BeforeReply,
    exits=lambda config: (NEXT,),
    summary=lambda config: "",
    explain=lambda step: "The bot wanted to answer.",
    entry="reply",
    purposes=IN_POLICIES,
)
