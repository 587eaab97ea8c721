"""The Answer from knowledge block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.model_block.kind import FAILED, GROUP, explaining, reading, saved_as
from apps.flows.nodes.answer_from_knowledge.component import (
    ANSWERED,
    NOT_SURE,
    AnswerFromKnowledge,
    AnswerFromKnowledgeConfig,
)

_WHY_NOT = {
    "no_knowledge": "This workspace has no knowledge yet.",
    "nothing_near": "No passage is near enough to the question.",
    "not_in_passages": "The passages that were found do not hold the answer.",
}


def _explain(step: TraceStep) -> str:
    if step.exit == NOT_SURE:
        return _WHY_NOT.get(str(step.detail["why"]), "The knowledge could not be asked.")
    used = step.detail["used"]
    titles = ", ".join(f"“{title}”" for title in used) if isinstance(used, list) else ""
    return f"Answered from {titles}." if titles else "Answered, but named no passage."


def _uses(config: AnswerFromKnowledgeConfig) -> Uses:
    instructions = Words("instructions", config.instructions or "", required=False)
    texts = (Words("question", config.question), instructions)
    return Uses(texts=texts, writes=saved_as(config.save_as))


definition = NodeKind(
    kind="answer_from_knowledge",
    label="Answer from knowledge",
    help="Answers from what the workspace has written down, and says where it stands.",
    group=GROUP,
    icon="menu_book",
    search=("knowledge", "answer", "faq", "documents", "rag", "search", "sources", "ai"),
    config=AnswerFromKnowledgeConfig,
    default=AnswerFromKnowledgeConfig(),
    component=AnswerFromKnowledge,
    exits=lambda config: (Exit(ANSWERED, "Answered"), Exit(NOT_SURE, "Not sure"), FAILED),
    summary=lambda config: first_words(config.instructions or "") or reading(config.question),
    explain=explaining(_explain),
    uses=_uses,
)
