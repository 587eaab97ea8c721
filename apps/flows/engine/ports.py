"""The only ways out of a turn. All that is no function of the turn is asked through a port.

A recorder keeps what each port answered, a replayer answers from it, so that a stored turn runs
again to the same end without asking anybody.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import JsonValue


class People(Protocol):
    """Who works in the console."""

    async def anyone(self, team: str | None) -> bool:
        """Say whether a person of the team (None: of any team) is there to take the chat."""
        ...


@dataclass(frozen=True)
class Ports:
    """What a turn may ask. One of these belongs to one tenant and is given to each run."""

    people: People


@dataclass(frozen=True)
class PortAnswer:
    """One question to a port and what it answered."""

    port: str
    asked: Mapping[str, JsonValue] = field(default_factory=dict)
    answer: JsonValue = None


class ReplayMismatch(Exception):
    """The replayed turn asks something else than the recorded one did."""


Ask = Callable[[str, Mapping[str, JsonValue]], Awaitable[JsonValue]]


class _AskedPeople:
    """The people port, every question of which passes one place."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    async def anyone(self, team: str | None) -> bool:
        return bool(await self._ask("people.anyone", {"team": team}))


class Recorder:
    """Ports that ask the real ones and keep each answer in order."""

    def __init__(self, ports: Ports) -> None:
        self.answers: list[PortAnswer] = []
        self.ports = Ports(people=_AskedPeople(self._ask))
        self._real: dict[str, Callable[..., Awaitable[JsonValue]]] = {
            "people.anyone": ports.people.anyone,
        }

    async def _ask(self, port: str, asked: Mapping[str, JsonValue]) -> JsonValue:
        answer = await self._real[port](**asked)
        self.answers.append(PortAnswer(port, asked, answer))
        return answer


class Replayer:
    """Ports that give the answers of a recorded turn, in order.

    Args:
        recorded: The ``ports`` of the turn's trace.
    """

    def __init__(self, recorded: Iterable[Mapping[str, Any]]) -> None:
        self._answers = iter([PortAnswer(**answer) for answer in recorded])
        self.ports = Ports(people=_AskedPeople(self._ask))

    async def _ask(self, port: str, asked: Mapping[str, JsonValue]) -> JsonValue:
        recorded = next(self._answers, None)
        if recorded is None or (recorded.port, recorded.asked) != (port, asked):
            raise ReplayMismatch(f"The recorded turn did not ask {port} here.")
        return recorded.answer
