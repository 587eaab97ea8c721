"""Whether a channel can show a content, and what visitors see there when it cannot."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from apps.core.channel_limits import ChannelLimits
from apps.core.content import (
    Card,
    CardsContent,
    Choice,
    ConsentContent,
    Content,
    DateContent,
    FileRequestContent,
    FormContent,
    FormField,
    LocationRequestContent,
    MediaContent,
    RatingContent,
    TextContent,
)
from apps.flows.engine.misfits import Misfit, misfit
from apps.flows.engine.texts import all_languages
from apps.flows.graph.schema import Text

SECONDS_OF_AN_HOUR = 3_600
NAMED = 3
"""Titles that a sentence names at most."""


def misfits(channel: ChannelLimits, content: Content) -> Iterator[Misfit]:
    """Tell what of a content a channel cannot show."""
    match content:
        case TextContent(many=True) if not channel.several_picks:
            yield misfit(channel, "several_typed")
            yield from _too_long(channel, content.text)
        case TextContent() | RatingContent() | ConsentContent():
            yield from _asked(channel, content.text, content.choices)
        case MediaContent():
            yield from _media(channel, content)
            yield from _too_long(channel, content.text)
        case CardsContent():
            yield from _cards(channel, content.cards)
        case FormContent():
            yield from _form(channel, content)
        case DateContent() | LocationRequestContent() | FileRequestContent():
            yield from _answered_otherwise(channel, content)
            yield from _too_long(channel, content.text)


def misfits_of_text(channel: ChannelLimits, text: Text) -> Iterator[Misfit]:
    """Tell the same of a message of words alone, in each of its languages."""
    for words in all_languages(text):
        yield from misfits(channel, TextContent(text=words))


def misfits_of_wait(channel: ChannelLimits, seconds: float) -> Iterator[Misfit]:
    """Tell whether a bot may still write once it has waited for a visitor."""
    if channel.reply_hours is not None and seconds > channel.reply_hours * SECONDS_OF_AN_HOUR:
        yield misfit(channel, "late_message", most=channel.reply_hours)


def _asked(channel: ChannelLimits, text: str, choices: Sequence[Choice]) -> Iterator[Misfit]:
    """Look at words and the choices below them."""
    above, has = channel.text_above_buttons, len(text)
    drawn = bool(choices) and len(choices) <= _most_choices(channel)
    if drawn and above is not None and above < has <= (channel.text or has):
        yield misfit(channel, "text_apart", most=above, has=has)
    yield from _too_long(channel, text)
    yield from _choices(channel, choices)


def _too_long(channel: ChannelLimits, text: str) -> Iterator[Misfit]:
    has = len(text.encode()) if channel.counts_bytes else len(text)
    if channel.text is not None and has > channel.text:
        what = "bytes_split" if channel.counts_bytes else "text_split"
        yield misfit(channel, what, most=channel.text, has=has)


def _most_choices(channel: ChannelLimits) -> float:
    """Give how many choices are drawn at all, as buttons or as a list."""
    return float("inf") if channel.buttons is None else max(channel.buttons, channel.rows)


def _choices(channel: ChannelLimits, choices: Sequence[Choice]) -> Iterator[Misfit]:
    """Look at buttons, at the list in their place, or at the numbered lines in place of both."""
    most, has = _most_choices(channel), len(choices)
    if not channel.pictures_on_buttons and any(choice.image for choice in choices):
        yield misfit(channel, "no_pictures")
    if has > most:
        yield misfit(channel, "as_numbers", most=int(most), has=has)
        return
    listed = channel.buttons is not None and has > channel.buttons
    if listed:
        yield misfit(channel, "as_list", most=channel.buttons or 0, has=has)
    titles = [choice.title for choice in choices]
    yield from _titles(channel, titles, channel.row_title if listed else channel.button_title)
    yield from _ids(channel, choices)


def _titles(channel: ChannelLimits, titles: Sequence[str], most: int | None) -> Iterator[Misfit]:
    shown = [_cut(title, most) for title in titles]
    cut = [short for short, title in zip(shown, titles, strict=True) if short != title]
    same = [short for short in dict.fromkeys(shown) if short.strip() and shown.count(short) > 1]
    if cut:
        yield misfit(channel, "titles_cut", most=most or 0, titles=_named(cut))
    if same and channel.distinct_titles:
        yield misfit(channel, "same_titles", titles=_named(same))


def _cut(words: str, most: int | None) -> str:
    """Give words as they are shown; an ellipsis stands for what is left out."""
    return words if most is None or len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _named(titles: Sequence[str]) -> str:
    named = ", ".join(f"“{title}”" for title in titles[:NAMED])
    return f"{named}, …" if len(titles) > NAMED else named


def _ids(channel: ChannelLimits, choices: Sequence[Choice]) -> Iterator[Misfit]:
    most = channel.choice_id_bytes
    for choice in choices:
        has = len(choice.id.encode())
        if most is not None and has > most:
            yield misfit(channel, "id_too_long", most=most, has=has, title=choice.title)


def _media(channel: ChannelLimits, content: MediaContent) -> Iterator[Misfit]:
    endings = channel.file_endings if content.kind == "file" else ()
    path = urlsplit(content.url).path.lower()
    most, has = channel.caption, len(content.text)
    known = channel.media is None or content.kind in channel.media
    if not known or (endings and not path.endswith(endings)):
        yield misfit(channel, "as_link")
    elif most is not None and most < has <= (channel.text or has):
        yield misfit(channel, "caption_apart" if most else "no_caption", most=most, has=has)


def _cards(channel: ChannelLimits, cards: Sequence[Card]) -> Iterator[Misfit]:
    fullest = max((len(card.choices) + bool(card.link) for card in cards), default=0)
    words = [text for card in cards for text in (card.title, card.text)]
    cut = [short for text in words if (short := _cut(text, channel.card_words)) != text]
    if not channel.cards and len(cards) > 1:
        yield misfit(channel, "cards_apart", has=len(cards))
    if channel.card_buttons is not None and fullest > channel.card_buttons:
        yield misfit(channel, "card_buttons", most=channel.card_buttons, has=fullest)
    if cut:
        yield misfit(channel, "card_cut", most=channel.card_words or 0, titles=_named(cut))
    for card in cards:
        yield from _choices(channel, card.choices)


def _form(channel: ChannelLimits, form: FormContent) -> Iterator[Misfit]:
    yield from _too_long(channel, form.text)
    if channel.forms:
        return
    yield misfit(channel, "form_in_turn")
    for question in form.fields:
        yield from _asked(channel, question.label, _options(question))


def _options(question: FormField) -> list[Choice]:
    """Give what can be picked where a field of a form is asked alone."""
    numbered = enumerate(question.options, 1)
    return [Choice(id=f"option_{number}", title=title) for number, title in numbered]


def _answered_otherwise(channel: ChannelLimits, content: Content) -> Iterator[Misfit]:
    """Look at what is answered by more than words and buttons."""
    if isinstance(content, DateContent) and not channel.dates:
        yield misfit(channel, "date_typed")
    if isinstance(content, LocationRequestContent) and not channel.places:
        yield misfit(channel, "place_typed")
