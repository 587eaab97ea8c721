"""The Use a flow block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.call_flow.component import RETURNED, CallFlow, CallFlowConfig


def _uses(config: CallFlowConfig) -> Uses:
    texts = tuple(
        Words(f"give.{index}.value", row.value, required=False)
        for index, row in enumerate(config.give)
        if isinstance(row.value, str)
    )
    return Uses(
        texts=texts,
        writes=tuple(row.variable for row in config.take),
        returns=tuple(row.source for row in config.take),
    )


def _summary(config: CallFlowConfig) -> str:
    taken = ", ".join(row.variable for row in config.take)
    return f"Comes back with {taken}" if taken else ""


def _explain(step: TraceStep) -> str:
    return "Came back from the other flow." if step.exit else "Went into the other flow."


definition = NodeKind(
    kind="call_flow",
    label="Use a flow",
    help="Goes through another flow and comes back with what it found out.",
    group="Logic",
    icon="account_tree",
    search=("call flow", "sub-flow", "subroutine", "reuse", "module", "go to flow"),
    config=CallFlowConfig,
    default=CallFlowConfig(),
    component=CallFlow,
    exits=lambda config: (Exit(RETURNED, "Comes back"),),
    summary=_summary,
    explain=_explain,
    uses=_uses,
    calls=lambda config: config.flow,
)
