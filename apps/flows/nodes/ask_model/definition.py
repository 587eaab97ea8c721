"""The Ask the model block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.model_block.kind import FAILED, GROUP, explaining, reading, saved_as
from apps.flows.nodes.ask_model.component import ANSWERED, NOT_SURE, AskModel, AskModelConfig


def _summary(config: AskModelConfig) -> str:
    lines = (first_words(config.instructions or ""), reading(first_words(config.prompt)))
    return "\n".join(line for line in lines if line)


def _explain(step: TraceStep) -> str:
    if step.exit == NOT_SURE:
        return "The model does not know."
    if step.detail.get("cut_short"):
        return "The model answered, but longer than this block allows: the end is left out."
    found = step.detail.get("found")
    return f"The model found {', '.join(map(str, found))}." if isinstance(found, list) else _SAID


_SAID = "The model answered."


def _uses(config: AskModelConfig) -> Uses:
    instructions = Words("instructions", config.instructions or "", required=False)
    values = tuple(field.name for field in config.fields) or saved_as(config.save_as)
    return Uses(texts=(Words("prompt", config.prompt), instructions), writes=values)


definition = NodeKind(
    kind="ask_model",
    label="Ask the model",
    help="Asks a language model and says or saves its answer.",
    group=GROUP,
    icon="auto_awesome",
    search=("ask_model", "llm", "gpt", "ai", "prompt", "generate", "chat", "openai"),
    config=AskModelConfig,
    default=AskModelConfig(),
    component=AskModel,
    exits=lambda config: (Exit(ANSWERED, "Answered"), Exit(NOT_SURE, "Not sure"), FAILED),
    summary=_summary,
    explain=explaining(_explain),
    uses=_uses,
)
