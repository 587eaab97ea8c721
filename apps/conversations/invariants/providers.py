"""What holds besides where a provider stands between us and the person."""

from apps.conversations.invariants.invariant import Invariant

# A flood, and an event that crashed, move ``due_at`` on; what is due and not taken is forgotten.
_NO_EVENT_WAITS_TOO_LONG = """
    SELECT NULL::uuid, id FROM chat_channels_inboundevent
    WHERE state = 'new' AND due_at < now() - make_interval(secs => %(longest_wait)s)
"""

# Of the signed webhook, whose events say what they are. An event that comes again after its row
# was pruned makes no second message; the message of the first time has lost its row then.
_EVENTS_HAVE_THEIR_MESSAGE = """
    SELECT NULL::uuid, event.id
    FROM chat_channels_inboundevent AS event
    JOIN chat_channels_channel AS channel ON channel.id = event.channel_id
    WHERE event.state = 'done' AND channel.kind = 'webhook' AND event.raw ->> 'type' = 'message'
        AND NOT EXISTS (
            SELECT FROM conversations_message AS message WHERE message.inbound_id = event.id
        )
        AND NOT EXISTS (
            SELECT FROM conversations_contactaddress AS address
            JOIN conversations_conversation AS conversation
                ON conversation.contact_id = address.contact_id
            JOIN conversations_message AS pruned ON pruned.conversation_id = conversation.id
            WHERE address.channel_id = event.channel_id AND address.address = event.sender
                AND pruned.author = 'visitor' AND pruned.inbound_id IS NULL
        )
    UNION ALL
    SELECT message.conversation_id, event.id
    FROM chat_channels_inboundevent AS event
    JOIN conversations_message AS message ON message.inbound_id = event.id
    WHERE event.state <> 'done'
"""

_WHAT_IS_SAID_IS_QUEUED = """
    SELECT message.conversation_id, message.id
    FROM conversations_message AS message
    JOIN conversations_conversation AS conversation ON conversation.id = message.conversation_id
    JOIN chat_channels_channel AS channel ON channel.id = conversation.channel_id
    LEFT JOIN conversations_delivery AS delivery ON delivery.message_id = message.id
    WHERE (delivery.id IS NOT NULL)
            <> (channel.kind <> 'web' AND message.author IN ('bot', 'agent'))
        OR delivery.conversation_id <> message.conversation_id OR delivery.seq <> message.seq
        OR delivery.by_bot <> (message.author = 'bot')
"""

# What got into trouble may come after later ones: sent again, or told of by a receipt.
_MESSAGES_LEAVE_IN_ORDER = """
    WITH first_try AS (
        SELECT id, conversation_id, seq, state, sent_at
        FROM conversations_delivery AS delivery
        WHERE NOT EXISTS (
            SELECT FROM tenants_event AS event
            WHERE event.tenant_id = delivery.tenant_id AND event.object_kind = 'delivery'
                AND event.object_id = delivery.id::text
        )
    )
    SELECT conversation_id, id
    FROM (
        SELECT *, max(sent_at) OVER earlier AS sent_before,
               bool_or(state IN ('waiting', 'sending')) OVER earlier AS waits_before
        FROM first_try
        WINDOW earlier AS (
            PARTITION BY conversation_id ORDER BY seq
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        )
    ) AS line
    WHERE sent_at IS NOT NULL AND (sent_at < sent_before OR waits_before)
"""

# One that was being sent in the moment of the take-over may arrive after it, and no process has
# longer for an attempt than this. Of one in trouble nobody knows when it left.
_NO_BOT_MESSAGE_LEAVES_OVER_A_PERSON = """
    SELECT delivery.conversation_id, delivery.id
    FROM conversations_delivery AS delivery
    WHERE delivery.by_bot AND delivery.sent_at IS NOT NULL AND EXISTS (
        SELECT FROM tenants_event AS event
        WHERE event.tenant_id = delivery.tenant_id AND event.object_kind = 'conversation'
            AND event.object_id = delivery.conversation_id::text AND event.verb = 'took over'
            AND event.at > delivery.created_at
            AND event.at < delivery.sent_at - make_interval(secs => %(held)s)
    ) AND NOT EXISTS (
        SELECT FROM tenants_event AS event
        WHERE event.tenant_id = delivery.tenant_id AND event.object_kind = 'delivery'
            AND event.object_id = delivery.id::text
    )
"""

_WHAT_DID_NOT_LEAVE_SAYS_WHY = """
    SELECT delivery.conversation_id, delivery.id
    FROM conversations_delivery AS delivery
    WHERE delivery.state IN ('failed', 'unknown', 'suppressed') AND (
        delivery.error = '' OR NOT EXISTS (
            SELECT FROM tenants_event AS event
            WHERE event.tenant_id = delivery.tenant_id AND event.object_kind = 'delivery'
                AND event.object_id = delivery.id::text AND event.verb = 'did not deliver'
                AND event.data ->> 'state' = delivery.state
        )
    )
"""

PROVIDERS = (
    Invariant("waiting events", "What a provider told is taken in soon.", _NO_EVENT_WAITS_TOO_LONG),
    Invariant(
        "events",
        "Each message that a provider told of stands in its thread, and only such.",
        _EVENTS_HAVE_THEIR_MESSAGE,
    ),
    Invariant(
        "deliveries",
        "Each message of bot and people has one delivery where a provider is, and none on the web.",
        _WHAT_IS_SAID_IS_QUEUED,
    ),
    Invariant("line", "Messages leave in the order of their thread.", _MESSAGES_LEAVE_IN_ORDER),
    Invariant(
        "held back",
        "What the bot said does not leave after a person took over.",
        _NO_BOT_MESSAGE_LEAVES_OVER_A_PERSON,
    ),
    Invariant(
        "reasons",
        "What did not leave has a reason, and an event that tells of it.",
        _WHAT_DID_NOT_LEAVE_SAYS_WHY,
    ),
)
