"""People at a provider: what they say is posted until a web says *yes*."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx

from apps.channels.testing.their_system import signed_post
from tests.faults.provider.system import Arrival, Line, System
from tests.faults.visitors import PATIENCE_SECONDS, PAUSE_SECONDS

LOOK_AGAIN_SECONDS = 0.05
Event = dict[str, Any]


class Mail:
    """The provider's way to us: it posts to one web after the other until one says *yes*.

    ``kept`` are the events that a web promised to keep, by their ids, with the line of each;
    ``answers`` counts all that was answered, 0 where the line broke.
    """

    def __init__(self, client: httpx.AsyncClient, doors: Sequence[str]) -> None:
        self._client = client
        self._doors = doors
        self.kept: dict[str, Line] = {}
        self.answers: Counter[int] = Counter()

    async def post(self, line: Line, *events: Event, first_door: int = 0) -> None:
        """Post events in one request, and again until they are kept."""
        told: Any = {"events": events} if len(events) > 1 else events[0]
        request_id = str(uuid4())
        for door in itertools.islice(itertools.cycle(self._doors), first_door, None):
            body, headers = signed_post(line.signing, told, message_id=request_id)
            if await self._was_kept(f"{door}/webhooks/{line.public_id}", body, headers):
                break
            await asyncio.sleep(PAUSE_SECONDS)
        self.kept |= {event["id"]: line for event in events}

    async def _was_kept(self, address: str, body: bytes, headers: dict[str, str]) -> bool:
        try:
            answer = await self._client.post(address, content=body, headers=headers)
        except httpx.HTTPError:
            self.answers[0] += 1
            return False
        self.answers[answer.status_code] += 1
        return answer.is_success


class Person:
    """Somebody at a line of the provider, with a name that nobody else has."""

    def __init__(self, system: System, mail: Mail, line: Line) -> None:
        self._system = system
        self._mail = mail
        self.line = line
        self.address = str(uuid4())
        self.words: list[str] = []

    def event(self, text: str, sent_at: datetime | None = None) -> Event:
        """Give what the provider posts when they say this."""
        self.words.append(text)
        at = (sent_at or datetime.now(UTC)).isoformat()
        told = {"type": "message", "id": str(uuid4()), "text": text, "sent_at": at}
        return told | {"from": {"id": self.address}}

    def receipt(self, message_id: str, state: str) -> Event:
        """Give what the provider posts of a message that we sent them."""
        told = {"type": "receipt", "id": str(uuid4()), "message_id": message_id, "state": state}
        return told | {"from": {"id": self.address}}

    async def says(self, text: str, first_door: int = 0) -> None:
        """Say something; at the end a web has promised to keep it."""
        await self._mail.post(self.line, self.event(text), first_door=first_door)

    def seen(self) -> list[Arrival]:
        """Give the messages that they saw."""
        return [arrival for arrival in self._system.shown() if arrival.address == self.address]

    def heard(self) -> list[str]:
        """Give the words that they saw."""
        return [arrival.text for arrival in self.seen()]

    async def hears(self, text: str, times: int = 1) -> None:
        """Wait until they saw this so often."""
        await until(lambda: self.heard().count(text) >= times, f"{text!r} in {self.heard}")


async def until(condition: Callable[[], bool], wish: str) -> None:
    """Wait for something.

    Raises:
        AssertionError: it never came.
    """
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():  # noqa: ASYNC110  # it comes true on another thread
                await asyncio.sleep(LOOK_AGAIN_SECONDS)
    except TimeoutError:
        raise AssertionError(f"in vain for {wish}") from None
