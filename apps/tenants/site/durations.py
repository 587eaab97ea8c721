"""Durations as people say them."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def duration_in_words(duration: timedelta) -> str:
    """Say how long something took, in its largest unit that fits."""
    seconds = duration.total_seconds()
    if seconds < 1:
        return _("under 1 s")
    if seconds < 60:
        return _("%(number)d s") % {"number": round(seconds)}
    if seconds < 3600:
        return _("%(number)d min") % {"number": round(seconds / 60)}
    hours = round(seconds / 3600)
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
