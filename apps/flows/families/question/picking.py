"""Questions answered by buttons, each with a path of its own, or by several of them."""

from typing import Annotated, ClassVar, Self, TypeVar

from pydantic import Field, model_validator

from apps.core.content import Choice as Button
from apps.core.content import TextContent
from apps.flows.engine.kinds import Exit, NodeConfig, Words, first_words
from apps.flows.engine.sentences import Sentence, Unusable
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.choices import understand, understand_many
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import QuestionConfig
from apps.flows.families.question.sentences import NotAnAnswer
from apps.flows.graph.schema import Identifier, Text, VariableName

OTHER = "other"
MAX_CHOICES = 100


class Option(NodeConfig):
    """One button; its id is also the id of its exit."""

    id: Identifier
    title: Annotated[Text, Setting("Button")]

    def button(self, walk: Walk) -> Button:
        """Give the button as this visitor sees it."""
        return Button(id=self.id, title=walk.render(self.title))


class PickingConfig(QuestionConfig):
    """The question and its buttons."""

    misfit: ClassVar[Exit] = Exit(OTHER, "Anything else", optional=True)

    choices: Annotated[
        tuple[Option, ...],
        Field(min_length=1, max_length=MAX_CHOICES),
        Setting("Buttons", widget="choices"),
    ]
    save_as: Annotated[VariableName | None, Setting("Save the answer as", widget="variable")] = None
    attempts: Annotated[
        int,
        Field(ge=1, le=20),
        Setting(
            "How often it asks",
            description="Then it goes on by “Anything else”, or keeps asking if nothing is there.",
            widget="number",
            advanced=True,
        ),
    ] = 1
    many: Annotated[
        bool,
        Setting(
            "Several may be picked",
            description="All answers take one path.",
            widget="switch",
            advanced=True,
        ),
    ] = False
    at_least: Annotated[
        int, Field(ge=1, le=MAX_CHOICES), Setting("Pick at least", widget="number", advanced=True)
    ] = 1
    at_most: Annotated[
        int | None,
        Field(ge=1, le=MAX_CHOICES),
        Setting("Pick at most", widget="number", advanced=True),
    ] = None

    @model_validator(mode="after")
    def _ids_are_exits(self) -> Self:
        ids = [option.id for option in self.choices]
        if len(set(ids)) < len(ids):
            raise ValueError("two buttons have the same id")
        exits = [way.id for way in self.exits()]
        taken = [way.label for way in self.exits() if exits.count(way.id) > 1]
        if taken:
            raise Unusable(
                "the id of a button belongs to the path “%(path)s”", path=Sentence(taken[-1])
            )
        return self

    @model_validator(mode="after")
    def _picks_can_be_made(self) -> Self:
        if self.many and self.at_least > min(self.at_most or MAX_CHOICES, len(self.choices)):
            raise ValueError("more has to be picked than can be")
        return self

    def answers(self) -> tuple[Exit, ...]:
        if self.many:
            return super().answers()
        return tuple(Exit(one.id, first_words(one.title) or one.id) for one in self.choices)

    def words(self) -> tuple[Words, ...]:
        titles = enumerate(self.choices)
        return tuple(Words(f"choices.{index}.title", one.title) for index, one in titles)

    def variables(self) -> tuple[str, ...]:
        return (self.save_as,) if self.save_as else ()


PickingT = TypeVar("PickingT", bound=PickingConfig)


class Picking(Question[PickingT]):
    """A pick, a title or a number leaves by its exit; several picks leave together."""

    def show(self, walk: Walk, text: str) -> None:
        buttons = self._buttons(walk)
        walk.reply(TextContent(text=text, choices=buttons, many=self.config.many))

    def read(self, walk: Walk) -> QuestionAnswer:
        return self._read_many(walk) if self.config.many else self._read_one(walk)

    def _buttons(self, walk: Walk) -> tuple[Button, ...]:
        return tuple(option.button(walk) for option in self.config.choices)

    def _read_one(self, walk: Walk) -> QuestionAnswer:
        picked = understand(walk.turn.message, walk.turn.choice, self._buttons(walk))
        if picked is None:
            raise NotAnAnswer
        return QuestionAnswer.picked(picked, picked.title, picked.id)

    def _read_many(self, walk: Walk) -> QuestionAnswer:
        picked = understand_many(walk.turn.message, walk.turn.choice, self._buttons(walk))
        if picked is None:
            raise NotAnAnswer("picks")
        if len(picked) < self.config.at_least:
            raise NotAnAnswer("picks_from", least=self.config.at_least)
        if self.config.at_most is not None and len(picked) > self.config.at_most:
            raise NotAnAnswer("picks_up_to", most=self.config.at_most)
        ids, titles = ", ".join(one.id for one in picked), ", ".join(one.title for one in picked)
        return QuestionAnswer(
            [one.title for one in picked], detail={"picked": ids, "title": titles}
        )
