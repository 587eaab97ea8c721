"""What each kind of channel can show, as its provider documents it.

A package that brings a channel adds its own by an entry point of the group ``xin.channel_limits``
that loads to one `ChannelLimits`. A kind without any is taken to show everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from apps.core.registry import Registry

GROUP = "xin.channel_limits"

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class ChannelLimits:
    """What one kind of channel can show. Where nothing is said it can all; None is no limit.

    Attributes:
        kind: The kind of the channel; ``name`` is what people call it.
        text: The longest message, in characters, or in bytes of UTF-8 for ``counts_bytes``.
        text_above_buttons: The longest text that buttons stand below.
        caption: The most characters below what is shown; 0: words are a message of their own.
        media: The kinds that it shows, each with the largest size in bytes; others become links.
        file_endings: What the names of shown files end in; empty: anything.
        buttons: The most buttons below a text; ``button_title`` the characters of each.
        rows: The most choices of a list that takes the place of too many buttons; 0: there is
            none. ``row_title`` are the characters of each.
        distinct_titles: It refuses buttons that read the same.
        choice_id_bytes: The longest id of a button.
        pictures_on_buttons: It shows a picture on each button.
        several_picks: Several buttons can be picked before an answer is sent.
        cards: Cards stand side by side; ``card_words`` are the characters of a card's title and
            of its text, ``card_buttons`` the most buttons on one, its link counted.
        forms: Several fields are filled in at once.
        dates: There is a calendar and a clock to pick from.
        places: Visitors can share where they are.
        reply_hours: How long after a visitor's last message a bot may write.
    """

    kind: str
    name: str
    text: int | None = None
    counts_bytes: bool = False
    text_above_buttons: int | None = None
    caption: int | None = None
    media: Mapping[str, int] | None = None
    file_endings: tuple[str, ...] = ()
    buttons: int | None = None
    button_title: int | None = None
    rows: int = 0
    row_title: int | None = None
    distinct_titles: bool = False
    choice_id_bytes: int | None = None
    pictures_on_buttons: bool = True
    several_picks: bool = True
    cards: bool = True
    card_words: int | None = None
    card_buttons: int | None = None
    forms: bool = True
    dates: bool = True
    places: bool = True
    reply_hours: int | None = None

    @property
    def shows_everything(self) -> bool:
        """Say whether nothing needs to be looked at."""
        return self == ChannelLimits(self.kind, self.name)


WEB = ChannelLimits("web", "Website")

WEBHOOK = ChannelLimits("webhook", "Webhook")
"""The system on the other side gets every content whole and draws it as it likes."""

TELEGRAM = ChannelLimits(
    kind="telegram",
    name="Telegram",
    text=4096,
    caption=1024,
    media={
        "image": 10 * MEGABYTE,
        "video": 50 * MEGABYTE,
        "audio": 50 * MEGABYTE,
        "file": 50 * MEGABYTE,
    },
    choice_id_bytes=64,
    pictures_on_buttons=False,
    several_picks=False,
    cards=False,
    forms=False,
    dates=False,
)
"""core.telegram.org/bots/api: sendMessage (text), sendPhoto (caption), InlineKeyboardButton
(callback_data), Sending files (sizes), KeyboardButton (request_location)."""

WHATSAPP = ChannelLimits(
    kind="whatsapp",
    name="WhatsApp",
    text=4096,
    text_above_buttons=1024,
    caption=1024,
    media={
        "image": 5 * MEGABYTE,
        "video": 16 * MEGABYTE,
        "audio": 16 * MEGABYTE,
        "file": 100 * MEGABYTE,
    },
    buttons=3,
    button_title=20,
    rows=10,
    row_title=24,
    distinct_titles=True,
    choice_id_bytes=200,
    pictures_on_buttons=False,
    several_picks=False,
    cards=False,
    forms=False,
    dates=False,
    reply_hours=24,
)
"""developers.facebook.com/docs/whatsapp/cloud-api: messages/text-messages (text),
messages/interactive-reply-buttons-messages (buttons, 256 bytes of id), messages/interactive-list-
messages (rows, 200 bytes of id; the smaller of the two counts, and of the text), reference/media
(sizes), messages/location-request-messages, get-started (the customer service window)."""

INSTAGRAM = ChannelLimits(
    kind="instagram",
    name="Instagram",
    text=1000,
    counts_bytes=True,
    caption=0,
    media={
        "image": 8 * MEGABYTE,
        "video": 25 * MEGABYTE,
        "audio": 25 * MEGABYTE,
        "file": 25 * MEGABYTE,
    },
    file_endings=(".pdf",),
    buttons=13,
    button_title=20,
    choice_id_bytes=1000,
    pictures_on_buttons=False,
    several_picks=False,
    card_words=80,
    card_buttons=3,
    forms=False,
    dates=False,
    places=False,
    reply_hours=24,
)
"""developers.facebook.com/docs/messenger-platform/instagram/features: send-message (text, the 24
hours), quick-replies (13 of 20 characters), generic-template (10 cards of 80 characters and 3
buttons), attachment-upload (sizes, PDF alone as files)."""

BUILT_IN = {
    "web": "apps.core.channel_limits:WEB",
    "webhook": "apps.core.channel_limits:WEBHOOK",
    "telegram": "apps.core.channel_limits:TELEGRAM",
    "whatsapp": "apps.core.channel_limits:WHATSAPP",
    "instagram": "apps.core.channel_limits:INSTAGRAM",
}


@cache
def channel_limits() -> Registry[ChannelLimits]:
    """Give the limits of the kinds of channels that are known here, loaded once.

    Raises:
        DuplicateKind: two of them claim one kind.
    """
    registry: Registry[ChannelLimits] = Registry(GROUP)
    return registry.load(BUILT_IN)


def draws_forms(kind: str) -> bool:
    """Say whether a form is shown whole; on a kind that nobody knows it is asked in words."""
    limits = channel_limits().get(kind)
    return limits is not None and limits.forms
