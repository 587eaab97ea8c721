"""The frames of the widget socket, version 1: JSON objects with one ``type`` each."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import (
    BaseModel,
    Field,
    FiniteFloat,
    TypeAdapter,
    model_validator,
)

from apps.conversations.realtime.frames import Ack, Frame, Typing, read_frame
from apps.conversations.thread.frames import ThreadMessage
from apps.conversations.thread.transcript import Handler
from apps.core.content import MAX_VISITOR_TEXT

ChoiceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""What a button may be called: safe in every channel and in the database."""


FieldValue = bool | int | FiniteFloat | Annotated[str, Field(max_length=MAX_VISITOR_TEXT)]
Values = Annotated[dict[ChoiceId, FieldValue], Field(min_length=1, max_length=50)]
"""What a visitor filled in, by the ids of the fields."""


class VisitorInputIn(BaseModel):
    """What a visitor sends, in one of four ways.

    ``text`` is typed, ``choice`` the id of a picked button, ``values`` what was filled into the
    fields of a form (of a place ``latitude`` and ``longitude``), ``attachment`` an upload's id.
    """

    client_msg_id: UUID
    text: str | None = None
    choice: ChoiceId | None = None
    values: Values | None = None
    attachment: UUID | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        ways = (self.text, self.choice, self.values, self.attachment)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("give one of text, choice, values and attachment")
        return self


class Hello(Frame):
    """The panel was opened; with a token it goes on where ``last_seq`` left off."""

    type: Literal["hello"]
    token: str | None = Field(default=None, max_length=200)
    last_seq: int = Field(default=0, ge=0)


class VisitorMessage(VisitorInputIn, Frame):
    """A visitor's message of any kind; one ``client_msg_id`` is stored once."""

    type: Literal["message"]


class StartOver(Frame):
    """Begin a new run in the same thread; one ``client_msg_id`` begins one, and is acked."""

    type: Literal["start_over"]
    client_msg_id: UUID | None = None


class Read(Frame):
    """The visitor has seen everything up to ``seq``."""

    type: Literal["read"]
    seq: int = Field(ge=0)


ClientFrame = Annotated[
    Hello | VisitorMessage | StartOver | Typing | Read, Field(discriminator="type")
]


class Ready(Frame):
    """Answer to hello: keep the token; ``seq`` is the last message there is."""

    type: Literal["ready"] = "ready"
    token: str
    conversation_id: UUID
    seq: int


class Delta(Frame):
    """More words of a turn that is still being written; its message replaces them."""

    type: Literal["delta"] = "delta"
    turn: UUID
    text: str


class Discard(Frame):
    """The words of this turn so far do not count."""

    type: Literal["discard"] = "discard"
    turn: UUID


class TurnDone(Frame):
    """All replies of this turn were sent."""

    type: Literal["turn_done"] = "turn_done"
    turn: UUID
    seq: int


class Status(Frame):
    """Who answers now; ``name`` is the person's."""

    type: Literal["status"] = "status"
    handled_by: Handler
    name: str | None = None


class Refusal(Frame):
    """Something was refused; the connection stays open."""

    type: Literal["error"] = "error"
    code: str
    message: str
    client_msg_id: UUID | None = None
    fields: dict[str, str] | None = None


ServerFrame = Annotated[
    Ready | Ack | ThreadMessage | Delta | Discard | TurnDone | Typing | Status | Refusal,
    Field(discriminator="type"),
]

_client_frame: TypeAdapter[ClientFrame] = TypeAdapter(ClientFrame)


def read_client_frame(text: str) -> ClientFrame:
    """Parse one frame of the widget.

    Raises:
        Invalid: it is no frame; ``fields`` names what is wrong, never what was sent.
    """
    return read_frame(_client_frame, text)
