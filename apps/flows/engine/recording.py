"""Keeping what ports answered, so that a stored turn runs again to the same end, asking nobody."""

from collections.abc import Iterable, Mapping
from typing import Any

from apps.flows.engine.port_calls import AnswerT, PortCall, called_ports
from apps.flows.engine.ports import PortAnswer, Ports


class ReplayMismatch(Exception):
    """The replayed turn asks something else than the recorded one did."""


class Recorder:
    """Ports that ask the real ones and keep each answer in order."""

    def __init__(self, ports: Ports) -> None:
        self.answers: list[PortAnswer] = []
        self.ports = called_ports(self._answer, ports.deltas)
        self._real = ports

    async def _answer(self, call: PortCall[AnswerT]) -> AnswerT:
        answer = await call.ask(self._real)
        self.answers.append(PortAnswer(call.port, call.asked, answer))
        return answer


class Replayer:
    """Ports that give the answers of a recorded turn, in order.

    Args:
        recorded: The ``ports`` of the turn's trace.
    """

    def __init__(self, recorded: Iterable[Mapping[str, Any]]) -> None:
        self._recorded = iter([PortAnswer(**answer) for answer in recorded])
        self.ports = called_ports(self._answer)

    async def _answer(self, call: PortCall[AnswerT]) -> AnswerT:
        recorded = next(self._recorded, None)
        if recorded is None or (recorded.port, recorded.asked) != (call.port, call.asked):
            raise ReplayMismatch(f"The recorded turn did not ask {call.port} here.")
        return call.read(recorded.answer)
