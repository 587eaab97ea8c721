"""What a message can hold: one closed union for socket, API, transcript and adapters."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_VISITOR_TEXT = 4_000
"""Characters of one visitor's message."""


class Choice(BaseModel):
    """One button: ``id`` comes back when it is picked, ``title`` is what the visitor reads."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str


class TextContent(BaseModel):
    """Words, and the buttons offered below them.

    ``choice`` is set on a visitor's message that picked a button: its id, while ``text`` holds
    the title they saw.
    """

    model_config = ConfigDict(frozen=True)

    type: Literal["text"] = "text"
    text: str
    choices: tuple[Choice, ...] = ()
    choice: str | None = None


class DividerContent(BaseModel):
    """A line across the thread: a new run begins below it."""

    model_config = ConfigDict(frozen=True)

    type: Literal["divider"] = "divider"
    reason: Literal["start_over", "new_run"]


Content = Annotated[TextContent | DividerContent, Field(discriminator="type")]


def content_as_dict(content: Content) -> dict[str, Any]:
    """Give the JSON shape of a content, as it is stored and sent."""
    return content.model_dump(mode="json", exclude_none=True)


def storable(text: str) -> str:
    """Give the words without white space around them and without NUL, which Postgres refuses."""
    return text.replace("\x00", "").strip()
