"""What a channel of a provider is made of: one adapter, a translator without a database.

An adapter lives in ``apps/channels/adapters/<kind>/``; a package outside this repository adds its
own by an entry point of the group ``xin.channel_adapters`` that loads to one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol
from uuid import UUID

from pydantic import JsonValue

from apps.core.content import Content
from apps.core.events import ChatEvent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

GROUP = "xin.channel_adapters"


@dataclass(frozen=True)
class Account:
    """A channel as its adapter sees it; ``secrets`` are open here and nowhere else."""

    channel_id: UUID
    config: Mapping[str, Any]
    secrets: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class ProviderRequest:
    """A request of the provider; the names of its headers are in small letters."""

    headers: Mapping[str, str]
    body: bytes
    at: datetime


@dataclass(frozen=True)
class ProviderEvent:
    """One event of a request, still in the provider's words.

    ``provider_id`` names it for ever: the same one is taken in once. Those of one ``sender`` keep
    their order. ``problem`` says why it cannot be read, if that is known already.
    """

    provider_id: str
    sender: str
    raw: JsonValue
    sent_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True)
class OutgoingMessage:
    """One message for one person. ``id`` is the same at each attempt."""

    id: UUID
    conversation_id: UUID
    address: str
    seq: int
    author: str
    content: Content
    at: datetime
    name: str | None = None


class Unreadable(Exception):
    """An event that is not what the provider promises; the reason is a code without its words."""


class SendFailed(Exception):
    """The provider did not take a message.

    ``outcome`` says whether to try again: *temporary* later, *permanent* never, and *unknown*
    when it may have taken it. ``retry_after`` are seconds that it asks to wait.
    """

    def __init__(
        self,
        reason: str,
        outcome: Literal["temporary", "permanent", "unknown"],
        retry_after: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.outcome = outcome
        self.retry_after = retry_after


class ChannelAdapter(Protocol):
    """How one kind of provider is spoken with."""

    @property
    def kind(self) -> str: ...

    @property
    def label(self) -> "StrOrPromise": ...

    @property
    def repeatable(self) -> bool:
        """Whether a message sent twice under one id is shown once, so that it may be repeated."""

    def check(self, account: Account, request: ProviderRequest) -> None:
        """Make sure that the provider sent this.

        Raises:
            Unauthenticated: it did not, or too long ago.
        """

    def split(self, request: ProviderRequest) -> Sequence[ProviderEvent]:
        """Take a request apart. Never raises: what cannot be read is an event with a problem."""

    def read(self, raw: JsonValue) -> ChatEvent:
        """Translate one event.

        Raises:
            Unreadable: it is not what the provider promises.
        """

    async def send(self, account: Account, message: OutgoingMessage) -> str:
        """Send one message and give the provider's name for it, which may be empty.

        Raises:
            SendFailed: it was not taken.
        """
