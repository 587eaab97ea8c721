"""The Mood block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import EVERYWHERE, Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.model_block.kind import (
    FAILED,
    GROUP,
    explaining,
    percent,
    reading,
    saved_as,
)
from apps.flows.nodes.sentiment.component import MOODS, Sentiment, SentimentConfig


def _explain(step: TraceStep) -> str:
    if not step.detail["sure"]:
        return "The mood is not clear, so it counts as neutral."
    return f"The mood is {step.exit} ({percent(step.detail['confidence'])} sure)."


definition = NodeKind(
    kind="sentiment",
    label="Mood",
    help="Takes a path by the mood of what the visitor wrote.",
    group=GROUP,
    icon="sentiment_satisfied",
    search=("sentiment", "mood", "emotion", "angry", "happy", "tone", "ai", "model"),
    config=SentimentConfig,
    default=SentimentConfig(),
    component=Sentiment,
    exits=lambda config: (*(Exit(mood, mood.capitalize()) for mood in MOODS), FAILED),
    summary=lambda config: reading(config.text),
    explain=explaining(_explain),
    uses=lambda config: Uses(
        texts=(Words("text", config.text, required=False),), writes=saved_as(config.save_as)
    ),
    purposes=EVERYWHERE,
)
