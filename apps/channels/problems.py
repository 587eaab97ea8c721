"""Why an event was set aside, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_PROBLEMS = {
    "invalid_json": gettext_lazy("It is no JSON."),
    "unstorable_text": gettext_lazy("It holds a character or number that no database keeps."),
    "no_event": gettext_lazy("It is empty."),
    "too_many_events": gettext_lazy("It holds more than 1,000 events. Send fewer at once."),
    "unknown_message": gettext_lazy("Its message_id is none of this channel's messages."),
    "empty_message": gettext_lazy("Its message is empty."),
    "message_too_long": gettext_lazy("Its message is too long."),
    "crashed": gettext_lazy("It failed three times here. The log says where."),
}


def problem_in_words(code: str) -> str:
    """Say what is wrong; what is not known by its code is a field and what it should be."""
    if not code:
        return ""
    return str(_PROBLEMS.get(code) or _("It is not in the form that is needed: %s.") % code)
