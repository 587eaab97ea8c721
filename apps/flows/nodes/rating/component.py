"""Asks how good something was, on a scale."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from apps.core.content import Choice as Button
from apps.core.content import RatingContent
from apps.flows.engine.kinds import Exit, Words
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.choices import find_exactly
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import ANSWERED, SavingConfig
from apps.flows.families.question.numbers import read_number
from apps.flows.families.question.sentences import NotAnAnswer
from apps.flows.graph.schema import Text

Style = Literal["stars", "faces", "numbers"]


@dataclass(frozen=True)
class Scale:
    """The steps of a style, and where its middle range begins and ends."""

    least: int
    titles: tuple[str, ...]
    middle: tuple[int, int]
    ranges: tuple[str, str, str]

    @property
    def most(self) -> int:
        """The highest step."""
        return self.least + len(self.titles) - 1

    def range_of(self, step: int) -> str:
        """Give the exit of the range that a step lies in."""
        low, high = step < self.middle[0], step > self.middle[1]
        return "low" if low else "high" if high else "middle"


_OF_FIVE = ("Low (1 and 2)", "Middle (3)", "High (4 and 5)")
SCALES: Mapping[Style, Scale] = {
    "stars": Scale(1, tuple("★" * count for count in range(1, 6)), (3, 3), _OF_FIVE),
    "faces": Scale(1, ("😞", "🙁", "😐", "🙂", "😀"), (3, 3), _OF_FIVE),
    "numbers": Scale(
        0,
        tuple(str(step) for step in range(11)),
        (7, 8),
        ("Detractors (0 to 6)", "Passives (7 and 8)", "Promoters (9 and 10)"),
    ),
}


class RatingConfig(SavingConfig):
    """The question, its scale, and whether ranges of it have paths of their own."""

    style: Annotated[
        Style,
        Setting(
            "Scale",
            widget="select",
            options={
                "stars": "1 to 5 stars",
                "faces": "5 faces (CSAT)",
                "numbers": "0 to 10 (NPS)",
            },
        ),
    ] = "stars"
    by_range: Annotated[
        bool,
        Setting(
            "A path for each range",
            description="Low, middle and high answers go their own ways.",
            widget="switch",
        ),
    ] = False
    low: Annotated[Text | None, Setting("Words at the low end", widget="words", advanced=True)] = (
        None
    )
    high: Annotated[
        Text | None, Setting("Words at the high end", widget="words", advanced=True)
    ] = None

    @property
    def scale(self) -> Scale:
        """The steps of its style."""
        return SCALES[self.style]

    def answers(self) -> tuple[Exit, ...]:
        if not self.by_range:
            return super().answers()
        low, middle, high = self.scale.ranges
        return Exit("low", low), Exit("middle", middle), Exit("high", high)

    def words(self) -> tuple[Words, ...]:
        ends = ("low", self.low or ""), ("high", self.high or "")
        return tuple(Words(field, text, required=False) for field, text in ends)


class Rating(Question[RatingConfig]):
    """Ask and wait; a step of the scale is the answer, picked or typed."""

    def show(self, walk: Walk, text: str) -> None:
        walk.reply(
            RatingContent(
                text=text,
                style=self.config.style,
                choices=self._buttons(),
                low=walk.render(self.config.low or ""),
                high=walk.render(self.config.high or ""),
            )
        )

    def read(self, walk: Walk) -> QuestionAnswer:
        step = self._step(walk)
        scale = self.config.scale
        if step is None or not scale.least <= step <= scale.most:
            raise NotAnAnswer("number_between", least=scale.least, most=scale.most)
        exit_id = scale.range_of(step) if self.config.by_range else ANSWERED
        return QuestionAnswer(step, exit_id, {"picked": exit_id, "title": str(step)})

    def _buttons(self) -> tuple[Button, ...]:
        scale = self.config.scale
        steps = enumerate(scale.titles, scale.least)
        return tuple(Button(id=str(step), title=title) for step, title in steps)

    def _step(self, walk: Walk) -> int | None:
        """Read a pick, what its button shows, or a number as in ``4``, ``4/5`` and ``4 stars``."""
        text = walk.turn.message.strip()
        shown = {button.title: button.id for button in self._buttons()}
        choice = walk.turn.choice or shown.get(text)
        if choice is not None:
            picked = find_exactly(text, choice, self._buttons())
            return int(picked.id) if picked else None
        alone = re.sub(rf"\s*(?:/|of|out of|von)\s*{self.config.scale.most}\b", "", text)
        number = read_number(alone, walk.turn.language)
        return number if isinstance(number, int) else None
