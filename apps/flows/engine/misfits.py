"""What a channel cannot do with a block, and the sentences that tell it.

A warning tells what visitors see instead. An error is what the channel refuses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from apps.core.channel_limits import ChannelLimits
from apps.flows.engine.sentences import Sentence

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Misfit:
    """One thing that a channel cannot do.

    ``sentence`` is English, says what to do, and has places for ``facts`` such as ``%(channel)s``;
    it is translated where the reader's language is known.
    """

    code: str
    sentence: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    severity: Severity = "warning"

    @property
    def words(self) -> Sentence:
        """The sentence with its facts."""
        return Sentence(self.sentence, self.facts)


SENTENCES: Mapping[str, str] = {
    "text_split": (
        "%(channel)s shows %(most)s characters in one message and this has %(has)s, so it comes "
        "as several. Shorten it to keep it in one."
    ),
    "bytes_split": (
        "%(channel)s shows %(most)s bytes in one message and this has %(has)s, so it comes as "
        "several. Shorten it to keep it in one."
    ),
    "text_apart": (
        "%(channel)s shows %(most)s characters above buttons and this has %(has)s, so the buttons "
        "come in a message of their own. Shorten it to keep them together."
    ),
    "no_caption": (
        "%(channel)s shows no words below pictures, videos and files, so the caption comes as a "
        "message of its own. Check that it makes sense alone."
    ),
    "caption_apart": (
        "%(channel)s shows %(most)s characters of a caption and this has %(has)s, so it comes as "
        "a message of its own. Shorten it to keep it below."
    ),
    "as_link": (
        "%(channel)s cannot show this in the chat, so visitors get a link to it. Check that it "
        "opens for everybody."
    ),
    "as_list": (
        "%(channel)s shows %(most)s buttons at most, so these %(has)s become a list behind one "
        "button. Offer fewer to keep them buttons."
    ),
    "as_numbers": (
        "%(channel)s offers %(most)s choices at most, so these %(has)s become numbered lines and "
        "visitors answer with a number. Offer fewer to keep them buttons."
    ),
    "titles_cut": (
        "%(channel)s shows %(most)s characters of a button and cuts the rest: %(titles)s. Use "
        "shorter words."
    ),
    "same_titles": (
        "%(channel)s refuses buttons that read the same, and these do there: %(titles)s. Give each "
        "words of its own, early in its title."
    ),
    "id_too_long": (
        "%(channel)s refuses a button whose id has more than %(most)s bytes, and that of "
        "“%(title)s” has %(has)s. Shorten the id."
    ),
    "no_pictures": (
        "%(channel)s shows no pictures on buttons, so visitors read the titles alone. Check that "
        "they say enough."
    ),
    "several_typed": (
        "%(channel)s takes one button as an answer, so who wants several writes their numbers "
        "between commas. Say so in the question."
    ),
    "cards_apart": (
        "%(channel)s shows no cards side by side, so these %(has)s come one below the other. Use "
        "few cards with few words."
    ),
    "card_cut": (
        "%(channel)s shows %(most)s characters of a card's title, and as many of its text, and "
        "cuts the rest: %(titles)s. Use shorter words."
    ),
    "card_buttons": (
        "%(channel)s shows %(most)s buttons on a card, its link counted. One here has %(has)s, so "
        "the cards come one below the other. Leave one out."
    ),
    "form_in_turn": (
        "%(channel)s shows no forms, so its questions are asked one after the other. Check that "
        "each makes sense alone."
    ),
    "date_typed": (
        "%(channel)s shows no calendar, so visitors write the day or the time. Give an example in "
        "the question."
    ),
    "place_typed": (
        "%(channel)s has no way to share a place, so visitors have to write latitude and "
        "longitude. Ask for a town or a postcode instead."
    ),
    "late_message": (
        "%(channel)s takes messages of a bot only within %(most)s hours of the visitor's last one, "
        "so what follows this wait may not arrive. Wait less, or send an e-mail."
    ),
}

REFUSED = frozenset({"same_titles", "id_too_long"})


def misfit(channel: ChannelLimits, what: str, **facts: str | int) -> Misfit:
    """Make the misfit of one of `SENTENCES`."""
    facts["channel"] = channel.name
    severity: Severity = "error" if what in REFUSED else "warning"
    return Misfit(f"channel_{what}", SENTENCES[what], facts, severity)
