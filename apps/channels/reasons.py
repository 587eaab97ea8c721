"""Why something did not arrive: from codes to words, and what to do about it."""

import re
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.tenants.site.navigation import Words

Kind = Literal["changed_hands", "no_answer", "refused", "busy", "defect", "provider", "unreadable"]
"""What sort of reason it is, for screens that say it in a word."""

_FIELD = re.compile(r"(?P<field>[\w.]*): (?P<problem>\w+)")
_HTTP = re.compile(r"http_(?P<status>\d{3})")

LOOK_AT_THEIR_SYSTEM = gettext_lazy("Look whether the other system runs, then send it again.")
NOTHING_TO_DO = gettext_lazy("Nothing needs to be done.")
TELL_THE_ADMINISTRATOR = gettext_lazy(
    "Tell whoever runs this installation; its log names the defect."
)
CORRECT_AND_REPLAY = gettext_lazy(
    "Correct what the other system posts. What was set aside stays here and can be replayed."
)
MAY_HAVE_ARRIVED = gettext_lazy(
    "Look at the other side first: it may have arrived. If it did not, send it again."
)


@dataclass(frozen=True)
class Reason:
    """A reason in words, with what to do."""

    kind: Kind
    words: Words
    advice: Words


_REASONS: dict[str, Reason] = {
    "changed_hands": Reason(
        "changed_hands",
        gettext_lazy("Somebody else was to speak by then, so what the bot said was held back."),
        NOTHING_TO_DO,
    ),
    "timeout": Reason(
        "no_answer", gettext_lazy("The other side gave no answer in time."), MAY_HAVE_ARRIVED
    ),
    "broken": Reason(
        "no_answer", gettext_lazy("The line broke before the answer came."), MAY_HAVE_ARRIVED
    ),
    "too_large": Reason(
        "no_answer", gettext_lazy("The answer was too large to be read."), MAY_HAVE_ARRIVED
    ),
    "unreachable": Reason(
        "no_answer", gettext_lazy("The other side could not be reached."), LOOK_AT_THEIR_SYSTEM
    ),
    "refused": Reason(
        "refused",
        gettext_lazy("The address of the channel is not one that messages may go to."),
        gettext_lazy("Give the channel a public address, then send it again."),
    ),
    "bad_address": Reason(
        "refused",
        gettext_lazy("The address of the channel cannot be understood."),
        gettext_lazy("Correct the address in the channel, then send it again."),
    ),
    "redirects": Reason(
        "refused",
        gettext_lazy("The other side pointed to another address."),
        gettext_lazy("Give the channel the final address, then send it again."),
    ),
    "process_died": Reason(
        "defect",
        gettext_lazy("Our process ended while it was sending, so nobody knows whether it left."),
        MAY_HAVE_ARRIVED,
    ),
    "adapter_failed": Reason(
        "defect",
        gettext_lazy("The part that speaks with this provider has a defect."),
        TELL_THE_ADMINISTRATOR,
    ),
    "crashed": Reason(
        "defect",
        gettext_lazy("Something broke three times while this was taken in."),
        gettext_lazy("Replay it once. If it breaks again, tell whoever runs this installation."),
    ),
    "failed_at_provider": Reason(
        "provider",
        gettext_lazy("The provider took it and told later that it did not arrive."),
        LOOK_AT_THEIR_SYSTEM,
    ),
    "invalid_json": Reason(
        "unreadable", gettext_lazy("What was posted is no JSON."), CORRECT_AND_REPLAY
    ),
    "no_event": Reason(
        "unreadable", gettext_lazy("What was posted holds no event."), CORRECT_AND_REPLAY
    ),
    "too_many_events": Reason(
        "unreadable",
        gettext_lazy("One request held more events than it may."),
        gettext_lazy("Post fewer events at once."),
    ),
    "unstorable_text": Reason(
        "unreadable",
        gettext_lazy("The text holds characters that cannot be stored."),
        CORRECT_AND_REPLAY,
    ),
    "unknown_message": Reason(
        "unreadable",
        gettext_lazy("It tells of a message that this channel has not sent."),
        CORRECT_AND_REPLAY,
    ),
    "unknown_choice": Reason(
        "unreadable",
        gettext_lazy("It picks a button that was not offered, or is not any more."),
        NOTHING_TO_DO,
    ),
    "unknown_form": Reason(
        "unreadable",
        gettext_lazy("It fills in a form that nobody asks for any more."),
        NOTHING_TO_DO,
    ),
    "unknown_field": Reason(
        "unreadable",
        gettext_lazy("It fills in a field that the form does not have."),
        CORRECT_AND_REPLAY,
    ),
    "empty_message": Reason(
        "unreadable", gettext_lazy("The message holds no words."), NOTHING_TO_DO
    ),
    "message_too_long": Reason(
        "unreadable",
        gettext_lazy("The message is longer than 4,000 characters."),
        gettext_lazy("Post long messages in parts."),
    ),
    "not_found": Reason(
        "unreadable",
        gettext_lazy("It speaks of something that is not here."),
        CORRECT_AND_REPLAY,
    ),
}


def reason_of(code: str) -> Reason:
    """Give a code in words; one that is nobody's here is the provider's own, told as it is."""
    known = _REASONS.get(code)
    if known is not None:
        return known
    if answer := _HTTP.fullmatch(code):
        return _of_status(int(answer["status"]))
    if place := _FIELD.fullmatch(code):
        return _of_field(place["field"])
    told = _("The provider gives this reason: %(reason)s") % {"reason": code}
    return Reason("provider", told, LOOK_AT_THEIR_SYSTEM)


def _of_status(status: int) -> Reason:
    numbers = {"status": status}
    if status == 429:
        busy = _("The other side asked us to slow down (429) until we gave up.")
        return Reason("busy", busy, gettext_lazy("Wait a while, then send it again."))
    if status >= 500:
        broke = _("The other side had a problem of its own (%(status)d).") % numbers
        return Reason("no_answer", broke, LOOK_AT_THEIR_SYSTEM)
    refused = _("The other side refused it (%(status)d).") % numbers
    advice = gettext_lazy("Its log says why. Correct that, then send it again.")
    return Reason("refused", refused, advice)


def _of_field(field: str) -> Reason:
    where = _("The field %(field)s is not what is promised.") % {"field": field}
    whole = _("It is none of the events that are promised.")
    return Reason("unreadable", where if field else whole, CORRECT_AND_REPLAY)
