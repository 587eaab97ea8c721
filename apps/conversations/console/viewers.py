"""Who looks at which conversation, as far as one console knows. Kept nowhere, it expires."""

from dataclasses import dataclass
from uuid import UUID

PRESENT_SECONDS = 40.0
"""A console repeats itself more often than that; who falls silent is gone."""


@dataclass(frozen=True)
class Person:
    """A member of the workspace, as the others see them."""

    id: UUID
    name: str


@dataclass(frozen=True)
class _Sighting:
    conversation_id: UUID
    person: Person
    ends_at: float


class Presence:
    """Sightings by socket: one person may look from two windows, and close one of them.

    Times are seconds of any one monotonic clock.
    """

    def __init__(self) -> None:
        self._sightings: dict[str, _Sighting] = {}

    def see(self, socket: str, conversation_id: UUID | None, person: Person, now: float) -> bool:
        """Note where a socket's person looks, if anywhere; tell whether that is news."""
        self._forget_the_silent(now)
        before = self._sightings.pop(socket, None)
        if conversation_id is not None:
            ends_at = now + PRESENT_SECONDS
            self._sightings[socket] = _Sighting(conversation_id, person, ends_at)
        return (before.conversation_id if before else None) != conversation_id

    def people(self, conversation_id: UUID, now: float) -> tuple[Person, ...]:
        """Give who looks at a conversation now, each once, by name."""
        present = {
            sighting.person
            for sighting in self._sightings.values()
            if sighting.conversation_id == conversation_id and sighting.ends_at > now
        }
        return tuple(sorted(present, key=lambda person: (person.name, person.id)))

    def _forget_the_silent(self, now: float) -> None:
        self._sightings = {
            socket: sighting
            for socket, sighting in self._sightings.items()
            if sighting.ends_at > now
        }
