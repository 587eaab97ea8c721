"""The Hand over block as the designer, the checker and the trace see it."""

from apps.flows.engine.fitting import misfits_of_text
from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.hand_over.component import NOBODY, RETURNED, HandOver, HandOverConfig


def _summary(config: HandOverConfig) -> str:
    to = f"To {config.team}" if config.team else "To anyone"
    return "\n".join(line for line in (to, first_words(config.message or "")) if line)


def _explain(step: TraceStep) -> str:
    if step.exit == RETURNED:
        return "The conversation came back to the bot."
    team = f"the team {step.detail['team']}" if step.detail["team"] else "a person"
    if step.exit == NOBODY:
        return f"Wanted to hand over to {team}, but nobody is there."
    return f"Handed over to {team}."


_EXITS = (
    Exit(
        NOBODY,
        "Nobody is there",
        optional=True,
        at_once=True,
        advice="If nobody is there, the visitor waits for long. Connect “Nobody is there”.",
    ),
    Exit(RETURNED, "Returned to bot", optional=True),
)


definition = NodeKind(
    kind="hand_over",
    label="Hand over",
    help="Brings a person into the conversation and waits until they return it.",
    group="Hand over",
    icon="support_agent",
    search=("hand_over", "agent", "human", "person", "live", "transfer", "escalate"),
    config=HandOverConfig,
    default=HandOverConfig(),
    component=HandOver,
    exits=lambda config: _EXITS,
    summary=_summary,
    explain=_explain,
    uses=lambda config: Uses(
        texts=() if config.message is None else (Words("message", config.message, False),)
    ),
    fits=lambda channel, config: misfits_of_text(channel, config.message or ""),
    waits=True,
)
