"""What every question is told, and the ways out that follow from it."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from apps.flows.engine.kinds import Exit, NodeConfig, Words
from apps.flows.graph.schema import PlainText, Text, VariableName

ANSWERED = "answered"
NO_ANSWER = "no_answer"
CANCELLED = "cancelled"

MINUTES_OF_A_YEAR = 365 * 24 * 60
MAX_CANCEL_WORDS = 20


def _between_commas(written: object) -> object:
    """Read what somebody typed into one field."""
    if not isinstance(written, str):
        return written
    return tuple(word.strip() for word in written.split(",") if word.strip())


CommaSeparated = Annotated[
    tuple[PlainText, ...], Field(max_length=MAX_CANCEL_WORDS), BeforeValidator(_between_commas)
]


def words_hint(**more: Any) -> dict[str, Any]:
    """Hint that a field is a line of words."""
    return {"ui": {"widget": "words", **more}}


class QuestionConfig(NodeConfig):
    """The question, and what happens when its answer does not fit or does not come."""

    misfit: ClassVar[Exit] = Exit("not_understood", "Didn't understand", optional=True)

    text: Text = Field(title="Question", json_schema_extra={"ui": {"widget": "text"}})
    retry_text: Text | None = Field(
        default=None,
        title="When the answer does not fit",
        description="Left empty, the bot says what it expects.",
        json_schema_extra={"ui": {"widget": "text", "advanced": True}},
    )
    attempts: int = Field(
        default=3,
        ge=1,
        le=20,
        title="How often it asks",
        description="Then it goes on by “Didn't understand”, or keeps asking if nothing is there.",
        json_schema_extra={"ui": {"widget": "number", "advanced": True}},
    )
    answer_within_minutes: int | None = Field(
        default=None,
        ge=1,
        le=MINUTES_OF_A_YEAR,
        title="Minutes to answer",
        description="Left empty, it waits for ever.",
        json_schema_extra={"ui": {"widget": "number", "advanced": True}},
    )
    cancel_words: CommaSeparated = Field(
        default=(),
        title="Words that cancel",
        description="Several between commas.",
        json_schema_extra=words_hint(advanced=True),
    )

    def answers(self) -> tuple[Exit, ...]:
        """Give the exits of answers that fit."""
        return (Exit(ANSWERED, "Answered"),)

    def words(self) -> tuple[Words, ...]:
        """Give the texts beside the question and its retry text."""
        return ()

    def variables(self) -> tuple[str, ...]:
        """Give the variables that an answer sets."""
        return ()

    def exits(self) -> tuple[Exit, ...]:
        """Give all exits, those of answers first."""
        late = (
            (Exit(NO_ANSWER, "No answer in time", by_itself=True),)
            if self.answer_within_minutes
            else ()
        )
        cancelled = (Exit(CANCELLED, "Cancelled"),) if self.cancel_words else ()
        return (*self.answers(), self.misfit, *late, *cancelled)


class SavingConfig(QuestionConfig):
    """A question whose answer is kept."""

    save_as: VariableName = Field(
        title="Save the answer as", json_schema_extra={"ui": {"widget": "variable"}}
    )

    def variables(self) -> tuple[str, ...]:
        return (self.save_as,)
