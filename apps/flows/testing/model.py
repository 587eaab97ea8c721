"""A language model that answers as a test says, knowledge and history that hold what it says."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from apps.flows.engine import NO_DELTAS, Deltas

Request = Mapping[str, JsonValue]
Scripted = str | Mapping[str, Any]
"""An answer: words, a whole port answer (with ``text`` or ``error``), or values as an object."""


class ScriptedModel:
    """The model port of a test; it keeps what it was asked.

    Args:
        answers: One for each request, in order; the last one goes on. Without any the model
            answers whatever fits what it is asked for.
    """

    def __init__(self, *answers: Scripted) -> None:
        self.asked: list[Request] = []
        self._answers = answers

    async def complete(
        self, request: Request, deltas: Deltas = NO_DELTAS
    ) -> Mapping[str, JsonValue]:
        """Keep the request and answer it, word by word where somebody watches."""
        self.asked.append(request)
        answer = self._answer(request)
        if deltas.shown:
            for piece in re.findall(r"\s*\S+\s*$|\s*\S+", str(answer.get("text") or "")):
                deltas.write(piece)
        return answer

    def _answer(self, request: Request) -> Mapping[str, JsonValue]:
        if not self._answers:
            return _in_full(_fitting(request["schema"]) if request["schema"] else "Fine.")
        return _in_full(self._answers[min(len(self.asked), len(self._answers)) - 1])

    @property
    def instructions(self) -> str:
        """What the last request told the model to do."""
        return self._texts("system")[0]

    @property
    def read(self) -> str:
        """What the last request gave the model to read."""
        return self._texts("user")[-1]

    def _texts(self, role: str) -> list[str]:
        messages: Any = self.asked[-1]["messages"]
        return [message["text"] for message in messages if message["role"] == role]


class ScriptedKnowledge:
    """The knowledge port of a test: these passages for every question."""

    def __init__(self, *passages: Mapping[str, JsonValue]) -> None:
        self.asked: list[str] = []
        self._passages = passages

    async def search(self, question: str, limit: int) -> Mapping[str, JsonValue]:
        """Give the first passages."""
        self.asked.append(question)
        return {"passages": [dict(passage) for passage in self._passages[:limit]]}


class ScriptedHistory:
    """The history port of a test: these messages, as author and text."""

    def __init__(self, *messages: tuple[str, str]) -> None:
        self._messages = messages

    async def recent(self, limit: int) -> list[JsonValue]:
        """Give the last messages."""
        return [{"author": author, "text": text} for author, text in self._messages[-limit:]]


def _in_full(answer: Scripted) -> Mapping[str, JsonValue]:
    if isinstance(answer, Mapping) and answer.keys() & {"text", "error"}:
        return answer
    words = answer if isinstance(answer, str) else json.dumps(answer)
    return {"text": words, "finish": "stop", "tokens_in": 20, "tokens_out": 5}


def _fitting(schema: Any) -> dict[str, Any]:
    """Give a value for each property: the first that is allowed."""
    return {name: _first(told) for name, told in schema["properties"].items()}


def _first(told: Mapping[str, Any]) -> Any:
    if "enum" in told:
        return told["enum"][0]
    kind = told["type"][0] if isinstance(told["type"], list) else told["type"]
    return {"number": 1, "boolean": True, "array": [1]}.get(kind, "words")
