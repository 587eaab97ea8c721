"""The Typing pause block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NEXT, NodeKind
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.typing_pause.component import TypingPause, TypingPauseConfig


def _for(seconds: object) -> str:
    return "1 second" if seconds == 1 else f"{seconds} seconds"


def _explain(step: TraceStep) -> str:
    return f"Showed typing for {_for(step.detail['seconds'])}."


definition = NodeKind(
    kind="typing_pause",
    label="Typing pause",
    help="Shows that the bot is typing before its next message.",
    group="Messages",
    icon="more_horiz",
    search=("pause", "delay", "typing", "wait", "dots"),
    config=TypingPauseConfig,
    default=TypingPauseConfig(),
    component=TypingPause,
    exits=lambda config: (NEXT,),
    summary=lambda config: _for(config.seconds),
    explain=_explain,
)
