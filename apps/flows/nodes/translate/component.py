"""Says something in another language."""

from typing import Annotated

from apps.flows.engine.component import Leave, Move
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.language_names import language_name
from apps.flows.families.model_block.component import DATA_ONLY, ModelComponent, prompt
from apps.flows.families.model_block.config import ReadingConfig
from apps.flows.graph.schema import Language, VariableName

DONE = "done"

_INSTRUCTIONS = """Translate what you are given into {language}. Keep names, numbers, links and \
line breaks as they are. Answer with the translation alone. {data_only}"""


class TranslateConfig(ReadingConfig):
    """What becomes which language, and where it is kept."""

    language: Annotated[
        Language | None,
        Setting("Into", description="Left empty, the visitor's language.", widget="language"),
    ] = None
    save_as: Annotated[VariableName, Setting("Save it as", widget="variable")] = "translation"


class Translate(ModelComponent[TranslateConfig]):
    """Ask for the translation and keep it."""

    async def consult(self, walk: Walk) -> Move:
        words = self.reading(walk, self.config.text)
        language = language_name(self.config.language or walk.turn.language)
        instructions = _INSTRUCTIONS.format(language=language, data_only=DATA_ONLY)
        walk.set(self.config.save_as, await self.words(walk, prompt(instructions, words)))
        return Leave(DONE, {"language": language, "saved": self.config.save_as})
