"""Takes a path by the visitor's mood."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.model_block.component import DATA_ONLY, ModelComponent, prompt, read_share
from apps.flows.families.model_block.config import ReadingConfig
from apps.flows.graph.schema import VariableName

Mood = Literal["positive", "neutral", "negative"]
MOODS: tuple[Mood, ...] = get_args(Mood)

_INSTRUCTIONS = f"""Judge the mood of what a visitor of a chat wrote. Answer with a JSON object: \
"mood" is positive, neutral or negative (angry, disappointed, worried); "confidence" says how \
sure you are, from 0 to 1. {DATA_ONLY}"""


class SentimentConfig(ReadingConfig):
    """How sure the model must be, and where the mood is kept."""

    threshold: Annotated[
        int,
        Field(ge=0, le=100),
        Setting(
            "How sure it must be, in percent",
            description="Below it, the mood counts as neutral.",
            widget="number",
            advanced=True,
        ),
    ] = 60
    save_as: Annotated[
        VariableName | None, Setting("Save the mood as", widget="variable", advanced=True)
    ] = None


class Sentiment(ModelComponent[SentimentConfig]):
    """Ask for the mood and leave by it; what is not sure is neutral."""

    async def consult(self, walk: Walk) -> Move:
        words = self.reading(walk, self.config.text)
        answer = await self.values(
            walk,
            prompt(_INSTRUCTIONS, words),
            {"mood": {"type": "string", "enum": [*MOODS]}, "confidence": {"type": "number"}},
        )
        share = read_share(answer.get("confidence"))
        sure = answer.get("mood") in MOODS and share * 100 >= self.config.threshold
        mood = str(answer["mood"]) if sure else "neutral"
        if self.config.save_as:
            walk.set(self.config.save_as, mood)
        return Leave(mood, {"confidence": share, "sure": sure})
