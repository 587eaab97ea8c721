"""Who looks at which conversation, as far as one console has heard. Kept nowhere, it expires."""

from dataclasses import dataclass

PRESENT_SECONDS = 40.0
"""A console repeats itself more often than that; who falls silent is gone."""


@dataclass(frozen=True)
class Person:
    """A member of the workspace, as the others see them."""

    id: str
    name: str


@dataclass(frozen=True)
class _Sighting:
    conversation: str
    person: Person
    ends_at: float


class Presence:
    """Sightings by socket: one person may look from two windows, and close one of them.

    Times are seconds of any one monotonic clock.
    """

    def __init__(self) -> None:
        self._sightings: dict[str, _Sighting] = {}

    def see(self, socket: str, conversation: str, person: Person, now: float) -> bool:
        """Note where a socket's person looks, or with "" nowhere; tell whether that is news."""
        self._forget_the_silent(now)
        before = self._sightings.pop(socket, None)
        if conversation:
            ends_at = now + PRESENT_SECONDS
            self._sightings[socket] = _Sighting(conversation, person, ends_at)
        return (before.conversation if before else "") != conversation

    def people(self, conversation: str, now: float) -> tuple[Person, ...]:
        """Give who looks at a conversation now, each once, by name."""
        present = {
            sighting.person
            for sighting in self._sightings.values()
            if sighting.conversation == conversation and sighting.ends_at > now
        }
        return tuple(sorted(present, key=lambda person: (person.name, person.id)))

    def _forget_the_silent(self, now: float) -> None:
        self._sightings = {
            socket: sighting
            for socket, sighting in self._sightings.items()
            if sighting.ends_at > now
        }
