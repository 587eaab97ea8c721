"""The frame that visitors and consoles share: an entry of their thread."""

from typing import Literal
from uuid import UUID

from apps.conversations.realtime.frames import Frame
from apps.conversations.thread.transcript import Author, Entry
from apps.core.content import Content


class ThreadMessage(Frame):
    """One entry of the thread; ``name`` is that of the person who wrote it."""

    type: Literal["message"] = "message"
    seq: int
    author: Author
    content: Content
    at: str
    turn: UUID | None = None
    name: str | None = None

    @classmethod
    def of(cls, entry: Entry) -> "ThreadMessage":
        """Give an entry as a frame."""
        return cls(**entry.as_dict())
