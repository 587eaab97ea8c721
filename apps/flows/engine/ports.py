"""The only ways out of a turn. All that is no function of the turn is asked through a port."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import JsonValue

from apps.flows.engine.deltas import NO_DELTAS, Deltas


class People(Protocol):
    """Who works in the console."""

    async def anyone(self, team: str | None) -> bool:
        """Say whether a person of the team (None: of any team) is there to take the chat."""
        ...


class Http(Protocol):
    """The web servers of others."""

    async def send(self, request: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        """Send a request and give its answer, both as plain values.

        ``request`` has ``method``, ``url``, ``headers``, ``body`` and ``seconds``; a header is
        ``{name, value, secret}``, and a secret, by its name, stands behind the value. The answer
        has ``status`` and ``text``, or ``error`` with the reason why there is none.
        """
        ...


class NoHttp:
    """A world that answers no request."""

    async def send(self, request: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        return {"error": "switched_off"}


class Model(Protocol):
    """A language model."""

    async def complete(
        self, request: Mapping[str, JsonValue], deltas: Deltas = NO_DELTAS
    ) -> Mapping[str, JsonValue]:
        """Give the model's answer to some messages, both as plain values.

        ``request`` has ``messages`` (each ``{role, text}``), ``schema`` (the JSON Schema that the
        answer shall have, or null), ``max_tokens`` and ``seconds``. The answer has ``text`` and
        ``finish`` (``stop``, or ``length`` when the words were cut off), or ``error`` with the
        reason why there is none; and ``tokens_in`` and ``tokens_out``, where some were used.
        ``deltas`` gets the words as they come; on an ``error`` the asker takes them back.
        """
        ...


@dataclass(frozen=True)
class NoModel:
    """No model: none is set up, or none may be asked here."""

    reason: str = "no_model"

    async def complete(
        self, request: Mapping[str, JsonValue], deltas: Deltas = NO_DELTAS
    ) -> Mapping[str, JsonValue]:
        return {"error": self.reason}


class Knowledge(Protocol):
    """What the workspace has written down for its bot."""

    async def search(self, question: str, limit: int) -> Mapping[str, JsonValue]:
        """Give the ``passages`` nearest to a question, best first, or ``error`` with the reason.

        Each is ``{title, url, text, score}``; a score lies between 0 and 1.
        """
        ...


class NoKnowledge:
    """A workspace that has written nothing down."""

    async def search(self, question: str, limit: int) -> Mapping[str, JsonValue]:
        return {"error": "no_knowledge"}


class History(Protocol):
    """The conversation so far."""

    async def recent(self, limit: int) -> list[JsonValue]:
        """Give the last messages, oldest first, each ``{author, text}``.

        Those that this turn answers are among them, its replies are not.
        """
        ...


class NoHistory:
    """A conversation of which nothing is kept."""

    async def recent(self, limit: int) -> list[JsonValue]:
        return []


class Usage(Protocol):
    """How much is used of what must not be used without end."""

    async def messages(self, minutes: int) -> int:
        """Count the messages of this visitor in the last minutes, those of this turn too."""
        ...

    async def tokens(self, by: str) -> int:
        """Count a model's tokens spent in this ``conversation``, or by the ``workspace`` today."""
        ...


class NoUsage:
    """A world in which nothing has been used yet."""

    async def messages(self, minutes: int) -> int:
        return 0

    async def tokens(self, by: str) -> int:
        return 0


@dataclass(frozen=True)
class Ports:
    """What a turn may ask. One of these belongs to one tenant and is given to each run."""

    people: People
    http: Http = field(default_factory=NoHttp)
    model: Model = field(default_factory=NoModel)
    knowledge: Knowledge = field(default_factory=NoKnowledge)
    history: History = field(default_factory=NoHistory)
    usage: Usage = field(default_factory=NoUsage)
    deltas: Deltas = NO_DELTAS


Answered = JsonValue | Mapping[str, JsonValue]
"""What a port may answer: a trace keeps it."""


@dataclass(frozen=True)
class PortAnswer:
    """One question to a port and what it answered."""

    port: str
    asked: Mapping[str, JsonValue] = field(default_factory=dict)
    answer: Answered = None
