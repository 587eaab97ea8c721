"""Queueing what was said for the provider, in the transaction that stores it."""

from uuid import UUID

from apps.channels.models import WEB
from apps.conversations.realtime.work_queue import notify_on_commit
from apps.platform.db.units import prepared_cursor

# What a divider says is for the screen only.
_QUEUE = """
INSERT INTO conversations_delivery
    (id, tenant_id, conversation_id, message_id, seq, by_bot, owner_epoch, state, due_at,
     created_at)
SELECT gen_random_uuid(), message.tenant_id, message.conversation_id, message.id, message.seq,
       message.author = 'bot', c.owner_epoch, 'waiting', now(), now()
FROM conversations_message AS message
JOIN conversations_conversation AS c ON c.id = message.conversation_id
JOIN chat_channels_channel AS channel ON channel.id = c.channel_id
WHERE message.conversation_id = %(conversation)s AND message.tenant_id = %(tenant)s
    AND message.seq >= %(first_seq)s AND message.author IN ('bot', 'agent')
    AND channel.kind <> %(web)s
"""


def queue_deliveries(tenant_id: UUID, conversation_id: UUID, first_seq: int) -> None:
    """Let what was said from this number on go to the provider, if the channel has one.

    For the transaction that writes the messages; it holds the conversation's row.
    """
    names = {"tenant": tenant_id, "conversation": conversation_id}
    with prepared_cursor() as cursor:
        cursor.execute(_QUEUE, names | {"first_seq": first_seq, "web": WEB})
        queued = cursor.rowcount
    if queued:
        notify_on_commit(tenant_id, conversation_id, "deliveries")
