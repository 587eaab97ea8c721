"""The End block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind, Uses, Words, first_words
from apps.flows.nodes.end.component import End, EndConfig

definition = NodeKind(
    kind="end",
    label="End",
    help="Ends the conversation; the next message begins a new one.",
    group="Logic",
    icon="stop_circle",
    search=("end", "finish", "close", "goodbye"),
    config=EndConfig,
    default=EndConfig(),
    component=End,
    exits=lambda config: (),
    summary=lambda config: first_words(config.message or ""),
    explain=lambda step: "The run ended.",
    uses=lambda config: Uses(
        texts=() if config.message is None else (Words("message", config.message, False),)
    ),
)
