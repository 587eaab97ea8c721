"""Asks for several things at once, or one after the other where no form can be drawn."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from apps.core.channel_limits import draws_forms
from apps.core.content import Choice as Button
from apps.core.content import FormContent
from apps.flows.engine.kinds import Words
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import QuestionConfig
from apps.flows.families.question.sentences import NotAnAnswer, family
from apps.flows.graph.schema import Text
from apps.flows.nodes.form.fields import FormQuestion

MAX_FIELDS = 30
SKIP = "skip"
SKIP_TITLE = {"en": "Skip", "de": "Überspringen"}
YES_AND_NO = {"en": ("Yes", "No"), "de": ("Ja", "Nein")}


class FormConfig(QuestionConfig):
    """What stands above the form, and its fields."""

    fields: Annotated[
        tuple[FormQuestion, ...],
        Field(min_length=1, max_length=MAX_FIELDS),
        Setting("Fields", widget="fields"),
    ]
    send: Annotated[Text | None, Setting("Words of the button", widget="words", advanced=True)] = (
        None
    )

    @model_validator(mode="after")
    def _fields_are_apart(self) -> Self:
        if len({one.id for one in self.fields}) < len(self.fields):
            raise ValueError("two fields have the same id")
        if len(set(self.variables())) < len(self.fields):
            raise ValueError("two fields are saved as the same value")
        return self

    def words(self) -> tuple[Words, ...]:
        texts = (
            (
                Words(f"fields.{index}.label", one.label),
                Words(f"fields.{index}.options", one.options, one.kind == "select"),
            )
            for index, one in enumerate(self.fields)
        )
        return (*(words for pair in texts for words in pair), Words("send", self.send or "", False))

    def variables(self) -> tuple[str, ...]:
        return tuple(one.variable for one in self.fields)


class FieldMisfits(NotAnAnswer):
    """Some fields do not fit: the sentence names each."""

    def __init__(self, misfits: Mapping[str, NotAnAnswer]) -> None:
        super().__init__()
        self._misfits = misfits

    def in_words(self, language: str) -> str:
        sentences = {label: misfit.in_words(language) for label, misfit in self._misfits.items()}
        return "\n".join(f"{label}: {words}" for label, words in sentences.items() if words)


class Form(Question[FormConfig]):
    """Ask and wait; what fits is saved at once, what does not is asked for again.

    The counters keep which fields are done, and whether they are asked one by one.
    """

    def words(self, walk: Walk) -> str:
        begun = self._one_by_one(walk) and len(self._open(walk)) < len(self.config.fields)
        return "" if begun else super().words(walk)

    def show(self, walk: Walk, text: str) -> None:
        if self._one_by_one(walk):
            walk.say(text)
            field = self._open(walk)[0]
            walk.say(walk.render(field.label), _buttons(field, walk))
            return
        fields = tuple(field.drawn(walk) for field in self._open(walk))
        send = walk.render(self.config.send or "")
        walk.reply(FormContent(text=text, fields=fields, send=send))

    def read(self, walk: Walk) -> QuestionAnswer | None:
        filled = [given.values for given in walk.turn.inputs if given.values is not None]
        if filled:
            self._fill(walk, filled[-1])
        elif self._one_by_one(walk):
            self._answer(walk)
        else:
            # Whoever writes instead of filling in does not see, or does not want, the form.
            walk.count(self._key("*"))
        return None if self._open(walk) else QuestionAnswer(None)

    def save(self, walk: Walk, value: JsonValue) -> None:
        """Nothing is left to keep: each field was when it came."""

    def forget(self, walk: Walk) -> None:
        super().forget(walk)
        for key in [key for key in walk.counters if key.startswith(self._key(""))]:
            del walk.counters[key]

    def _key(self, part: str) -> str:
        return f"{self.setup.node}.{part}"

    def _one_by_one(self, walk: Walk) -> bool:
        return not draws_forms(walk.turn.channel) or self._key("*") in walk.counters

    def _open(self, walk: Walk) -> list[FormQuestion]:
        return [one for one in self.config.fields if self._key(one.id) not in walk.counters]

    def _keep(self, walk: Walk, field: FormQuestion, value: JsonValue) -> None:
        walk.set(field.variable, value)
        walk.count(self._key(field.id))

    def _fill(self, walk: Walk, values: Mapping[str, JsonValue]) -> None:
        misfits = {}
        for field in self._open(walk):
            try:
                self._keep(walk, field, field.read(walk, values.get(field.id)))
            except NotAnAnswer as misfit:
                misfits[walk.render(field.label)] = misfit
        if misfits:
            raise FieldMisfits(misfits)

    def _answer(self, walk: Walk) -> None:
        """Take an answer to the first open field; the next one may be misunderstood as often."""
        field = self._open(walk)[0]
        self._keep(walk, field, field.read(walk, _said(field, walk)))
        walk.counters.pop(self.setup.node, None)


def _said(field: FormQuestion, walk: Walk) -> str:
    """Give the words that answer a field; a skipped one has none.

    Buttons beside a field that is typed have no number: that would be an answer.
    """
    titles = {button.id: button.title for button in _buttons(field, walk)}
    text = titles.get(walk.turn.choice or "", walk.turn.message).strip()
    return "" if text.casefold() == titles.get(SKIP, "").casefold() else text


def _buttons(field: FormQuestion, walk: Walk) -> tuple[Button, ...]:
    """Give what can be picked where a field is asked alone."""
    language = family(walk.turn.language)
    titles: tuple[str, ...] = ()
    if field.kind == "select":
        titles = field.choices(walk)
    elif field.kind == "checkbox":
        titles = YES_AND_NO.get(language, YES_AND_NO["en"])
    buttons = [Button(id=f"option_{number}", title=one) for number, one in enumerate(titles, 1)]
    if not field.required and field.kind != "checkbox":
        buttons.append(Button(id=SKIP, title=SKIP_TITLE.get(language, SKIP_TITLE["en"])))
    return tuple(buttons)
