"""The Understand block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import EVERYWHERE, Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.model_block.kind import FAILED, GROUP, explaining, percent, saved_as
from apps.flows.nodes.classify.component import NOT_SURE, Classify, ClassifyConfig, Intent


def _label(intent: Intent) -> str:
    return intent.title.strip() or intent.id


def _exits(config: ClassifyConfig) -> tuple[Exit, ...]:
    intents = (Exit(intent.id, _label(intent)) for intent in config.intents)
    return (*intents, Exit(NOT_SURE, "Not sure"), FAILED)


def _explain(step: TraceStep) -> str:
    if "title" not in step.detail:
        return "No intent fits what the visitor wrote."
    sure = percent(step.detail["confidence"])
    if step.exit == NOT_SURE:
        return f"It may be “{step.detail['title']}”, but only {sure} sure."
    return f"Understood “{step.detail['title']}” ({sure} sure)."


definition = NodeKind(
    kind="classify",
    label="Understand the intent",
    help="Takes a path by what the visitor wants, in their own words.",
    group=GROUP,
    icon="psychology",
    search=("classify", "intent", "understand", "nlu", "route", "topic", "ai", "model"),
    config=ClassifyConfig,
    default=ClassifyConfig(intents=(Intent(id="intent", title="Something"),)),
    component=Classify,
    exits=_exits,
    summary=lambda config: ", ".join(_label(intent) for intent in config.intents),
    explain=explaining(_explain),
    uses=lambda config: Uses(
        texts=(Words("text", config.text, required=False),), writes=saved_as(config.save_as)
    ),
    purposes=EVERYWHERE,
)
