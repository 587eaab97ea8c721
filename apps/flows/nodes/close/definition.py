"""The Close block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NodeKind, Uses, Words, first_words
from apps.flows.nodes.close.component import Close, CloseConfig

definition = NodeKind(
    kind="close",
    label="Close the conversation",
    help="Ends the chat and marks it as done in the console.",
    group="Actions",
    icon="task_alt",
    search=("close", "done", "resolve", "finish", "archive", "end"),
    config=CloseConfig,
    default=CloseConfig(),
    component=Close,
    exits=lambda config: (),
    summary=lambda config: first_words(config.message or ""),
    explain=lambda step: "Marked the conversation as done.",
    uses=lambda config: Uses(
        texts=() if config.message is None else (Words("message", config.message, False),)
    ),
)
