"""What is not kept for ever: traces, files of visitors, texts of mails, words of providers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from apps.channels.models import InboundEvent
from apps.conversations.models import OutgoingMail, Turn, Upload
from apps.conversations.thread.uploads import UPLOADS
from apps.platform.db.scope import system_scope

LOCK = 0x58494E_01
"""Of the database's advisory locks: one process prunes at a time."""
SETTLED = timedelta(days=1)
"""Age from which a file without a row is no file whose row is just being written."""


def prune() -> dict[str, int] | None:
    """Forget what has been kept long enough, in all workspaces, and say how much of each.

    None when another process is at it. Files follow their rows: what no row names is removed,
    whoever deleted the row.
    """
    with system_scope("retention"):
        if not _is_alone():
            return None
        forgotten = {
            "traces": _prune_traces(),
            "mails": _prune_mails(),
            "uploads": _prune_uploads(),
            "events": _prune_events(),
        }
    return {**forgotten, "files": remove_orphans()}


def remove_orphans() -> int:
    """Remove the files of visitors that no row names any more."""
    removed = 0
    for folder in _listed(UPLOADS)[0]:
        places = set(_settled(f"{UPLOADS}/{folder}"))
        with system_scope("files without a row"):
            rows = Upload.objects.filter(place__in=places)
            orphans = places.difference(rows.values_list("place", flat=True))
        for place in orphans:
            default_storage.delete(place)
        removed += len(orphans)
    return removed


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])


def _prune_traces() -> int:
    old = Turn.objects.filter(_older("at", settings.XIN_TRACE_DAYS), trace__isnull=False)
    return old.update(trace=None)


def _prune_mails() -> int:
    """Empty mails that were sent, or given up, so long ago; to whom one went stays known."""
    days = settings.XIN_MAIL_TEXT_DAYS
    given_up = Q(state=OutgoingMail.State.FAILED) & _older("created_at", days)
    over = OutgoingMail.objects.filter(_older("sent_at", days) | given_up)
    return over.exclude(text="").update(text="")


def _prune_uploads() -> int:
    return Upload.objects.filter(_older("created_at", settings.XIN_UPLOAD_DAYS)).delete()[0]


def _prune_events() -> int:
    """Delete what providers told, once it is a message or nobody has made it one."""
    over = InboundEvent.objects.exclude(state=InboundEvent.State.NEW)
    return (
        over.filter(_older("at", settings.XIN_EVENT_DAYS))
        .delete()[1]
        .get(InboundEvent._meta.label, 0)
    )


def _older(field: str, days: int) -> Q:
    """Give the condition that a row is older; 0 days keep it for ever."""
    if days == 0:
        return Q(pk__in=[])
    return Q(**{f"{field}__lt": timezone.now() - timedelta(days=days)})


def _settled(folder: str) -> Iterator[str]:
    before: datetime = timezone.now() - SETTLED
    for name in _listed(folder)[1]:
        place = f"{folder}/{name}"
        if default_storage.get_modified_time(place) < before:
            yield place


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:  # nobody has sent a file yet
        return [], []
