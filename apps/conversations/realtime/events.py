"""What may happen in a workspace that an open socket wants to know at once.

An event says that there is something to read in Postgres, or is a sign of life that is worth
nothing a moment later: who types, who looks, the words of a turn that is being written.
"""

from dataclasses import dataclass
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationError


@dataclass(frozen=True, slots=True)
class ConversationMoved:
    """Something in this conversation is new."""

    conversation_id: UUID
    kind: Literal["conversation_moved"] = "conversation_moved"


@dataclass(frozen=True, slots=True)
class VisitorTyping:
    """The visitor of this conversation types."""

    conversation_id: UUID
    kind: Literal["visitor_typing"] = "visitor_typing"


@dataclass(frozen=True, slots=True)
class AgentTyping:
    """The person who holds this conversation types."""

    conversation_id: UUID
    kind: Literal["agent_typing"] = "agent_typing"


@dataclass(frozen=True, slots=True)
class AgentViewing:
    """A member looks at this conversation from this socket; without one, at none."""

    conversation_id: UUID | None
    socket: str
    user_id: UUID
    name: str
    kind: Literal["agent_viewing"] = "agent_viewing"


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """The role of this member of the workspace is another one, or none any more."""

    user_id: UUID
    kind: Literal["members_changed"] = "members_changed"


@dataclass(frozen=True, slots=True)
class BotTyping:
    """The bot is at work on this turn."""

    conversation_id: UUID
    turn_id: UUID
    kind: Literal["bot_typing"] = "bot_typing"


@dataclass(frozen=True, slots=True)
class DraftDelta:
    """More words of a turn that is being written; ``offset`` is how many letters stand before."""

    turn_id: UUID
    offset: int
    text: str
    kind: Literal["draft_delta"] = "draft_delta"


@dataclass(frozen=True, slots=True)
class DraftDiscarded:
    """The words of this turn so far do not count."""

    turn_id: UUID
    kind: Literal["draft_discarded"] = "draft_discarded"


TurnEvent = BotTyping | DraftDelta | DraftDiscarded
"""What is seen of a turn before it is committed."""

Event = ConversationMoved | VisitorTyping | AgentTyping | AgentViewing | MembersChanged | TurnEvent

_event: TypeAdapter[Any] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def encode(event: Event) -> bytes:
    """Give the event as it travels."""
    return _event.dump_json(event)


def decode(encoded: bytes) -> Event | None:
    """Read an event; None when it is one of another version."""
    try:
        event: Event = _event.validate_json(encoded)
    except ValidationError:
        return None
    return event
