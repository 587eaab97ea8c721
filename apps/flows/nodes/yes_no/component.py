"""Asks a question that is answered by yes or no."""

from typing import Annotated

from apps.core.content import Choice as Button
from apps.flows.engine.kinds import Exit, Words
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import QuestionConfig
from apps.flows.families.question.sentences import NotAnAnswer
from apps.flows.families.question.yes_no import read_either
from apps.flows.graph.schema import Text, VariableName

YES, NO = "yes", "no"


class YesNoConfig(QuestionConfig):
    """The question, and what its two buttons say."""

    save_as: Annotated[VariableName | None, Setting("Save the answer as", widget="variable")] = None
    yes: Annotated[Text, Setting("Button for yes", widget="words", advanced=True)] = {
        "en": "Yes",
        "de": "Ja",
    }
    no: Annotated[Text, Setting("Button for no", widget="words", advanced=True)] = {
        "en": "No",
        "de": "Nein",
    }

    def answers(self) -> tuple[Exit, ...]:
        return Exit(YES, "Yes"), Exit(NO, "No")

    def words(self) -> tuple[Words, ...]:
        return Words("yes", self.yes), Words("no", self.no)

    def variables(self) -> tuple[str, ...]:
        return (self.save_as,) if self.save_as else ()


class YesNo(Question[YesNoConfig]):
    """Ask and wait; what means yes or no in many languages leaves by its exit."""

    def show(self, walk: Walk, text: str) -> None:
        walk.say(text, self._buttons(walk))

    def read(self, walk: Walk) -> QuestionAnswer:
        yes, no = self._buttons(walk)
        meant = read_either(walk.turn.message, walk.turn.choice, yes, no)
        if meant is None:
            raise NotAnAnswer("yes_no")
        picked = yes if meant else no
        return QuestionAnswer.picked(picked, meant, picked.id)

    def _buttons(self, walk: Walk) -> tuple[Button, Button]:
        yes, no = walk.render(self.config.yes), walk.render(self.config.no)
        return Button(id=YES, title=yes), Button(id=NO, title=no)
