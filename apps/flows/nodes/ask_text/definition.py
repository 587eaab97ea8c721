"""The Ask a question block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import Step
from apps.flows.nodes.ask_text.component import AskText, AskTextConfig


def _explain(step: Step) -> str:
    if step.exit:
        return f"Got an answer and saved it as {step.detail['save_as']}."
    return "Asked again and waits." if step.detail["again"] else "Asked and waits for an answer."


definition = NodeKind(
    kind="ask_text",
    label="Ask a question",
    help="Asks, waits and saves what the visitor writes.",
    group="Questions",
    icon="contact_support",
    search=("ask_text", "question", "input", "answer", "form"),
    config=AskTextConfig,
    default=AskTextConfig(text="", save_as="answer"),
    component=AskText,
    exits=lambda config: (Exit("answered", "Answered"),),
    summary=lambda config: first_words(config.text),
    explain=_explain,
    uses=lambda config: Uses(texts=(Words("text", config.text),), writes=(config.save_as,)),
    waits=True,
)
