"""What a visitor did, in the vocabulary that every channel translates to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import JsonValue


@dataclass(frozen=True)
class VisitorInput:
    """One message of a visitor as the engine reads it.

    Attributes:
        text: Always there: the typed words, the title of the picked button, or what was sent in
            words.
        choice: The id of the picked button, or None for typed text.
        values: What was filled into a form, by field; a place as ``latitude`` and ``longitude``.
        attachment: A sent file: ``id``, ``name``, ``media_type`` and ``bytes``.
    """

    text: str
    choice: str | None = None
    values: Mapping[str, JsonValue] | None = None
    attachment: Mapping[str, JsonValue] | None = None


@dataclass(frozen=True)
class Profile:
    """What a provider knows of a person; what is empty is not known."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


@dataclass(frozen=True)
class Spoke:
    """A person said something: typed words, the id of a button, or a filled form."""

    text: str | None = None
    choice: str | None = None
    values: Mapping[str, JsonValue] | None = None


@dataclass(frozen=True)
class Typed:
    """A person is writing."""


@dataclass(frozen=True)
class AskedToStartOver:
    """A person wants to begin anew."""


@dataclass(frozen=True)
class Receipt:
    """What became of a message that we sent, named by its id."""

    message_id: UUID
    state: Literal["delivered", "read", "failed"]
    reason: str = ""


@dataclass(frozen=True)
class ChatEvent:
    """One thing that happened at a provider, translated.

    ``address`` is the provider's own name for the person.
    """

    address: str
    deed: Spoke | Typed | AskedToStartOver | Receipt
    profile: Profile = Profile()
