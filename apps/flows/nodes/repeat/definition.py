"""The Repeat block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.repeat.component import AGAIN, ENOUGH, Repeat, RepeatConfig


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _explain(step: TraceStep) -> str:
    times = step.detail["times"]
    if step.exit == ENOUGH:
        return f"It has been here {_times(int(str(times)))}, and that is enough."
    return f"Again, time {step.detail['count']} of {times}."


definition = NodeKind(
    kind="repeat",
    label="Repeat",
    help="Lets a part of the flow run again, up to a limit.",
    group="Logic",
    icon="repeat",
    search=("repeat", "loop", "again", "retry", "counter", "limit", "attempts"),
    config=RepeatConfig,
    default=RepeatConfig(),
    component=Repeat,
    exits=lambda config: (Exit(AGAIN, "Again", at_most=config.times), Exit(ENOUGH, "Enough")),
    summary=lambda config: f"At most {_times(config.times)}",
    explain=_explain,
)
