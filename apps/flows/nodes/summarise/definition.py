"""The Sum up block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.model_block.kind import FAILED, GROUP, explaining, reading
from apps.flows.nodes.summarise.component import DONE, Summarise, SummariseConfig


def _summary(config: SummariseConfig) -> str:
    return "The conversation so far" if config.source == "conversation" else reading(config.text)


def _explain(step: TraceStep) -> str:
    what = "the conversation" if step.detail["source"] == "conversation" else "a text"
    return f"Summed up {what} and saved it as {step.detail['saved']}."


def _uses(config: SummariseConfig) -> Uses:
    read = config.text if config.source == "text" else ""
    return Uses(texts=(Words("text", read, required=False),), writes=(config.save_as,))


definition = NodeKind(
    kind="summarise",
    label="Sum up",
    help="Sums up the conversation, or a text, and saves it.",
    group=GROUP,
    icon="summarize",
    search=("summarise", "summary", "summarize", "shorten", "recap", "ai", "model"),
    config=SummariseConfig,
    default=SummariseConfig(),
    component=Summarise,
    exits=lambda config: (Exit(DONE, "Summed up"), FAILED),
    summary=_summary,
    explain=explaining(_explain),
    uses=_uses,
)
