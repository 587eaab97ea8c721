"""The numbers of Home, counted from rows of the last seven days."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant

DAYS = 7


@dataclass(frozen=True)
class Numbers:
    """What happened lately. ``first_answer`` is a median; None when nothing was answered.

    ``handed_over`` counts conversations in which a person was asked for or spoke, ``bot_alone``
    those that the bot answered without one. What nobody has answered yet is in neither.
    """

    conversations: int
    bot_alone: int
    handed_over: int
    waiting: int
    first_answer: timedelta | None


# A conversation without a visitor's message is none. The first answer is what the bot or a
# person says after the visitor's first words; a greeting before them is not.
_COUNT = """
WITH lately AS (
    SELECT c.id, c.handled_by,
           c.handled_by <> 'bot'
               OR EXISTS (SELECT FROM conversations_turn AS t
                          WHERE t.conversation_id = c.id AND t.tenant_id = %(tenant)s
                              AND t.outcome = 'handed_over')
               OR EXISTS (SELECT FROM conversations_message AS m
                          WHERE m.conversation_id = c.id AND m.tenant_id = %(tenant)s
                              AND m.author = 'agent') AS had_a_person,
           asked.at AS asked_at,
           (SELECT min(m.at) FROM conversations_message AS m
            WHERE m.conversation_id = c.id AND m.tenant_id = %(tenant)s
                AND m.seq > asked.seq AND m.author IN ('bot', 'agent')) AS answered_at
    FROM conversations_conversation AS c
    JOIN LATERAL (
        SELECT m.seq, m.at FROM conversations_message AS m
        WHERE m.conversation_id = c.id AND m.tenant_id = %(tenant)s AND m.author = 'visitor'
        ORDER BY m.seq LIMIT 1
    ) AS asked ON true
    WHERE c.tenant_id = %(tenant)s AND c.inbound_seq > 0
        AND asked.at > now() - make_interval(days => %(days)s)
)
SELECT count(*),
       count(*) FILTER (WHERE NOT had_a_person AND answered_at IS NOT NULL),
       count(*) FILTER (WHERE had_a_person),
       (SELECT count(*) FROM conversations_conversation AS c
        WHERE c.tenant_id = %(tenant)s AND c.handled_by = 'waiting' AND c.inbound_seq > 0),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY answered_at - asked_at)
FROM lately
"""


def get_numbers(tenant: Tenant) -> Numbers:
    """Count a workspace's last seven days, and who waits now."""
    with tenant_scope(tenant), connection.cursor() as cursor:
        cursor.execute(_COUNT, {"tenant": tenant.id, "days": DAYS})
        return Numbers(*cursor.fetchone())
