"""Debounce: on channels where people write in pieces, the bot waits for the rest.

`apps.conversations.thread.accept` opens it with typed words, by the channel's ``quiet_ms``; a
picked button closes it. No turn begins before it is over.
"""

from uuid import UUID

from apps.conversations.realtime.work_queue import notify_on_commit
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import prepared_cursor

TYPING_SECONDS = 2
"""How long a sign of typing lets the bot wait."""
MAX_DEBOUNCE_SECONDS = 5
"""The bot answers after this, though the visitor writes on and on."""

_HOLD = """
UPDATE conversations_conversation
SET quiet_until = greatest(quiet_until, least(
    now() + make_interval(secs => %(typing)s),
    work_since + make_interval(secs => %(longest_quiet)s)
))
WHERE id = %(conversation)s AND tenant_id = %(tenant)s AND quiet_until > now()
RETURNING extract(epoch FROM quiet_until - now())::float8
"""


def extend_debounce(tenant_id: UUID, conversation_id: UUID) -> None:
    """Let the bot wait a moment longer for somebody who is writing again.

    Only while a message waits already that it waits with.
    """
    names = {
        "tenant": tenant_id,
        "conversation": conversation_id,
        "typing": TYPING_SECONDS,
        "longest_quiet": MAX_DEBOUNCE_SECONDS,
    }
    with tenant_scope(tenant_id), prepared_cursor() as cursor:
        cursor.execute(_HOLD, names)
        for (seconds,) in cursor.fetchall():
            notify_on_commit(tenant_id, conversation_id, after=seconds)
