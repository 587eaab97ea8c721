"""What every question is told, and the ways out that follow from it."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from apps.flows.engine.kinds import Exit, NodeConfig, Words
from apps.flows.engine.setting import Setting
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


class QuestionConfig(NodeConfig):
    """The question, and what happens when its answer does not fit or does not come."""

    misfit: ClassVar[Exit] = Exit("not_understood", "Didn't understand", optional=True)

    text: Annotated[Text, Setting("Question", widget="text")]
    retry_text: Annotated[
        Text | None,
        Setting(
            "When the answer does not fit",
            description="Left empty, the bot says what it expects.",
            widget="text",
            advanced=True,
        ),
    ] = None
    attempts: Annotated[
        int,
        Field(ge=1, le=20),
        Setting(
            "How often it asks",
            description=(
                "Then it goes on by “Didn't understand”, or keeps asking if nothing is there."
            ),
            widget="number",
            advanced=True,
        ),
    ] = 3
    answer_within_minutes: Annotated[
        int | None,
        Field(ge=1, le=MINUTES_OF_A_YEAR),
        Setting(
            "Minutes to answer",
            description="Left empty, it waits for ever.",
            widget="number",
            advanced=True,
        ),
    ] = None
    cancel_words: Annotated[
        CommaSeparated,
        Setting(
            "Words that cancel",
            description="Several between commas.",
            widget="words",
            advanced=True,
        ),
    ] = ()

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

    save_as: Annotated[VariableName, Setting("Save the answer as", widget="variable")]

    def variables(self) -> tuple[str, ...]:
        return (self.save_as,)
