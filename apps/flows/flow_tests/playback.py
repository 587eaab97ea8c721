"""Ports that answer from a recording, whatever order they are asked in."""

from collections.abc import Iterable, Mapping

from pydantic import JsonValue

from apps.flows.engine import Answered, AnswerT, PortAnswer, PortCall, called_ports

ASSUMED: Mapping[str, JsonValue] = {
    "people.anyone": True,
    "usage.messages": 1,
    "usage.tokens": 0,
}
"""What a test that says nothing about it takes for granted."""


class NotRecorded(Exception):
    """The flow asks what the recording has no answer for."""


class Playback:
    """Answers each question as it was answered; one asked more often gets the last answer again.

    A draft may ask in another order than the flow that was recorded, so unlike a replay this looks
    for the question, not for its turn. ``missing`` is the first question without an answer.
    """

    def __init__(self, recorded: Iterable[PortAnswer]) -> None:
        self._recorded = list(recorded)
        self.missing: str | None = None
        self.ports = called_ports(self._answer)

    async def _answer(self, call: PortCall[AnswerT]) -> AnswerT:
        return call.read(self._recorded_answer(call.port, call.asked))

    def _recorded_answer(self, port: str, question: Mapping[str, JsonValue]) -> Answered:
        same = [one for one in self._recorded if (one.port, one.asked) == (port, question)]
        if len(same) > 1:
            self._recorded.remove(same[0])
        if same:
            return same[0].answer
        if port in ASSUMED:
            return ASSUMED[port]
        self.missing = self.missing or port
        raise NotRecorded(port)
