"""Answers from what the workspace has written down, and from nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, JsonValue

from apps.core.content import Source, SourcesContent
from apps.flows.engine.component import Leave, Move
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.language_names import language_name
from apps.flows.families.model_block.component import (
    DATA_ONLY,
    ModelComponent,
    prompt,
    read_share,
    storable,
)
from apps.flows.families.model_block.config import MESSAGE, ModelConfig
from apps.flows.graph.schema import PlainText, Text, VariableName

ANSWERED, NOT_SURE = "answered", "not_sure"
MAX_PASSAGE = 3_000
"""Letters of one passage that the model reads."""

_INSTRUCTIONS = """{own}

Answer the visitor's question from these passages alone, in {language}, in a few sentences:

{passages}

Answer with a JSON object: "known" is true if the passages hold the answer, else false; "answer" \
is the answer, or empty; "passages" are the numbers of those that it rests on. {data_only}"""


class AnswerFromKnowledgeConfig(ModelConfig):
    """What is asked, how near a passage must be, and what becomes of the answer."""

    question: Annotated[PlainText, Setting("Question", widget="text", advanced=True)] = MESSAGE
    instructions: Annotated[
        Text | None,
        Setting(
            "Instructions",
            description="How the bot speaks, and what it must not say.",
            widget="text",
        ),
    ] = None
    show_sources: Annotated[bool, Setting("Show where it stands", widget="switch")] = True
    save_as: Annotated[
        VariableName | None, Setting("Save the answer as", widget="variable", advanced=True)
    ] = None
    passages: Annotated[
        int, Field(ge=1, le=20), Setting("Passages it reads", widget="number", advanced=True)
    ] = 5
    least_score: Annotated[
        int,
        Field(ge=0, le=100),
        Setting(
            "How near a passage must be, in percent",
            description="If none is, the path “Not sure” is taken and no model is asked.",
            widget="number",
            advanced=True,
        ),
    ] = 30


@dataclass(frozen=True)
class Passage:
    """One piece of what was found."""

    title: str
    url: str | None
    text: str
    score: float

    @classmethod
    def read(cls, found: Mapping[str, Any]) -> "Passage":
        """Read what the knowledge port gave."""
        return cls(
            storable(str(found.get("title") or "")),
            str(found["url"]) if found.get("url") else None,
            storable(str(found.get("text") or ""))[:MAX_PASSAGE],
            read_share(found.get("score")),
        )

    def as_json(self) -> dict[str, JsonValue]:
        """Show the passage in a trace."""
        return {"title": self.title, "url": self.url, "score": round(self.score, 3)}


class AnswerFromKnowledge(ModelComponent[AnswerFromKnowledgeConfig]):
    """Look up, let the model answer from what was found, and name what it rests on."""

    async def consult(self, walk: Walk) -> Move:
        question = self.reading(walk, self.config.question)
        found = await walk.ports.knowledge.search(question, self.config.passages)
        if found.get("error"):
            return Leave(NOT_SURE, {"why": str(found["error"])})
        passages = _read_passages(found.get("passages"))
        near = [one for one in passages if one.score * 100 >= self.config.least_score]
        detail: dict[str, JsonValue] = {"passages": [one.as_json() for one in passages]}
        if not near:
            return Leave(NOT_SURE, detail | {"why": "nothing_near"})
        answer = await self.values(walk, prompt(self._instructions(walk, near), question), _SCHEMA)
        words = storable(str(answer.get("answer") or "")).strip()
        if answer.get("known") is not True or not words:
            return Leave(NOT_SURE, detail | {"why": "not_in_passages"})
        used = _used(near, answer.get("passages"))
        self._tell(walk, words, used)
        return Leave(ANSWERED, detail | {"used": [one.title for one in used]})

    def _instructions(self, walk: Walk, passages: Sequence[Passage]) -> str:
        numbered = (f"[{n}] {one.title}\n{one.text}" for n, one in enumerate(passages, 1))
        return _INSTRUCTIONS.format(
            own=walk.render(self.config.instructions or ""),
            language=language_name(walk.turn.language),
            passages="\n\n".join(numbered),
            data_only=DATA_ONLY,
        ).strip()

    def _tell(self, walk: Walk, words: str, used: Sequence[Passage]) -> None:
        if self.config.save_as:
            walk.set(self.config.save_as, words)
        walk.say(words)
        sources = {(one.title, one.url): Source(title=one.title, url=one.url) for one in used}
        if self.config.show_sources and sources:
            walk.reply(SourcesContent(sources=tuple(sources.values())))


_SCHEMA: dict[str, dict[str, JsonValue]] = {
    "known": {"type": "boolean"},
    "answer": {"type": "string"},
    "passages": {"type": "array", "items": {"type": "integer"}},
}


def _read_passages(found: JsonValue) -> list[Passage]:
    shapes = found if isinstance(found, list) else []
    return [Passage.read(shape) for shape in shapes if isinstance(shape, dict)]


def _used(passages: Sequence[Passage], numbers: JsonValue) -> list[Passage]:
    named = numbers if isinstance(numbers, list) else []
    return [one for number, one in enumerate(passages, 1) if number in named]
