"""Asks whether the visitor agrees, and keeps what they agreed to."""

from typing import Annotated

from pydantic import JsonValue

from apps.core.content import Choice as Button
from apps.core.content import ConsentContent
from apps.flows.engine.kinds import Exit, Words
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.media import Address, is_secure_address
from apps.flows.families.question.component import Question, QuestionAnswer
from apps.flows.families.question.config import SavingConfig
from apps.flows.families.question.sentences import NotAnAnswer
from apps.flows.families.question.yes_no import read_either
from apps.flows.graph.schema import Text

AGREED, DECLINED = "agreed", "declined"


class ConsentConfig(SavingConfig):
    """What is to be agreed to, a link to all of it, and the two buttons."""

    link: Annotated[
        Address | None,
        Setting("Link to the whole text", description="Begins with https://.", widget="words"),
    ] = None
    link_title: Annotated[
        Text | None, Setting("Words of the link", widget="words", advanced=True)
    ] = None
    agree: Annotated[Text, Setting("Button to agree", widget="words", advanced=True)] = {
        "en": "I agree",
        "de": "Ich stimme zu",
    }
    decline: Annotated[Text, Setting("Button to decline", widget="words", advanced=True)] = {
        "en": "I do not agree",
        "de": "Ich stimme nicht zu",
    }

    def answers(self) -> tuple[Exit, ...]:
        return Exit(AGREED, "Agreed"), Exit(DECLINED, "Declined")

    def words(self) -> tuple[Words, ...]:
        optional = ("link", self.link or ""), ("link_title", self.link_title or "")
        return (
            Words("agree", self.agree),
            Words("decline", self.decline),
            *(Words(field, text, required=False) for field, text in optional),
        )


class Consent(Question[ConsentConfig]):
    """Ask and wait; the answer is kept with the words it is about and its time."""

    def show(self, walk: Walk, text: str) -> None:
        link = walk.render(self.config.link or "").strip()
        walk.reply(
            ConsentContent(
                text=text,
                link=link if is_secure_address(link) else None,
                link_title=walk.render(self.config.link_title or ""),
                choices=self._buttons(walk),
            )
        )

    def read(self, walk: Walk) -> QuestionAnswer:
        agree, decline = self._buttons(walk)
        meant = read_either(walk.turn.message, walk.turn.choice, agree, decline)
        if meant is None:
            raise NotAnAnswer("yes_no")
        consent: dict[str, JsonValue] = {
            "agreed": meant,
            "text": self.words(walk),
            "at": walk.turn.now.isoformat(),
        }
        picked = agree if meant else decline
        return QuestionAnswer.picked(picked, consent, picked.id)

    def _buttons(self, walk: Walk) -> tuple[Button, Button]:
        agree, decline = walk.render(self.config.agree), walk.render(self.config.decline)
        return Button(id=AGREED, title=agree), Button(id=DECLINED, title=decline)
