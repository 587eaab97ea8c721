"""What frames of all sockets share: JSON objects with one ``type`` each."""

from typing import Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from apps.core.errors import Invalid

MAX_FRAME_BYTES = 64 * 1024

AnyFrame = TypeVar("AnyFrame")


class Frame(BaseModel):
    """A frame; unknown fields are refused, so that a typing error is found at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def as_text(self) -> str:
        """Give the frame as it travels: what is not known is left out."""
        return self.model_dump_json(exclude_none=True)


class Ack(Frame):
    """The message is committed under this number."""

    type: Literal["ack"] = "ack"
    client_msg_id: UUID
    seq: int


class Typing(Frame):
    """Whoever is at the other end is typing."""

    type: Literal["typing"] = "typing"


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
