"""The Wait block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.wait.component import TIME_IS_UP, WROTE, Wait, WaitConfig


def _summary(config: WaitConfig) -> str:
    match config.mode:
        case "for":
            unit = config.unit if config.amount > 1 else config.unit.removesuffix("s")
            return f"{config.amount} {unit}"
        case "until_time":
            return f"Until {config.time}"
        case "until_weekday":
            return f"Until {config.weekday.capitalize()}, {config.time}"
        case "until_open":
            return "Until business hours"


def _explain(step: TraceStep) -> str:
    if step.exit == WROTE:
        return "The visitor wrote before the time was up."
    return "The time was up." if step.exit else f"Waits until {step.detail['until']}."


def _exits(config: WaitConfig) -> tuple[Exit, ...]:
    at_once = config.mode == "until_open"
    time_is_up = Exit(TIME_IS_UP, "Time is up", at_once=at_once, by_itself=True)
    wrote = Exit(WROTE, "Visitor wrote", optional=True)
    return (time_is_up, wrote) if config.on_message == "go_on" else (time_is_up,)


definition = NodeKind(
    kind="wait",
    label="Wait",
    help="Waits some time, or until a time, before it goes on.",
    group="Logic",
    icon="hourglass_empty",
    search=("wait", "delay", "pause", "timer", "later", "reminder", "follow-up", "until"),
    config=WaitConfig,
    default=WaitConfig(),
    component=Wait,
    exits=_exits,
    summary=_summary,
    explain=_explain,
    waits=True,
)
