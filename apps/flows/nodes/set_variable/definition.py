"""The Save a value block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NEXT, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.values import OPERATIONS
from apps.flows.nodes.set_variable.component import Assignment, SetVariable, SetVariableConfig


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    return "nothing" if value is None else str(value).lower()


def _summary(config: SetVariableConfig) -> str:
    return "\n".join(f"{row.variable} = {_worked_out(row)}" for row in config.assign)


def _worked_out(row: Assignment) -> str:
    if row.operation == "set":
        return _shown(row.value)
    left, right = ("" if value is None else str(value) for value in (row.value, row.second))
    return OPERATIONS[row.operation].in_words(left, right)


def _explain(step: TraceStep) -> str:
    saved = ", ".join(f"{name} = {_shown(value)}" for name, value in step.changed.items())
    return f"Saved {saved}."


def _uses(config: SetVariableConfig) -> Uses:
    texts = tuple(
        Words(f"assign.{index}.{field}", value, required=False)
        for index, row in enumerate(config.assign)
        for field, value in (("value", row.value), ("second", row.second))
        if isinstance(value, str)
    )
    return Uses(texts=texts, writes=tuple(row.variable for row in config.assign))


definition = NodeKind(
    kind="set_variable",
    label="Save a value",
    help="Saves values, or works them out, for later texts and conditions.",
    group="Logic",
    icon="bookmark_add",
    search=("set_variable", "variable", "assign", "remember", "store", "count", "sum", "date"),
    config=SetVariableConfig,
    default=SetVariableConfig(assign=(Assignment(variable="value", value=""),)),
    component=SetVariable,
    exits=lambda config: (NEXT,),
    summary=_summary,
    explain=_explain,
    uses=_uses,
)
