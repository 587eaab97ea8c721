"""The Call a person block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import IN_POLICIES, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.judging import GROUP
from apps.flows.nodes.escalate.component import Escalate, EscalateConfig


def _summary(config: EscalateConfig) -> str:
    to = f"To {config.team}" if config.team else "To anyone"
    return "\n".join(line for line in (to, first_words(config.text)) if line)


def _explain(step: TraceStep) -> str:
    team = step.detail["team"]
    return f"Called the team {team}." if team else "Called a person."


definition = NodeKind(
    kind="escalate",
    label="Call a person",
    help="Stops the bot and lets the conversation wait for a person.",
    group=GROUP,
    icon="support_agent",
    search=("escalate", "person", "agent", "human", "hand over"),
    config=EscalateConfig,
    default=EscalateConfig(text="I get somebody for you."),
    component=Escalate,
    exits=lambda config: (),
    summary=_summary,
    explain=_explain,
    uses=lambda config: Uses(texts=(Words("text", config.text, required=False),)),
    purposes=IN_POLICIES,
)
