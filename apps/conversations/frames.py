"""The frames of the widget socket, version 1: JSON objects with one ``type`` each."""

from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from apps.core.errors import Invalid

MAX_FRAME_BYTES = 64 * 1024

AnyFrame = TypeVar("AnyFrame")

ChoiceId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""What a button may be called: safe in every channel and in the database."""


class Frame(BaseModel):
    """A frame; unknown fields are refused, so that a typing error is found at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Hello(Frame):
    """The panel was opened; with a token it goes on where ``last_seq`` left off."""

    type: Literal["hello"]
    token: str | None = Field(default=None, max_length=200)
    last_seq: int = Field(default=0, ge=0)


class VisitorMessage(Frame):
    """Typed words, or the id of a picked button."""

    type: Literal["message"]
    client_msg_id: UUID
    text: str | None = None
    choice: ChoiceId | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "VisitorMessage":
        if (self.text is None) == (self.choice is None):
            raise ValueError("give either text or choice")
        return self


class StartOver(Frame):
    """Begin a new run in the same thread."""

    type: Literal["start_over"]


class Typing(Frame):
    """The visitor is typing."""

    type: Literal["typing"]


class Read(Frame):
    """The visitor has seen everything up to ``seq``."""

    type: Literal["read"]
    seq: int = Field(ge=0)


ClientFrame = Annotated[
    Hello | VisitorMessage | StartOver | Typing | Read, Field(discriminator="type")
]

_client_frame: TypeAdapter[ClientFrame] = TypeAdapter(ClientFrame)


def read_client_frame(text: str) -> ClientFrame:
    """Parse one frame of the widget.

    Raises:
        Invalid: it is no frame; ``fields`` names what is wrong, never what was sent.
    """
    return read_frame(_client_frame, text)


def read_frame(known: TypeAdapter[AnyFrame], text: str) -> AnyFrame:
    """Parse one frame of those that are known.

    Raises:
        Invalid: it is none of them; ``fields`` names what is wrong, never what was sent.
    """
    if len(text) > MAX_FRAME_BYTES:
        raise Invalid("The frame is larger than 64 KiB.", code="frame_too_large")
    try:
        return known.validate_json(text)
    except ValidationError as error:
        fields = {
            ".".join(str(part) for part in problem["loc"]) or "frame": problem["msg"]
            for problem in error.errors(include_input=False, include_url=False)
        }
        raise Invalid("This is no frame of this socket.", code="bad_frame", fields=fields) from None


def ready(token: str, conversation_id: UUID, seq: int) -> dict[str, Any]:
    """Answer to hello."""
    return {
        "type": "ready",
        "token": token,
        "conversation_id": str(conversation_id),
        "seq": seq,
    }


def ack(client_msg_id: UUID, seq: int) -> dict[str, Any]:
    """The message is committed under this number."""
    return {"type": "ack", "client_msg_id": str(client_msg_id), "seq": seq}


def turn_done(turn: UUID, seq: int) -> dict[str, Any]:
    """All replies of this turn were sent."""
    return {"type": "turn_done", "turn": str(turn), "seq": seq}


def status(handled_by: str, name: str | None) -> dict[str, Any]:
    """Who answers now; ``name`` is the person's."""
    return {"type": "status", "handled_by": handled_by} | ({"name": name} if name else {})


def typing() -> dict[str, Any]:
    """The person who answers is typing."""
    return {"type": "typing"}


def error(code: str, message: str, **more: Any) -> dict[str, Any]:
    """Something was refused; the connection stays open."""
    return {"type": "error", "code": code, "message": message, **more}
