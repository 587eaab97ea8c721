"""Ports all of whose questions pass one place, which may ask, record, or answer by itself."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import JsonValue

from apps.flows.engine.deltas import NO_DELTAS, Deltas
from apps.flows.engine.ports import Answered, Ports

AnswerT = TypeVar("AnswerT", bound=Answered)


@dataclass(frozen=True)
class PortCall(Generic[AnswerT]):
    """One question to a port, before anybody has answered it.

    Attributes:
        port: What traces call it, as in ``people.anyone``.
        asked: The question, as traces keep it.
        ask: Puts the question to ports.
        read: Reads an answer that a trace has kept.
    """

    port: str
    asked: Mapping[str, JsonValue]
    ask: Callable[[Ports], Awaitable[AnswerT]]
    read: Callable[[Answered], AnswerT]


class CallHandler(Protocol):
    """The one place that all questions pass."""

    async def __call__(self, call: PortCall[AnswerT]) -> AnswerT:
        """Answer a question."""
        ...


def called_ports(handle: CallHandler, deltas: Deltas = NO_DELTAS) -> Ports:
    """Give ports all of whose questions pass one place."""
    return Ports(
        people=_CalledPeople(handle),
        http=_CalledHttp(handle),
        model=_CalledModel(handle),
        knowledge=_CalledKnowledge(handle),
        history=_CalledHistory(handle),
        usage=_CalledUsage(handle),
        deltas=deltas,
    )


@dataclass(frozen=True)
class _CalledPeople:
    """The people port."""

    handle: CallHandler

    async def anyone(self, team: str | None) -> bool:
        return await self.handle(
            PortCall("people.anyone", {"team": team}, lambda ports: ports.people.anyone(team), bool)
        )


@dataclass(frozen=True)
class _CalledHttp:
    """The http port."""

    handle: CallHandler

    async def send(self, request: Mapping[str, JsonValue]) -> Mapping[str, JsonValue]:
        asked: Mapping[str, JsonValue] = {"request": dict(request)}
        return await self.handle(
            PortCall("http.send", asked, lambda ports: ports.http.send(request), _read_object)
        )


@dataclass(frozen=True)
class _CalledModel:
    """The model port; deltas are no part of the question."""

    handle: CallHandler

    async def complete(
        self, request: Mapping[str, JsonValue], deltas: Deltas = NO_DELTAS
    ) -> Mapping[str, JsonValue]:
        asked: Mapping[str, JsonValue] = {"request": dict(request)}
        return await self.handle(
            PortCall(
                "model.complete",
                asked,
                lambda ports: ports.model.complete(request, deltas),
                _read_object,
            )
        )


@dataclass(frozen=True)
class _CalledKnowledge:
    """The knowledge port."""

    handle: CallHandler

    async def search(self, question: str, limit: int) -> Mapping[str, JsonValue]:
        asked: Mapping[str, JsonValue] = {"question": question, "limit": limit}
        return await self.handle(
            PortCall(
                "knowledge.search",
                asked,
                lambda ports: ports.knowledge.search(question, limit),
                _read_object,
            )
        )


@dataclass(frozen=True)
class _CalledHistory:
    """The history port."""

    handle: CallHandler

    async def recent(self, limit: int) -> list[JsonValue]:
        return await self.handle(
            PortCall(
                "history.recent",
                {"limit": limit},
                lambda ports: ports.history.recent(limit),
                _read_list,
            )
        )


@dataclass(frozen=True)
class _CalledUsage:
    """The usage port."""

    handle: CallHandler

    async def messages(self, minutes: int) -> int:
        return await self.handle(
            PortCall(
                "usage.messages",
                {"minutes": minutes},
                lambda ports: ports.usage.messages(minutes),
                _read_number,
            )
        )

    async def tokens(self, by: str) -> int:
        return await self.handle(
            PortCall("usage.tokens", {"by": by}, lambda ports: ports.usage.tokens(by), _read_number)
        )


def _read_object(answer: Answered) -> Mapping[str, JsonValue]:
    return answer if isinstance(answer, Mapping) else {}


def _read_list(answer: Answered) -> list[JsonValue]:
    return answer if isinstance(answer, list) else []


def _read_number(answer: Answered) -> int:
    return int(str(answer))
