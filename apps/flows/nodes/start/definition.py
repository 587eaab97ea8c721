"""The Start block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NEXT, NodeKind
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.start.component import Start, StartConfig


def _summary(config: StartConfig) -> str:
    return "When the chat is opened" if config.when == "opened" else "With the first message"


def _explain(step: TraceStep) -> str:
    return "The run began." if step.exit else "Waits for the visitor's first message."


definition = NodeKind(
    kind="start",
    label="Start",
    help="Every conversation begins here.",
    group="Logic",
    icon="play_circle",
    search=("begin", "greeting", "entry"),
    config=StartConfig,
    default=StartConfig(),
    component=Start,
    exits=lambda config: (NEXT,),
    summary=_summary,
    explain=_explain,
    entry="run",
)
