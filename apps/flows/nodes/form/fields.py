"""The fields of a form: how each is shown, asked alone, and read."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import JsonValue

from apps.core.content import Choice as Button
from apps.core.content import FormField
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.addresses import read_email, read_phone
from apps.flows.families.question.choices import understand
from apps.flows.families.question.moments import in_local_words, read_moment
from apps.flows.families.question.numbers import read_number
from apps.flows.families.question.sentences import NotAnAnswer
from apps.flows.families.question.yes_no import read_yes_no
from apps.flows.graph.schema import Identifier, Text, VariableName

FieldKind = Literal["text", "long_text", "email", "phone", "number", "date", "select", "checkbox"]


class FormQuestion(NodeConfig):
    """One field."""

    id: Identifier
    label: Annotated[Text, Setting("Field", widget="words")]
    kind: Annotated[
        FieldKind,
        Setting(
            "Kind",
            widget="select",
            options={
                "text": "One line",
                "long_text": "Several lines",
                "email": "E-mail",
                "phone": "Phone",
                "number": "Number",
                "date": "Date",
                "select": "One of a list",
                "checkbox": "Box to tick",
            },
        ),
    ] = "text"
    options: Annotated[
        Text, Setting("List, between commas", widget="words", only_with={"kind": ["select"]})
    ] = ""
    required: Annotated[bool, Setting("Has to be filled in", widget="switch")] = True
    save_as: Annotated[VariableName | None, Setting("Save as", widget="variable")] = None

    @property
    def variable(self) -> str:
        """The variable that keeps what is filled in."""
        return self.save_as or self.id

    def choices(self, walk: Walk) -> tuple[str, ...]:
        """Give what a list offers."""
        offered = (one.strip() for one in walk.render(self.options).split(","))
        return tuple(dict.fromkeys(one for one in offered if one))

    def drawn(self, walk: Walk) -> FormField:
        """Give the field as a form shows it."""
        return FormField(
            id=self.id,
            label=walk.render(self.label),
            kind=self.kind,
            required=self.required,
            options=self.choices(walk) if self.kind == "select" else (),
        )

    def read(self, walk: Walk, filled: JsonValue) -> JsonValue:
        """Read what was filled in, or written.

        Raises:
            NotAnAnswer: it does not fit, or nothing is there and something has to be.
        """
        words = "" if filled is None or isinstance(filled, dict | list) else str(filled).strip()
        if not words and self.kind != "checkbox":
            if self.required:
                raise NotAnAnswer("required")
            return None
        return _READERS[self.kind](self, walk, words)


def _read_as_it_is(field: FormQuestion, walk: Walk, words: str) -> JsonValue:
    return words


def _read_email(field: FormQuestion, walk: Walk, words: str) -> JsonValue:
    return _found(read_email(words), "email")


def _read_phone(field: FormQuestion, walk: Walk, words: str) -> JsonValue:
    return _found(read_phone(words, ""), "phone")


def _read_number(field: FormQuestion, walk: Walk, words: str) -> JsonValue:
    return _found(read_number(words, walk.turn.language), "number")


def _read_date(field: FormQuestion, walk: Walk, words: str) -> JsonValue:
    turn = walk.turn
    day = read_moment(words, "date", turn.language, turn.now)
    return _found(day, "date", example=in_local_words(turn.now, "date", turn.language))


def _read_select(field: FormQuestion, walk: Walk, words: str) -> JsonValue:
    options = field.choices(walk)
    buttons = [Button(id=one, title=one) for one in options]
    picked = understand(words, None, buttons)
    return _found(picked.title if picked else None, "option", options=", ".join(options))


def _read_checkbox(field: FormQuestion, walk: Walk, words: str) -> JsonValue:
    ticked = read_yes_no(words) if words else False
    if ticked is None:
        raise NotAnAnswer("yes_no")
    if field.required and not ticked:
        raise NotAnAnswer("agreement")
    return ticked


def _found(value: JsonValue, reason: str, **facts: Any) -> JsonValue:
    if value is None:
        raise NotAnAnswer(reason, **facts)
    return value


_READERS: Mapping[FieldKind, Callable[[FormQuestion, Walk, str], JsonValue]] = {
    "text": _read_as_it_is,
    "long_text": _read_as_it_is,
    "email": _read_email,
    "phone": _read_phone,
    "number": _read_number,
    "date": _read_date,
    "select": _read_select,
    "checkbox": _read_checkbox,
}
