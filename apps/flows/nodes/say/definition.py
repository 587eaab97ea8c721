"""The Message block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NEXT, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.say.component import Say, SayConfig


def _summary(config: SayConfig) -> str:
    return "\n".join(first_words(text) for text in config.texts)


def _explain(step: TraceStep) -> str:
    count, drawn = step.detail["messages"], step.detail.get("drawn")
    if drawn:
        return f"Sent message {drawn} of {count}, drawn by chance."
    return "Sent a message." if count == 1 else f"Sent {count} messages."


def _uses(config: SayConfig) -> Uses:
    texts = enumerate(config.texts)
    return Uses(texts=tuple(Words(f"texts.{index}", text) for index, text in texts))


definition = NodeKind(
    kind="say",
    label="Message",
    help="Sends one or more messages and goes on.",
    group="Messages",
    icon="chat_bubble",
    search=("say", "send", "text", "reply", "variants", "random"),
    config=SayConfig,
    default=SayConfig(texts=("",)),
    component=Say,
    exits=lambda config: (NEXT,),
    summary=_summary,
    explain=_explain,
    uses=_uses,
)
