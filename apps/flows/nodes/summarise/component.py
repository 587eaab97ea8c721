"""Makes much text short."""

from typing import Annotated, Literal

from pydantic import JsonValue

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.language_names import language_name
from apps.flows.families.model_block.component import (
    DATA_ONLY,
    LETTERS_OF_A_TOKEN,
    ModelComponent,
    prompt,
)
from apps.flows.families.model_block.config import MAX_EARLIER, MESSAGE, ReadingConfig
from apps.flows.families.model_block.failures import ModelFailed
from apps.flows.graph.schema import Language, PlainText, VariableName

DONE = "done"
INSTRUCTIONS_AND_MORE = 150
"""Tokens kept free for what stands around the conversation."""

_LENGTHS = {
    "sentence": "in one sentence",
    "paragraph": "in three to five sentences",
    "points": "as a short list of points, each on a line that begins with a hyphen",
}
_INSTRUCTIONS = """Sum up {what} {length}, in {language}. Keep names, numbers and dates; invent \
nothing. Answer with the summary alone. {data_only}"""


class SummariseConfig(ReadingConfig):
    """What is summed up, how long the summary is, and where it is kept."""

    source: Annotated[
        Literal["conversation", "text"],
        Setting("What", options={"conversation": "The conversation so far", "text": "A text"}),
    ] = "conversation"
    text: Annotated[PlainText, Setting("Text", widget="text", only_with={"source": ["text"]})] = (
        MESSAGE
    )
    length: Annotated[
        Literal["sentence", "paragraph", "points"],
        Setting(
            "How long",
            options={
                "sentence": "One sentence",
                "paragraph": "A few sentences",
                "points": "Points",
            },
        ),
    ] = "paragraph"
    language: Annotated[
        Language | None,
        Setting(
            "In",
            description="Left empty, the visitor's language.",
            widget="language",
            advanced=True,
        ),
    ] = None
    save_as: Annotated[VariableName, Setting("Save it as", widget="variable")] = "summary"


class Summarise(ModelComponent[SummariseConfig]):
    """Ask for the summary and keep it."""

    async def consult(self, walk: Walk) -> Move:
        talk = self.config.source == "conversation"
        words = await self._talk(walk) if talk else self.reading(walk, self.config.text)
        instructions = _INSTRUCTIONS.format(
            what="the conversation of a visitor with a company" if talk else "the text",
            length=_LENGTHS[self.config.length],
            language=language_name(self.config.language or walk.turn.language),
            data_only=DATA_ONLY,
        )
        walk.set(self.config.save_as, await self.words(walk, prompt(instructions, words)))
        return Leave(DONE, {"source": self.config.source, "saved": self.config.save_as})

    async def _talk(self, walk: Walk) -> str:
        """Give the last messages that fit, each with who said it."""
        recent = await walk.ports.history.recent(MAX_EARLIER)
        lines = _fitting(
            [_line(message) for message in recent if isinstance(message, dict)],
            (self.config.max_input_tokens - INSTRUCTIONS_AND_MORE) * LETTERS_OF_A_TOKEN,
        )
        if not lines:
            raise ModelFailed("nothing_to_read")
        return "\n".join(lines)


def _line(message: dict[str, JsonValue]) -> str:
    return f"{message.get('author')}: {message.get('text')}"


def _fitting(lines: list[str], letters: int) -> list[str]:
    """Give the newest lines that fit; what is older is left out."""
    fitting: list[str] = []
    for line in reversed(lines):
        letters -= len(line) + 1
        if letters < 0:
            break
        fitting.insert(0, line)
    return fitting
