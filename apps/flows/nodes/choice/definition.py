"""The Ask with buttons block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import Step
from apps.flows.nodes.choice.component import OTHER, Choice, ChoiceConfig, ChoiceOption

_WAITING = {
    "asked": "Asked and waits for a pick.",
    "not_understood": "The answer fitted no button, so it asked again and waits.",
}


def _exits(config: ChoiceConfig) -> tuple[Exit, ...]:
    picks = (Exit(item.id, first_words(item.title) or item.id) for item in config.choices)
    return (*picks, Exit(OTHER, "Anything else", optional=True))


def _explain(step: Step) -> str:
    if step.exit is None:
        return _WAITING[str(step.detail["why"])]
    if step.exit == OTHER:
        return "The answer fitted no button."
    return f"Picked “{step.detail['title']}” ({step.detail['picked']})."


def _uses(config: ChoiceConfig) -> Uses:
    titles = (
        Words(f"choices.{index}.title", item.title) for index, item in enumerate(config.choices)
    )
    again = Words("retry_text", config.retry_text, required=False)
    writes = (config.save_as,) if config.save_as else ()
    return Uses(texts=(Words("text", config.text), *titles, again), writes=writes)


definition = NodeKind(
    kind="choice",
    label="Ask with buttons",
    help="Asks, offers buttons and takes the path of the one picked.",
    group="Questions",
    icon="smart_button",
    search=("choice", "buttons", "menu", "options", "quick replies"),
    config=ChoiceConfig,
    default=ChoiceConfig(
        text="",
        choices=(
            ChoiceOption(id="choice_1", title="Yes"),
            ChoiceOption(id="choice_2", title="No"),
        ),
    ),
    component=Choice,
    exits=_exits,
    summary=lambda config: first_words(config.text),
    explain=_explain,
    uses=_uses,
    waits=True,
)
