"""The frames of the console's socket, version 1: JSON objects with one ``type`` each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from apps.conversations.frames import Frame, read_frame
from apps.conversations.handoff import How
from apps.conversations.inbox import InboxRow
from apps.conversations.presence import Person
from apps.conversations.transcript import Entry
from apps.core.errors import Conflict, XinError


class Hello(Frame):
    """Begin, or go on after a lost line: ``after`` is the newest ``moved_at`` that is known."""

    type: Literal["hello"]
    after: datetime | None = None


class Open(Frame):
    """Look at a conversation, instead of the one before; its messages after ``last_seq`` come."""

    type: Literal["open"]
    conversation_id: UUID
    last_seq: int = Field(default=0, ge=0)


class TakeOver(Frame):
    """Speak instead of the bot; ``owner_epoch`` is the state that the person saw."""

    type: Literal["take_over"]
    conversation_id: UUID
    owner_epoch: int


class Reply(Frame):
    """Say something to the visitor; one ``client_msg_id`` is stored once."""

    type: Literal["reply"]
    conversation_id: UUID
    client_msg_id: UUID
    text: str


class ReturnToBot(Frame):
    """Let the bot go on."""

    type: Literal["return_to_bot"]
    conversation_id: UUID
    how: How


class Done(Frame):
    """The conversation is done."""

    type: Literal["done"]
    conversation_id: UUID


class Typing(Frame):
    """The person is typing in the conversation they have open."""

    type: Literal["typing"]


Command = TakeOver | Reply | ReturnToBot | Done
"""What only somebody who may handle conversations can ask for."""

ConsoleFrame = Annotated[Hello | Open | Command | Typing, Field(discriminator="type")]

_console_frame: TypeAdapter[ConsoleFrame] = TypeAdapter(ConsoleFrame)


def read_console_frame(text: str) -> ConsoleFrame:
    """Parse one frame of the console.

    Raises:
        Invalid: it is no frame; ``fields`` names what is wrong, never what was sent.
    """
    return read_frame(_console_frame, text)


def ready(role: str) -> dict[str, Any]:
    """All rows that hello asked for were sent; ``role`` is the person's."""
    return {"type": "ready", "role": role}


def conversation(row: InboxRow) -> dict[str, Any]:
    """A row of the inbox, new or changed."""
    return {"type": "conversation", **row.model_dump(mode="json")}


def message(conversation_id: UUID, entry: Entry) -> dict[str, Any]:
    """A message of the open conversation."""
    return {"type": "message", "conversation_id": str(conversation_id), **entry.as_dict()}


def ack(reply: Reply, seq: int) -> dict[str, Any]:
    """The reply is committed under this number."""
    return {
        "type": "ack",
        "conversation_id": str(reply.conversation_id),
        "client_msg_id": str(reply.client_msg_id),
        "seq": seq,
    }


def typing(conversation_id: str) -> dict[str, Any]:
    """The visitor of this conversation is typing."""
    return {"type": "typing", "conversation_id": conversation_id}


def viewing(conversation_id: UUID, people: Sequence[Person]) -> dict[str, Any]:
    """Who else looks at the open conversation now."""
    return {
        "type": "viewing",
        "conversation_id": str(conversation_id),
        "people": [{"id": person.id, "name": person.name} for person in people],
    }


def refused(error: XinError, about: ConsoleFrame | None) -> dict[str, Any]:
    """A frame was refused; ``to`` is its type. The connection stays open.

    ``current`` tells who holds the conversation, when somebody else was faster.
    """
    frame: dict[str, Any] = {"type": "error", "code": error.code, "message": error.message}
    if about is not None:
        given = about.model_dump(mode="json", include={"conversation_id", "client_msg_id"})
        frame |= {"to": about.type, **given}
    if error.fields:
        frame["fields"] = error.fields
    if isinstance(error, Conflict):
        frame["current"] = error.current
    return frame
