"""The states of the delivery log on screen, each with its icon and colour."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from apps.conversations.outbound.log.schemas import DeliveryLogEntry, Tone
from apps.tenants.site.navigation import Words


@dataclass(frozen=True)
class StateLabel:
    """How a state looks."""

    words: Words
    icon: str
    tone: Tone


STATE_LABELS: dict[str, StateLabel] = {
    "received": StateLabel(gettext_lazy("Received"), "schedule", "waiting"),
    "set_aside": StateLabel(gettext_lazy("Set aside"), "error", "failed"),
    "taken_in": StateLabel(gettext_lazy("Taken in"), "check_circle", "done"),
    "kept": StateLabel(gettext_lazy("Waits for the bot"), "schedule", "waiting"),
    "answered": StateLabel(gettext_lazy("Answered"), "check_circle", "done"),
    "left": StateLabel(gettext_lazy("Left to a person"), "person", "done"),
    "in_thread": StateLabel(gettext_lazy("In the chat"), "check_circle", "done"),
    "waiting": StateLabel(gettext_lazy("Waits to be sent"), "schedule", "waiting"),
    "sending": StateLabel(gettext_lazy("Is being sent"), "schedule", "waiting"),
    "sent": StateLabel(gettext_lazy("Sent"), "check_circle", "done"),
    "delivered": StateLabel(gettext_lazy("Delivered"), "check_circle", "done"),
    "read": StateLabel(gettext_lazy("Read"), "visibility", "done"),
    "failed": StateLabel(gettext_lazy("Not sent"), "error", "failed"),
    "unknown": StateLabel(gettext_lazy("Perhaps sent"), "help", "needs"),
    "suppressed": StateLabel(gettext_lazy("Held back"), "block", "needs"),
}
BADGES: dict[Tone, str] = {
    "done": "badge-done",
    "waiting": "",
    "needs": "badge-needs",
    "failed": "badge-failed",
}


def label_of(entry: DeliveryLogEntry) -> StateLabel:
    """Give how an entry stands; what waits too long is amber."""
    label = STATE_LABELS[entry.state]
    return StateLabel(label.words, label.icon, "needs") if entry.overdue else label
