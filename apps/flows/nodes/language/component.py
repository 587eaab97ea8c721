"""Takes a path by the visitor's language."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.graph.schema import Language as LanguageTag

MAX_LANGUAGES = 40
OTHER = "other"


class Spoken(NodeConfig):
    """One language and its path."""

    language: Annotated[LanguageTag, Setting("Language", widget="language")]


class LanguageConfig(NodeConfig):
    """The languages that have a path of their own."""

    languages: Annotated[
        tuple[Spoken, ...],
        Field(min_length=1, max_length=MAX_LANGUAGES),
        Setting("Languages", widget="rows"),
    ]

    @model_validator(mode="after")
    def _differ(self) -> Self:
        tags = [spoken.language.lower() for spoken in self.languages]
        if len(set(tags)) < len(tags):
            raise ValueError("a language stands there twice")
        return self


class Language(NodeComponent[LanguageConfig]):
    """Look for the language itself, then for its family: ``pt-BR`` takes the path of ``pt``."""

    def visit(self, walk: Walk) -> Move:
        wanted = walk.turn.language
        known = {spoken.language.lower(): spoken.language for spoken in self.config.languages}
        found = known.get(wanted.lower()) or known.get(wanted.lower().split("-")[0])
        return Leave(found or OTHER, {"language": wanted})
