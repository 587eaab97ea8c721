"""What every question does: ask, read, ask again, and know when to stop asking."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self, TypeVar

from pydantic import JsonValue

from apps.core.content import Choice as Button
from apps.flows.engine.component import Leave, Move, NodeComponent, Stop
from apps.flows.engine.walk import Walk
from apps.flows.families.question.config import ANSWERED, CANCELLED, NO_ANSWER, QuestionConfig
from apps.flows.families.question.sentences import NotAnAnswer

QuestionT = TypeVar("QuestionT", bound=QuestionConfig)

SECONDS_OF_A_MINUTE = 60


@dataclass(frozen=True)
class QuestionAnswer:
    """What an answer was understood as. ``detail`` is what the trace keeps about it."""

    value: JsonValue
    exit: str = ANSWERED
    detail: Mapping[str, JsonValue] = field(default_factory=dict)

    @classmethod
    def picked(cls, button: Button, value: JsonValue, exit_id: str = ANSWERED) -> Self:
        """Give the answer of one button."""
        return cls(value, exit_id, {"picked": button.id, "title": button.title})


class Question(NodeComponent[QuestionT]):
    """Base of all questions: a subclass says how it shows itself and how it reads an answer."""

    def show(self, walk: Walk, text: str) -> None:
        """Put the question, or what stands in its place when it asks again."""
        walk.say(text)

    def read(self, walk: Walk) -> QuestionAnswer | None:
        """Understand what the visitor did; None asks on, because something is still open.

        Raises:
            NotAnAnswer: it is no answer to this question.
        """
        raise NotImplementedError

    def words(self, walk: Walk) -> str:
        """Give the words of the question."""
        return walk.render(self.config.text)

    def save(self, walk: Walk, value: JsonValue) -> None:
        """Keep what was answered."""
        for variable in self.config.variables():
            walk.set(variable, value)

    def forget(self, walk: Walk) -> None:
        """Count anew: whoever comes here again is a newcomer."""
        walk.counters.pop(self.setup.node, None)

    def visit(self, walk: Walk) -> Move:
        if not walk.resumed:
            self.forget(walk)
            return self._ask(walk, "asked")
        if walk.turn.cause == "timer":
            return self._too_late(walk)
        if not walk.turn.inputs:
            return self._ask(walk, "asked_again")
        if self._cancels(walk):
            return self._leave(walk, CANCELLED)
        return self._take(walk)

    def _take(self, walk: Walk) -> Move:
        try:
            answer = self.read(walk)
        except NotAnAnswer as misfit:
            return self._misfit(walk, misfit)
        if answer is None:
            return self._ask(walk, "asked_on")
        self.save(walk, answer.value)
        # Only what is saved is known to be personal.
        detail = {key: walk.mask(value) for key, value in answer.detail.items()}
        saved: list[JsonValue] = [*self.config.variables()]
        return self._leave(walk, answer.exit, {"saved": saved, **detail})

    def _misfit(self, walk: Walk, misfit: NotAnAnswer) -> Move:
        times, lost = walk.count(self.setup.node), self.config.misfit.id
        if times >= self.config.attempts and lost in self.setup.connected:
            return self._leave(walk, lost, {"times": times})
        own_words = walk.render(self.config.retry_text or "").strip()
        return self._ask(walk, "misfit", own_words or misfit.in_words(walk.turn.language))

    def _ask(self, walk: Walk, why: str, instead: str = "") -> Move:
        self.show(walk, instead or self.words(walk))
        minutes = self.config.answer_within_minutes
        wake_at = walk.turn.at + minutes * SECONDS_OF_A_MINUTE if minutes else None
        return Stop("waiting", {"why": why}, wake_at)

    def _too_late(self, walk: Walk) -> Move:
        if self.config.answer_within_minutes is None:
            return Stop("waiting", {"why": "asked"})
        return self._leave(walk, NO_ANSWER, {"minutes": self.config.answer_within_minutes})

    def _cancels(self, walk: Walk) -> bool:
        said = walk.turn.message.strip().casefold()
        words = {word.strip().casefold() for word in self.config.cancel_words}
        return walk.turn.choice is None and said in words - {""}

    def _leave(
        self, walk: Walk, exit_id: str, detail: Mapping[str, JsonValue] | None = None
    ) -> Move:
        self.forget(walk)
        return Leave(exit_id, detail or {})
