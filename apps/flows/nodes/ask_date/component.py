"""Asks for a day, a time, or both."""

from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import model_validator

from apps.core.content import DateContent
from apps.flows.engine.kinds import Words
from apps.flows.engine.sentences import Unusable
from apps.flows.engine.setting import Setting
from apps.flows.engine.texts import is_template
from apps.flows.engine.walk import Walk
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.moments import Wanted, in_local_words, read_moment
from apps.flows.families.question.sentences import NotAnAnswer
from apps.flows.graph.schema import PlainText

SOME_TIME = datetime(2026, 1, 1, tzinfo=UTC)


class AskDateConfig(SavingConfig):
    """The question, what is wanted, and within which bounds."""

    wants: Annotated[
        Wanted,
        Setting(
            "Asks for",
            widget="select",
            options={"date": "A date", "time": "A time", "datetime": "A date and a time"},
        ),
    ] = "date"
    earliest: Annotated[
        PlainText | None,
        Setting(
            "Earliest",
            description="For example today, in 3 days, 2026-12-24 or 09:00.",
            widget="words",
        ),
    ] = None
    latest: Annotated[PlainText | None, Setting("Latest", widget="words")] = None

    @model_validator(mode="after")
    def _bounds_can_be_read(self) -> Self:
        for field in ("earliest", "latest"):
            bound = getattr(self, field) or ""
            if bound and not is_template(bound) and self.bound(bound, "en", SOME_TIME) is None:
                raise Unusable("“%(bound)s” is no day or time", bound=bound)
        return self

    def bound(self, words: str, language: str, now: datetime) -> str | None:
        """Read a bound; one of a date and a time may be a day alone."""
        exact = read_moment(words, self.wants, language, now)
        loose = read_moment(words, "date", language, now) if self.wants == "datetime" else None
        return exact or loose

    def words(self) -> tuple[Words, ...]:
        bounds = ("earliest", self.earliest or ""), ("latest", self.latest or "")
        return tuple(Words(field, bound, required=False) for field, bound in bounds)


class AskDate(Question[AskDateConfig]):
    """The one day and time in what is said, on the workspace's calendar and clock."""

    def show(self, walk: Walk, text: str) -> None:
        earliest, latest = self._bounds(walk)
        wants = self.config.wants
        walk.reply(DateContent(text=text, wants=wants, earliest=earliest, latest=latest))

    def read(self, walk: Walk) -> QuestionAnswer:
        turn, wants = walk.turn, self.config.wants
        moment = read_moment(turn.message, wants, turn.language, turn.now)
        if moment is None:
            raise NotAnAnswer(wants, example=in_local_words(turn.now, wants, turn.language))
        earliest, latest = self._bounds(walk)
        if earliest and moment[: len(earliest)] < earliest:
            raise NotAnAnswer("date_from", earliest=_said(earliest, turn.language))
        if latest and moment[: len(latest)] > latest:
            raise NotAnAnswer("date_up_to", latest=_said(latest, turn.language))
        return QuestionAnswer(moment)

    def _bounds(self, walk: Walk) -> tuple[str | None, str | None]:
        """Give the bounds of this turn; one that says nothing readable binds nobody."""
        rendered = (walk.render(one or "") for one in (self.config.earliest, self.config.latest))
        turn = walk.turn
        earliest, latest = (self.config.bound(one, turn.language, turn.now) for one in rendered)
        return earliest, latest


def _said(bound: str, language: str) -> str:
    if "T" in bound:
        return in_local_words(datetime.fromisoformat(bound), "datetime", language)
    if ":" in bound:
        return in_local_words(datetime.fromisoformat(f"2000-01-01T{bound}"), "time", language)
    return in_local_words(datetime.fromisoformat(bound), "date", language)
