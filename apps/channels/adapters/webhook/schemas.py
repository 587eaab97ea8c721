"""What a tenant's system and we say to each other, as JSON."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from apps.core.content import MAX_VISITOR_TEXT, Content

Id = Annotated[str, Field(min_length=1, max_length=200)]


class Person(BaseModel):
    """Who it is about; ``id`` is the tenant's own name for them."""

    id: Id
    name: Annotated[str, Field(max_length=200)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    language: Annotated[str, Field(max_length=16)] = ""


class _FromPerson(BaseModel):
    """Base of what comes in; ``id`` names the event, ``sent_at`` orders it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    id: Id | None = None
    sent_at: AwareDatetime | None = None
    sender: Annotated[Person, Field(alias="from")]


class MessageIn(_FromPerson):
    """A person wrote ``text``, picked the button ``choice``, or filled in ``values``."""

    type: Literal["message"]
    text: Annotated[str, Field(min_length=1, max_length=MAX_VISITOR_TEXT)] | None = None
    choice: Id | None = None
    values: dict[str, JsonValue] | None = None


class TypingIn(_FromPerson):
    """A person is writing; the bot waits a moment longer for what they say."""

    type: Literal["typing"]


class StartOverIn(_FromPerson):
    """A person wants to begin anew."""

    type: Literal["start_over"]


class ReceiptIn(_FromPerson):
    """What became of a message that we posted; ``message_id`` is its ``id``."""

    type: Literal["receipt"]
    message_id: UUID
    state: Literal["delivered", "read", "failed"]
    reason: Annotated[str, Field(max_length=200)] = ""


EventIn = Annotated[MessageIn | TypingIn | StartOverIn | ReceiptIn, Field(discriminator="type")]
event_in: TypeAdapter[EventIn] = TypeAdapter(EventIn)


class Recipient(BaseModel):
    """To whom a message goes, by the tenant's own name for them."""

    id: str


class MessageOut(BaseModel):
    """A message for a person. ``text`` is all of ``content`` in plain words.

    The same ``id`` may come twice when an answer got lost: show it once.
    """

    type: Literal["message"] = "message"
    id: UUID
    conversation_id: UUID
    to: Recipient
    seq: int
    author: str
    name: str | None
    text: str
    content: Content
    at: datetime
