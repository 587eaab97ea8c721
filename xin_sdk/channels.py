"""Channels of a provider: an entry point of ``xin.channel_adapters`` loads to a `ChannelAdapter`.

One of ``xin.channel_limits`` loads to a `ChannelLimits`, which says what they can show.
"""

from apps.channels.adapter import (
    Account,
    ChannelAdapter,
    OutgoingMessage,
    ProviderEvent,
    ProviderRequest,
    SendFailed,
    Unreadable,
)
from apps.channels.adapters.webhook.adapter import WebhookAdapter
from apps.core.channel_limits import ChannelLimits
from apps.core.errors import Unauthenticated
from apps.core.events import AskedToStartOver, ChatEvent, Profile, Receipt, Spoke, Typed
from apps.platform.http.client import (
    Limits,
    OutgoingAnswer,
    OutgoingRequest,
    RequestFailed,
    send_request,
)

__all__ = [
    "Account",
    "AskedToStartOver",
    "ChannelAdapter",
    "ChannelLimits",
    "ChatEvent",
    "Limits",
    "OutgoingAnswer",
    "OutgoingMessage",
    "OutgoingRequest",
    "Profile",
    "ProviderEvent",
    "ProviderRequest",
    "Receipt",
    "RequestFailed",
    "SendFailed",
    "Spoke",
    "Typed",
    "Unauthenticated",
    "Unreadable",
    "WebhookAdapter",
    "send_request",
]
