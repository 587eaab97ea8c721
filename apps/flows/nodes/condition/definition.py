"""The Condition block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import EVERYWHERE, Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.comparison import in_words, templates_in
from apps.flows.nodes.condition.component import Condition, ConditionConfig, Row


def _summary(config: ConditionConfig) -> str:
    joined = " and " if config.match == "all" else " or "
    return joined.join(f"{row.field} {in_words(row.operator, row.value)}" for row in config.rows)


def _explain(step: TraceStep) -> str:
    because = step.detail["because"]
    reasons = "; ".join(map(str, because)) if isinstance(because, list) else ""
    return f"{reasons}. Took “{str(step.exit).capitalize()}”."


def _uses(config: ConditionConfig) -> Uses:
    texts = tuple(
        Words(f"rows.{index}.value", words, required=False)
        for index, row in enumerate(config.rows)
        for words in templates_in(row.operator, row.value)
    )
    return Uses(texts=texts, reads=tuple(row.field for row in config.rows))


definition = NodeKind(
    kind="condition",
    label="Condition",
    help="Compares values and takes the path Yes or No.",
    group="Logic",
    icon="call_split",
    search=("condition", "if", "branch", "compare", "rule"),
    config=ConditionConfig,
    default=ConditionConfig(rows=(Row(field="message", operator="is_set"),)),
    component=Condition,
    exits=lambda config: (Exit("yes", "Yes"), Exit("no", "No")),
    summary=_summary,
    explain=_explain,
    uses=_uses,
    purposes=EVERYWHERE,
)
