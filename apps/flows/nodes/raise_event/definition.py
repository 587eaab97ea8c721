"""The Raise an event block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NEXT, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.raise_event.component import MOST_IN_A_TURN, RaiseEvent, RaiseEventConfig


def _summary(config: RaiseEventConfig) -> str:
    sent = (f"{one.name} = {one.value}" for one in config.values if one.name)
    return "\n".join(line for line in (config.name, *sent) if line)


def _explain(step: TraceStep) -> str:
    name = step.detail["name"]
    most = f"Raised nothing: one turn raises {MOST_IN_A_TURN} events at most."
    return most if name is None else f"Raised {name}."


def _uses(config: RaiseEventConfig) -> Uses:
    sent = (
        Words(f"values.{index}.value", one.value, False) for index, one in enumerate(config.values)
    )
    return Uses(texts=(Words("name", config.name), *sent))


definition = NodeKind(
    kind="raise_event",
    label="Raise an event",
    help="Tells others that something has happened, with values.",
    group="Actions",
    icon="campaign",
    search=("raise_event", "event", "emit", "signal", "webhook", "automation", "track"),
    config=RaiseEventConfig,
    default=RaiseEventConfig(name=""),
    component=RaiseEvent,
    exits=lambda config: (NEXT,),
    summary=_summary,
    explain=_explain,
    uses=_uses,
)
