"""Finds answers of a model that show no source."""

from collections.abc import Sequence

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.subject import Found, Subject

FROM_A_MODEL = frozenset({"ask_model", "answer_from_knowledge", "summarise", "translate"})
"""Kinds of blocks whose words nobody of the workspace wrote."""


class NoSourceConfig(NodeConfig):
    """Nothing to set."""


def _evaluate(subject: Subject, config: NoSourceConfig) -> Sequence[Found]:
    unfounded = subject.said_by in FROM_A_MODEL and not subject.with_sources
    return [Found(0, len(subject.text), "no source")] if unfounded else []


evaluator = Evaluator(
    kind="no_source",
    label="Has no source",
    help="Finds answers of a model that show nothing they rest on.",
    icon="link_off",
    search=("source", "citation", "hallucination", "confidence", "grounded"),
    config=NoSourceConfig,
    default=NoSourceConfig(),
    summary=lambda config: "Answers of a model without a source",
    evaluate=_evaluate,
)
