"""The shapes of channels in the API."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.conf import settings
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from apps.channels.accounts import signing_secret_endings
from apps.channels.models import DEFAULT_ACCENT, WEBHOOK, Channel, SeenSite
from apps.channels.services import LONGEST_QUIET_MS
from apps.channels.webhooks.address import posting_address
from apps.channels.website.origins import origin_is_allowed
from apps.flows.models import Flow
from apps.flows.tryout.schemas import TriedInput, TryState

MOST_SITES = 100

Position = Literal["right", "left"]


def _spoken(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise ValueError("the widget does not speak this language")
    return language


Words = StringConstraints(strip_whitespace=True)
Name = Annotated[str, Words, Field(min_length=1, max_length=120)]
BotName = Annotated[str, Words, Field(max_length=60)]
Greeting = Annotated[str, Words, Field(max_length=120)]
Accent = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Language = Annotated[str, AfterValidator(_spoken)]
Site = Annotated[str, Field(max_length=255)]


class NewChannelIn(Schema):
    """A signed webhook to open. Without a flow the bot stays silent."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["webhook"]
    name: Name
    url: str
    flow_id: UUID | None = None


class ChannelChangeIn(Schema):
    """What to change; what is left out stays. An empty word goes back to its default.

    The look and ``allowed_origins`` are of websites, ``url`` is of signed webhooks.
    """

    model_config = ConfigDict(extra="forbid")

    name: Name | None = None
    bot_name: BotName | None = None
    accent: Accent | None = None
    greeting: Greeting | None = None
    position: Position | None = None
    language: Language | None = None
    allowed_origins: list[Site] | None = Field(default=None, max_length=MOST_SITES)
    flow_id: UUID | None = None
    active: bool | None = None
    quiet_ms: Annotated[int, Field(ge=0, le=LONGEST_QUIET_MS)] | None = None
    url: str | None = None


class FlowNameOut(Schema):
    """The flow that new conversations of a channel follow."""

    id: UUID
    name: str


class WebhookOut(Schema):
    """Both addresses of a signed webhook, and the last letters of its secrets, the newest first.

    We post to ``url``, its system posts to ``address``.
    """

    url: str
    address: str
    secret_endings: list[str]


class ChannelOut(Schema):
    """A channel; an empty ``language`` is the workspace's, an empty ``bot_name`` its name.

    An empty list of ``allowed_origins`` allows every site. Without a flow the chat stays silent.
    The look and the sites are of websites; ``webhook`` is of a signed webhook, and else null.
    """

    id: UUID
    key: str = Field(alias="public_id")
    kind: str
    name: str
    active: bool
    bot_name: str
    accent: str
    greeting: str
    position: Position
    language: str
    allowed_origins: list[str]
    flow: FlowNameOut | None
    quiet_ms: int
    webhook: WebhookOut | None

    @staticmethod
    def resolve_webhook(channel: Channel) -> dict[str, object] | None:
        if channel.kind != WEBHOOK:
            return None
        return {
            "url": channel.config["url"],
            "address": posting_address(channel),
            "secret_endings": signing_secret_endings(channel),
        }

    @staticmethod
    def resolve_bot_name(channel: Channel) -> str:
        return str(channel.config.get("bot_name", ""))

    @staticmethod
    def resolve_accent(channel: Channel) -> str:
        return str(channel.config.get("accent", DEFAULT_ACCENT))

    @staticmethod
    def resolve_greeting(channel: Channel) -> str:
        return str(channel.config.get("greeting", ""))

    @staticmethod
    def resolve_position(channel: Channel) -> str:
        return str(channel.config.get("position", "right"))

    @staticmethod
    def resolve_language(channel: Channel) -> str:
        return str(channel.config.get("language", ""))

    @staticmethod
    def resolve_flow(channel: Channel) -> Flow | None:
        return channel.default_flow


class SecretOut(Schema):
    """A new signing secret. It is given this once and never again."""

    id: UUID
    secret: str


class SampleOut(Schema):
    """What came of a test message: an empty ``reason`` says that it was accepted."""

    reason: str
    message: str


class RehearsalIn(Schema):
    """One turn with the published flow. Without ``input`` and ``cause`` the chat is opened."""

    model_config = ConfigDict(extra="forbid")

    state: TryState | None = None
    input: TriedInput | None = None
    cause: Literal["opened", "start_over", "returned"] | None = None


class SeenSiteOut(Schema):
    """A site that asked for the widget, and whether the channel allows it."""

    origin: str
    seen_at: datetime
    allowed: bool

    @staticmethod
    def resolve_allowed(site: SeenSite) -> bool:
        return origin_is_allowed(site.origin, site.channel.allowed_origins)
