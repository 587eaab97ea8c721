"""The When a visitor writes block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import IN_POLICIES, NEXT, NodeKind
from apps.flows.families.judging import GROUP
from apps.flows.nodes.on_message.component import OnMessage, OnMessageConfig

definition = NodeKind(
    kind="on_message",
    label="When a visitor writes",
    help="Looks at every message before the bot reads it.",
    group=GROUP,
    icon="mark_chat_read",
    search=("start", "begin", "entry", "message"),
    config=OnMessageConfig,
    default=OnMessageConfig(),
    component=OnMessage,
    exits=lambda config: (NEXT,),
    summary=lambda config: "",
    explain=lambda step: "A message came in.",
    entry="message",
    purposes=IN_POLICIES,
)
