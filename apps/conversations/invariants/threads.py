"""What holds in every thread, whatever its channel."""

from apps.conversations.invariants.invariant import Invariant

_NOTHING_WAITS_TOO_LONG = """
    SELECT id, id FROM conversations_conversation
    WHERE work_since < now() - make_interval(secs => %(longest_wait)s)
"""

# The sweeper looks for nothing but ``work_since``.
_NO_WORK_IS_FORGOTTEN = """
    SELECT id, id FROM conversations_conversation
    WHERE work_since IS NULL AND (inbound_seq > handled_seq OR wake IS NOT NULL)
"""

# A person who returns or finishes a chat says that the bot need not answer what stands there.
_MESSAGES_HAVE_ONE_TURN = """
    SELECT message.conversation_id, message.id
    FROM conversations_message AS message
    JOIN conversations_conversation AS conversation ON conversation.id = message.conversation_id
    LEFT JOIN conversations_turn AS turn
        ON turn.conversation_id = message.conversation_id AND turn.outcome <> 'interrupted'
        AND turn.from_seq < message.seq AND message.seq <= turn.to_seq
    WHERE message.author = 'visitor'
    GROUP BY message.id, conversation.id
    HAVING count(turn.id) <> (message.seq <= conversation.handled_seq)::int
        AND NOT (count(turn.id) = 0 AND EXISTS (
            SELECT FROM tenants_event AS event
            WHERE event.tenant_id = message.tenant_id AND event.object_kind = 'conversation'
                AND event.object_id = message.conversation_id::text
                AND event.verb IN ('returned to the bot', 'finished') AND event.at >= message.at
        ))
"""

_TURNS_FOLLOW_EACH_OTHER = """
    SELECT turn.conversation_id, turn.id
    FROM (
        SELECT *, lag(to_seq, 1, 0) OVER (
            PARTITION BY conversation_id ORDER BY from_seq, to_seq
        ) AS reached
        FROM conversations_turn WHERE outcome <> 'interrupted'
    ) AS turn
    WHERE from_seq < reached OR to_seq < from_seq OR (from_seq > reached AND NOT EXISTS (
        SELECT FROM tenants_event AS event
        WHERE event.tenant_id = turn.tenant_id AND event.object_kind = 'conversation'
            AND event.object_id = turn.conversation_id::text
            AND event.verb IN ('returned to the bot', 'finished')
    ))
"""

_REPLIES_ARE_ONE_GROUP = """
    SELECT turn.conversation_id, turn.id
    FROM conversations_turn AS turn
    JOIN conversations_message AS reply ON reply.turn_id = turn.id
    GROUP BY turn.id
    HAVING max(reply.seq) - min(reply.seq) + 1 <> count(*)
        OR min(reply.seq) <= turn.to_seq
        OR turn.outcome IN ('interrupted', 'muted')
        OR bool_or(reply.conversation_id <> turn.conversation_id)
    UNION ALL
    SELECT conversation_id, id FROM conversations_message
    WHERE author = 'bot' AND turn_id IS NULL
"""

_SEQ_HAS_NO_HOLES = """
    SELECT conversation.id, conversation.id
    FROM conversations_conversation AS conversation
    LEFT JOIN conversations_message AS message ON message.conversation_id = conversation.id
    GROUP BY conversation.id
    HAVING count(DISTINCT message.seq) <> conversation.last_seq
        OR count(message.seq) <> conversation.last_seq
        OR coalesce(min(message.seq), 1) <> 1
        OR coalesce(max(message.seq), 0) <> conversation.last_seq
"""

_REPLIES_STAND_IN_TURN_ORDER = """
    SELECT conversation_id, id
    FROM (
        SELECT turn.conversation_id, turn.id, min(reply.seq) AS first,
               lag(max(reply.seq)) OVER (
                   PARTITION BY turn.conversation_id
                   ORDER BY turn.from_seq, turn.to_seq, min(reply.seq)
               ) AS before
        FROM conversations_turn AS turn
        JOIN conversations_message AS reply ON reply.turn_id = turn.id
        GROUP BY turn.id
    ) AS spoken
    WHERE first <= before
"""

# By the number the thread had when it changed hands, not by clocks. A hand-over without a message
# leaves no number, so such a stretch counts from the take-over on.
_NO_BOT_SPEAKS_OVER_A_PERSON = """
    WITH change AS (
        SELECT object_id::uuid AS conversation_id, (data ->> 'last_seq')::int AS seq, at,
               verb = 'took over' AS to_person
        FROM tenants_event
        WHERE object_kind = 'conversation' AND data ? 'last_seq'
            AND verb IN ('took over', 'returned to the bot', 'finished')
        UNION ALL
        SELECT turn.conversation_id, max(reply.seq), turn.at, true
        FROM conversations_turn AS turn
        JOIN conversations_message AS reply ON reply.turn_id = turn.id
        WHERE turn.outcome = 'handed_over'
        GROUP BY turn.id
    ), stretch AS (
        SELECT conversation_id, to_person, seq AS after_seq,
               lead(seq) OVER (PARTITION BY conversation_id ORDER BY seq, at) AS up_to_seq
        FROM change
    )
    SELECT message.conversation_id, message.id
    FROM stretch JOIN conversations_message AS message USING (conversation_id)
    WHERE stretch.to_person AND message.turn_id IS NOT NULL AND message.seq > after_seq
        AND (up_to_seq IS NULL OR message.seq <= up_to_seq)
"""

_ROWS_BELONG_TO_ONE_WORKSPACE = """
    SELECT conversation.id, part.id
    FROM conversations_conversation AS conversation
    JOIN (
        SELECT id, tenant_id, conversation_id FROM conversations_message
        UNION ALL SELECT id, tenant_id, conversation_id FROM conversations_turn
        UNION ALL SELECT id, tenant_id, conversation_id FROM conversations_delivery
        UNION ALL
        SELECT event.id, event.tenant_id, message.conversation_id
        FROM chat_channels_inboundevent AS event
        JOIN conversations_message AS message ON message.inbound_id = event.id
    ) AS part ON part.conversation_id = conversation.id
    WHERE part.tenant_id <> conversation.tenant_id
    UNION ALL
    SELECT conversation.id, contact.id
    FROM conversations_conversation AS conversation
    JOIN conversations_contact AS contact ON contact.id = conversation.contact_id
    WHERE contact.tenant_id <> conversation.tenant_id
    UNION ALL
    SELECT conversation.id, channel.id
    FROM conversations_conversation AS conversation
    JOIN chat_channels_channel AS channel ON channel.id = conversation.channel_id
    WHERE channel.tenant_id <> conversation.tenant_id
"""

THREADS = (
    Invariant("waiting work", "Nothing waits longer than it may.", _NOTHING_WAITS_TOO_LONG),
    Invariant("forgotten work", "What waits is found by the sweeper.", _NO_WORK_IS_FORGOTTEN),
    Invariant(
        "one turn",
        "Each message of a visitor that was dealt with belongs to exactly one turn.",
        _MESSAGES_HAVE_ONE_TURN,
    ),
    Invariant(
        "turns in line",
        "Turns take what came in without overlap, and skip only what a person let pass.",
        _TURNS_FOLLOW_EACH_OTHER,
    ),
    Invariant(
        "one answer",
        "A turn has at most one group of replies, and each bot message has its turn.",
        _REPLIES_ARE_ONE_GROUP,
    ),
    Invariant(
        "numbers", "A thread is numbered from 1 without holes or doubles.", _SEQ_HAS_NO_HOLES
    ),
    Invariant("order", "Replies stand in the order of their turns.", _REPLIES_STAND_IN_TURN_ORDER),
    Invariant("hand-off", "The bot is silent while a person speaks.", _NO_BOT_SPEAKS_OVER_A_PERSON),
    Invariant(
        "workspaces",
        "All parts of a conversation belong to its workspace.",
        _ROWS_BELONG_TO_ONE_WORKSPACE,
    ),
)
