"""An entry of a thread as both APIs give it."""

from uuid import UUID

from ninja import Schema

from apps.conversations.thread.transcript import Author
from apps.core.content import Content


class EntryOut(Schema):
    """One message of the thread."""

    seq: int
    author: Author
    content: Content
    at: str
    turn: UUID | None = None
    name: str | None = None
