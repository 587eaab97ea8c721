"""The frames of the console's socket, version 1: JSON objects with one ``type`` each."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter

from apps.channels.reasons import Kind
from apps.conversations.console.inbox import InboxRow
from apps.conversations.outbound.log.schemas import OnItsWay
from apps.conversations.realtime.frames import Ack, Frame, Typing, read_frame
from apps.conversations.thread.frames import ThreadMessage
from apps.conversations.thread.handoff import WayBack
from apps.conversations.thread.transcript import Handler
from apps.core.errors import Conflict, XinError


class ConsoleHello(Frame):
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
    how: WayBack


class Done(Frame):
    """The conversation is done, unless the visitor wrote after ``last_seq``, the last I saw."""

    type: Literal["done"]
    conversation_id: UUID
    last_seq: int | None = None


Command = TakeOver | Reply | ReturnToBot | Done
"""What only somebody who may handle conversations can ask for."""

ConsoleFrame = Annotated[ConsoleHello | Open | Command | Typing, Field(discriminator="type")]


class ConsoleReady(Frame):
    """All rows that hello asked for were sent; ``role`` is the person's."""

    type: Literal["ready"] = "ready"
    role: str


class ConversationRow(InboxRow, Frame):
    """A row of the inbox, new or changed."""

    type: Literal["conversation"] = "conversation"

    def as_text(self) -> str:
        """Give the row whole: what is null in it is news too."""
        return self.model_dump_json()


class ConversationMessage(ThreadMessage):
    """A message of the open conversation."""

    conversation_id: UUID


class DeliveryNow(Frame):
    """How far a message of the open conversation has come; ``why`` is the trouble it had."""

    type: Literal["delivery"] = "delivery"
    conversation_id: UUID
    message_id: UUID
    seq: int
    state: OnItsWay
    why: Kind | None = None


class ReplyAck(Ack):
    """The reply is committed under this number."""

    conversation_id: UUID


class SomebodyTyping(Typing):
    """The visitor of this conversation is typing, or its bot is writing an answer."""

    conversation_id: UUID
    author: Literal["visitor", "bot"]


class Viewer(Frame):
    """Somebody who looks at a conversation."""

    id: UUID
    name: str


class Viewing(Frame):
    """Who else looks at the open conversation now."""

    type: Literal["viewing"] = "viewing"
    conversation_id: UUID
    people: tuple[Viewer, ...]


class HolderNow(Frame):
    """Who holds a conversation, as a refusal tells it."""

    handled_by: Handler
    agent: str | None = None
    owner_epoch: int


class ConsoleRefusal(Frame):
    """A frame was refused; ``to`` is its type. The connection stays open.

    ``current`` tells who holds the conversation, when somebody else was faster.
    """

    type: Literal["error"] = "error"
    code: str
    message: str
    to: str | None = None
    conversation_id: UUID | None = None
    client_msg_id: UUID | None = None
    fields: dict[str, str] | None = None
    current: HolderNow | None = None

    @classmethod
    def of(cls, error: XinError, about: ConsoleFrame | None) -> "ConsoleRefusal":
        """Tell what is wrong with a frame."""
        return cls(
            code=error.code,
            message=error.message,
            to=about.type if about else None,
            conversation_id=getattr(about, "conversation_id", None),
            client_msg_id=getattr(about, "client_msg_id", None),
            fields=error.fields or None,
            current=error.current if isinstance(error, Conflict) else None,
        )


ConsoleServerFrame = Annotated[
    ConsoleReady
    | ConversationRow
    | ConversationMessage
    | DeliveryNow
    | ReplyAck
    | SomebodyTyping
    | Viewing
    | ConsoleRefusal,
    Field(discriminator="type"),
]

_console_frame: TypeAdapter[ConsoleFrame] = TypeAdapter(ConsoleFrame)


def read_console_frame(text: str) -> ConsoleFrame:
    """Parse one frame of the console.

    Raises:
        Invalid: it is no frame; ``fields`` names what is wrong, never what was sent.
    """
    return read_frame(_console_frame, text)
