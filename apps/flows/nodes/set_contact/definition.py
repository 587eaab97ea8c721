"""The Save to the contact block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NEXT, Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.set_contact.component import (
    INVALID,
    LABELS,
    Fact,
    SetContact,
    SetContactConfig,
)


def _called(name: object) -> str:
    return next((label for field, label in LABELS.items() if field == name), str(name))


def _summary(config: SetContactConfig) -> str:
    return "\n".join(
        f"{_called(fact.name)} = {fact.value}" for fact in config.facts if fact.name and fact.value
    )


def _explain(step: TraceStep) -> str:
    known, unfit = (step.detail[part] for part in ("known", "unfit"))
    told = [
        f"{words} the contact's {', '.join(map(_called, names))}."
        for words, names in (("Saved", known), ("Did not save", unfit))
        if isinstance(names, list) and names
    ]
    why = " It does not look like one." if unfit else ""
    return " ".join(told) + why if told else "Nothing was saved to the contact."


def _uses(config: SetContactConfig) -> Uses:
    texts = (
        Words(f"facts.{index}.value", fact.value, False) for index, fact in enumerate(config.facts)
    )
    return Uses(texts=tuple(texts))


definition = NodeKind(
    kind="set_contact",
    label="Save to the contact",
    help="Keeps the visitor's name, address or other facts beyond this chat.",
    group="Actions",
    icon="contact_page",
    search=("set_contact", "contact", "profile", "lead", "crm", "email", "phone", "name"),
    config=SetContactConfig,
    default=SetContactConfig(facts=(Fact(field="name"),)),
    component=SetContact,
    exits=lambda config: (NEXT, Exit(INVALID, "Does not fit", optional=True)),
    summary=_summary,
    explain=_explain,
    uses=_uses,
)
