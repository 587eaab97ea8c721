"""The states of the ledger on screen, each with its icon and colour."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from apps.conversations.outbound.log.schemas import LedgerEntry, Tone
from apps.tenants.site.navigation import Words


@dataclass(frozen=True)
class Sign:
    """How a state looks."""

    words: Words
    icon: str
    tone: Tone


SIGNS: dict[str, Sign] = {
    "received": Sign(gettext_lazy("Received"), "schedule", "waiting"),
    "set_aside": Sign(gettext_lazy("Set aside"), "error", "failed"),
    "taken_in": Sign(gettext_lazy("Taken in"), "check_circle", "done"),
    "kept": Sign(gettext_lazy("Waits for the bot"), "schedule", "waiting"),
    "answered": Sign(gettext_lazy("Answered"), "check_circle", "done"),
    "left": Sign(gettext_lazy("Left to a person"), "person", "done"),
    "in_thread": Sign(gettext_lazy("In the chat"), "check_circle", "done"),
    "waiting": Sign(gettext_lazy("Waits to be sent"), "schedule", "waiting"),
    "sending": Sign(gettext_lazy("Is being sent"), "schedule", "waiting"),
    "sent": Sign(gettext_lazy("Sent"), "check_circle", "done"),
    "delivered": Sign(gettext_lazy("Delivered"), "check_circle", "done"),
    "read": Sign(gettext_lazy("Read"), "visibility", "done"),
    "failed": Sign(gettext_lazy("Not sent"), "error", "failed"),
    "unknown": Sign(gettext_lazy("Perhaps sent"), "help", "needs"),
    "suppressed": Sign(gettext_lazy("Held back"), "block", "needs"),
}
BADGES: dict[Tone, str] = {
    "done": "badge-done",
    "waiting": "",
    "needs": "badge-needs",
    "failed": "badge-failed",
}


def sign_of(entry: LedgerEntry) -> Sign:
    """Give how an entry stands; what waits too long is amber."""
    sign = SIGNS[entry.state]
    return Sign(sign.words, sign.icon, "needs") if entry.overdue else sign
