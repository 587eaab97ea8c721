"""The Condition block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import Step
from apps.flows.nodes.condition.component import Condition, ConditionConfig, Row
from apps.flows.nodes.condition.operators import OPERATORS


def _in_words(row: Row) -> str:
    value = ", ".join(map(str, row.value)) if isinstance(row.value, tuple) else row.value
    operator = OPERATORS[row.operator]
    return f"{row.field} {operator.label}" + (f" {value}" if operator.takes_value else "")


def _summary(config: ConditionConfig) -> str:
    joined = " and " if config.match == "all" else " or "
    return joined.join(_in_words(row) for row in config.rows)


def _explain(step: Step) -> str:
    because = step.detail["because"]
    reasons = "; ".join(map(str, because)) if isinstance(because, list) else ""
    return f"{reasons}. Took “{str(step.exit).capitalize()}”."


def _uses(config: ConditionConfig) -> Uses:
    texts = []
    for index, row in enumerate(config.rows):
        values = row.value if isinstance(row.value, tuple) else (row.value,)
        if row.operator != "matches":
            words = (value for value in values if isinstance(value, str))
            texts += [Words(f"rows.{index}.value", value, required=False) for value in words]
    reads = tuple(row.field.split(".")[0] for row in config.rows)
    return Uses(texts=tuple(texts), reads=reads)


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
)
