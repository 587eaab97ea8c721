"""What the definitions of all blocks that ask a model say in the same way."""

from collections.abc import Callable

from apps.flows.engine.kinds import Exit
from apps.flows.engine.turn import TraceStep
from apps.flows.families.model_block.config import ERROR, MESSAGE
from apps.flows.families.model_block.failures import failure_in_words

GROUP = "AI"

FAILED = Exit(
    ERROR,
    "It failed",
    optional=True,
    advice="A model can be slow or away, and the visitor gets no answer then. Connect “It failed”.",
)


def explaining(answered: Callable[[TraceStep], str]) -> Callable[[TraceStep], str]:
    """Give the sentence of a step: why there is no answer, or what was made of it."""

    def explain(step: TraceStep) -> str:
        if step.exit == ERROR:
            return f"The model gave no answer. {failure_in_words(step.detail['reason'])}"
        return answered(step)

    return explain


def reading(text: str) -> str:
    """Show on a card what is read: mostly the visitor's message, else a text of its own."""
    return "What the visitor wrote" if text.strip() == MESSAGE else text


def percent(share: object) -> str:
    """Show a share between 0 and 1."""
    return f"{round(float(str(share)) * 100)} %"


def saved_as(name: str | None) -> tuple[str, ...]:
    """Give the variables that a block sets, which may be none."""
    return (name,) if name else ()
