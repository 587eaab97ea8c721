"""What the definitions of all questions say in the same way."""

from apps.flows.engine.kinds import Exit, Uses, Words, first_words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.question.config import CANCELLED, NO_ANSWER, QuestionConfig

GROUP = "Questions"

_WAITING = {
    "asked": "Asked and waits for an answer.",
    "asked_again": "Asked again and waits.",
    "asked_on": "Got an answer, asked on and waits.",
    "misfit": "The answer did not fit, so it asked again and waits.",
}


def exits(config: QuestionConfig) -> tuple[Exit, ...]:
    """Give the ways out."""
    return config.exits()


def summary(config: QuestionConfig) -> str:
    """Give the words on the card."""
    return first_words(config.text)


def uses(config: QuestionConfig) -> Uses:
    """Give what the checker looks at."""
    again = Words("retry_text", config.retry_text or "", required=False)
    texts = (Words("text", config.text), *config.words(), again)
    return Uses(texts=texts, writes=config.variables())


def explain(step: TraceStep) -> str:
    """Say what happened."""
    detail = step.detail
    if step.exit is None:
        return _WAITING[str(detail["why"])]
    if step.exit == NO_ANSWER:
        return f"No answer came within {detail['minutes']} minutes."
    if step.exit == CANCELLED:
        return "The visitor cancelled."
    if "times" in detail:
        return f"The answer did not fit, asked {detail['times']} times."
    if "title" in detail:
        return f"Picked “{detail['title']}” ({detail['picked']})."
    return _saved(detail["saved"])


def _saved(names: object) -> str:
    saved = ", ".join(map(str, names)) if isinstance(names, list) else ""
    return f"Got an answer and saved it as {saved}." if saved else "Got an answer."
