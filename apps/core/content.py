"""What a message can hold: one closed union for socket, API, transcript and adapters.

Every content can say itself in plain words, for a channel that cannot draw it, for lists and for
people who hear instead of see: `in_words`.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

MAX_VISITOR_TEXT = 4_000
"""Characters of one visitor's message."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Choice(_Part):
    """One button: ``id`` comes back when it is picked, ``title`` is what the visitor reads.

    ``image`` is the address of a picture that says more than the title.
    """

    id: str
    title: str
    image: str | None = None


class _Content(_Part):
    """Base of what is said.

    ``after_ms`` are milliseconds in which the one who speaks is seen typing before it; a thread
    that is read later, and a channel without that sign, shows it at once.
    """

    after_ms: int | None = None


class TextContent(_Content):
    """Words, and the buttons offered below them.

    ``many`` lets the visitor pick several: the answer is their titles between commas. On a
    visitor's message ``choice`` is the id of the button that was picked, while ``text`` holds
    the title they saw; ``values`` is what they filled into a form, and the text says it in words.
    """

    type: Literal["text"] = "text"
    text: str
    choices: tuple[Choice, ...] = ()
    many: bool = False
    choice: str | None = None
    values: dict[str, JsonValue] | None = None


class SentFile(_Part):
    """What is known of a file that a visitor sent."""

    id: str
    name: str
    media_type: str
    bytes: int


class MediaContent(_Content):
    """A picture, a film, a sound or a file, by its address.

    ``text`` stands below it; ``name`` is the file's, and says what a picture shows to people who
    cannot see it. On a visitor's message ``file`` is what they sent; its address is made for each
    reader.
    """

    type: Literal["media"] = "media"
    kind: Literal["image", "video", "audio", "file"]
    url: str
    name: str = ""
    text: str = ""
    file: SentFile | None = None


class Card(_Part):
    """One card: a picture, words, buttons that answer and links that lead away."""

    title: str
    text: str = ""
    image: str | None = None
    choices: tuple[Choice, ...] = ()
    link: str | None = None
    link_title: str = ""


class CardsContent(_Content):
    """Cards side by side; one alone is simply a card."""

    type: Literal["cards"] = "cards"
    cards: tuple[Card, ...]


class FormField(_Part):
    """One field of a form. ``options`` are what a field of the kind ``select`` offers."""

    id: str
    label: str
    kind: Literal["text", "long_text", "email", "phone", "number", "date", "select", "checkbox"]
    required: bool = True
    options: tuple[str, ...] = ()


class FormContent(_Content):
    """Several fields to fill in at once; ``send`` is what its button says."""

    type: Literal["form"] = "form"
    text: str
    fields: tuple[FormField, ...]
    send: str = ""


class RatingContent(_Content):
    """A scale; a pick answers with the id of its step. ``low`` and ``high`` name its ends."""

    type: Literal["rating"] = "rating"
    text: str
    style: Literal["stars", "faces", "numbers"]
    choices: tuple[Choice, ...]
    low: str = ""
    high: str = ""


class DateContent(_Content):
    """A day, a time or both to pick, within bounds as ``2026-11-22`` or ``09:30``."""

    type: Literal["date"] = "date"
    text: str
    wants: Literal["date", "time", "datetime"] = "date"
    earliest: str | None = None
    latest: str | None = None


class FileRequestContent(_Content):
    """A file to send; ``accept`` lists media types such as ``image/*``."""

    type: Literal["file_request"] = "file_request"
    text: str
    accept: tuple[str, ...] = ()
    max_bytes: int


class LocationRequestContent(_Content):
    """A place to share."""

    type: Literal["location_request"] = "location_request"
    text: str


class ConsentContent(_Content):
    """Words to agree to, a link to all of them, and the two answers."""

    type: Literal["consent"] = "consent"
    text: str
    link: str | None = None
    link_title: str = ""
    choices: tuple[Choice, ...]


class Source(_Part):
    """Where an answer comes from."""

    title: str
    url: str | None = None
    quote: str = ""


class SourcesContent(_Content):
    """What an answer rests on."""

    type: Literal["sources"] = "sources"
    sources: tuple[Source, ...]


class DividerContent(_Part):
    """A line across the thread: a new run begins below it."""

    type: Literal["divider"] = "divider"
    reason: Literal["start_over", "new_run"]


Content = Annotated[
    TextContent
    | MediaContent
    | CardsContent
    | FormContent
    | RatingContent
    | DateContent
    | FileRequestContent
    | LocationRequestContent
    | ConsentContent
    | SourcesContent
    | DividerContent,
    Field(discriminator="type"),
]


def content_as_dict(content: Content) -> dict[str, Any]:
    """Give the JSON shape of a content, as it is stored and sent."""
    return content.model_dump(mode="json", exclude_none=True)


def in_words(content: Content) -> str:
    """Say a content in plain words; buttons are numbered, a divider says nothing."""
    match content:
        case TextContent():
            return _lines(content.text, *_numbered(content.choices))
        case RatingContent():
            return _lines(content.text, _scale(content))
        case ConsentContent():
            return _lines(content.text, content.link or "", *_numbered(content.choices))
        case MediaContent():
            return _lines(content.text, content.name, content.url)
        case CardsContent():
            return "\n\n".join(map(_card_in_words, content.cards))
        case FormContent():
            return _lines(content.text, *(f"{field.label}:" for field in content.fields))
        case SourcesContent():
            return _lines(*(_lines(source.title, source.url or "") for source in content.sources))
        case DividerContent():
            return ""
        case _:
            return content.text


def _card_in_words(card: Card) -> str:
    return _lines(card.title, card.text, *_numbered(card.choices), card.link or "")


def _scale(content: RatingContent) -> str:
    """Name the ends of a scale: its steps are numbers already, and are answered as such."""
    ends = [content.choices[end].id for end in (0, -1) if content.choices]
    named = zip(ends, (content.low, content.high), strict=False)
    return " … ".join(f"{step} ({name})" if name else step for step, name in named)


def _numbered(choices: Iterable[Choice]) -> list[str]:
    return [f"{number}. {choice.title}" for number, choice in enumerate(choices, 1)]


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def storable(text: str) -> str:
    """Give the words without white space around them and without NUL, which Postgres refuses."""
    return text.replace("\x00", "").strip()
