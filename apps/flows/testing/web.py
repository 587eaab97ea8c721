"""A web of others that answers as a test says."""

from collections.abc import Mapping

from pydantic import JsonValue

Request = Mapping[str, JsonValue]


class Web:
    """The http port of a test; it keeps what it was asked.

    Args:
        answers: One for each request, in order; the last one goes on.
    """

    def __init__(self, *answers: Mapping[str, JsonValue]) -> None:
        self.asked: list[Request] = []
        self._answers = answers

    async def send(self, request: Request) -> Mapping[str, JsonValue]:
        """Keep the request and answer it."""
        self.asked.append(request)
        return self._answers[min(len(self.asked), len(self._answers)) - 1]
