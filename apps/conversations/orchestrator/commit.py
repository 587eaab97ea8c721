"""Commit an answer in one transaction, or refuse it as a whole."""

import json
from dataclasses import dataclass
from typing import Any

from uuid_utils.compat import uuid7

from apps.channels.models import WEB
from apps.conversations.orchestrator.answer import TurnAnswer
from apps.conversations.orchestrator.claim import Claim
from apps.conversations.orchestrator.effects import Committing, carry_out
from apps.conversations.thread.outbox import queue_deliveries
from apps.core.content import content_as_dict
from apps.platform.db.scope import tenant_scope
from apps.platform.db.statements import Rows, run_in_tenant
from apps.platform.db.units import prepared_cursor, unit_of_work


@dataclass(frozen=True)
class Committed:
    """Whether the answer stands, and whether more work came while it was made."""

    stands: bool
    more: bool


# A claim may get lost with the database's last moments, and its number given out again: of two
# holders the first to commit gives the lease back, and so refuses the other.
_COMMIT = """
WITH advanced AS (
    UPDATE conversations_conversation
    SET last_seq = last_seq + %(replies)s,
        handled_seq = %(to_seq)s,
        wake = NULL,
        work_since = CASE WHEN inbound_seq > %(to_seq)s THEN now() END,
        lease_until = NULL,
        crashes = 0,
        run = %(run)s,
        flow_version_id = %(version)s,
        position = %(position)s::jsonb,
        wake_at = to_timestamp(%(wake_at)s),
        variables = %(variables)s::jsonb,
        handled_by = CASE WHEN %(hands_over)s THEN 'waiting' ELSE handled_by END,
        waiting_since = CASE WHEN %(hands_over)s THEN now() ELSE waiting_since END,
        owner_epoch = owner_epoch + (%(hands_over)s)::int
    WHERE id = %(conversation)s AND tenant_id = %(tenant)s
        AND lease_epoch = %(lease_epoch)s AND owner_epoch = %(owner_epoch)s
        AND lease_until IS NOT NULL
    RETURNING last_seq, work_since IS NOT NULL AS more
), turn AS (
    INSERT INTO conversations_turn
        (id, tenant_id, conversation_id, flow_version_id, cause, outcome, from_seq, to_seq, trace,
         milliseconds, at)
    SELECT %(turn)s, %(tenant)s, %(conversation)s, %(version)s, %(cause)s, %(outcome)s,
           %(from_seq)s, %(to_seq)s, %(trace)s, %(milliseconds)s, now()
    FROM advanced
), said AS (
    INSERT INTO conversations_message
        (id, tenant_id, conversation_id, seq, author, content, turn_id, at)
    SELECT reply.id, %(tenant)s, %(conversation)s, last_seq - reply.before_last, reply.author,
           reply.content, %(turn)s, now()
    FROM advanced, jsonb_to_recordset(%(rows)s::jsonb)
        AS reply(id uuid, before_last int, author text, content jsonb)
)
SELECT last_seq, more FROM advanced
"""

# Whoever comes so far with a lease that ran out was slow: that is no crash.
_INTERRUPT = """
WITH released AS (
    UPDATE conversations_conversation
    SET lease_until = CASE WHEN lease_epoch <> %(lease_epoch)s THEN lease_until END,
        crashes = greatest(crashes - 1, 0)
    WHERE id = %(conversation)s AND tenant_id = %(tenant)s
)
INSERT INTO conversations_turn
    (id, tenant_id, conversation_id, flow_version_id, cause, outcome, from_seq, to_seq, trace,
     milliseconds, at)
VALUES (%(turn)s, %(tenant)s, %(conversation)s, %(version)s, %(cause)s, 'interrupted',
        %(from_seq)s, %(to_seq)s, %(trace)s, %(milliseconds)s, now())
RETURNING id
"""

_REDACT = """
UPDATE conversations_message
SET content = content - 'values' || jsonb_build_object('text', %(words)s::text)
WHERE conversation_id = %(conversation)s AND tenant_id = %(tenant)s AND seq = %(seq)s
"""


async def commit(claim: Claim, answer: TurnAnswer) -> Committed:
    """Write replies, state and trace together.

    When the lease was lost, or another one may speak by now, nothing of the answer is written;
    the turn is kept as interrupted and its messages wait for whoever handles them.
    """
    names = _parameters(claim, answer)
    if answer.effects or answer.redactions or claim.channel != WEB:
        rows = await unit_of_work(_commit_with_effects)(claim, answer, names)
    else:
        rows = await run_in_tenant(claim.tenant_id, _COMMIT, names)
    if not rows:
        await run_in_tenant(claim.tenant_id, _INTERRUPT, names)
        return Committed(stands=False, more=True)
    [(_, more)] = rows
    return Committed(stands=True, more=more)


def _commit_with_effects(claim: Claim, answer: TurnAnswer, names: dict[str, Any]) -> Rows:
    with tenant_scope(claim.tenant_id), prepared_cursor() as cursor:
        cursor.execute(_COMMIT, names)
        rows = cursor.fetchall()
        for [last_seq, _] in rows:
            for seq, words in answer.redactions:
                cursor.execute(_REDACT, names | {"seq": seq, "words": words})
            if answer.replies and claim.channel != WEB:
                first_seq = last_seq - len(answer.replies) + 1
                queue_deliveries(claim.tenant_id, claim.conversation_id, first_seq)
            at = Committing(claim.tenant_id, claim.conversation_id, claim.contact_id, names["turn"])
            carry_out(at, answer.effects)
    return rows


def _parameters(claim: Claim, answer: TurnAnswer) -> dict[str, Any]:
    return {
        "tenant": claim.tenant_id,
        "conversation": claim.conversation_id,
        "lease_epoch": claim.lease_epoch,
        "owner_epoch": claim.owner_epoch,
        "from_seq": claim.from_seq,
        "to_seq": answer.to_seq,
        "replies": len(answer.replies),
        "rows": json.dumps(_reply_rows(answer)),
        "run": answer.run,
        "turn": claim.turn_id,
        "cause": answer.cause,
        "outcome": answer.outcome,
        "version": answer.version,
        "position": json.dumps(answer.position) if answer.position else None,
        "wake_at": answer.position.get("wake_at") if answer.position else None,
        "variables": json.dumps(answer.variables),
        "hands_over": answer.hands_over,
        "trace": answer.trace,
        "milliseconds": answer.milliseconds,
    }


def _reply_rows(answer: TurnAnswer) -> list[dict[str, Any]]:
    return [
        {
            "id": str(uuid7()),
            "before_last": len(answer.replies) - number,
            "author": reply.author,
            "content": content_as_dict(reply.content),
        }
        for number, reply in enumerate(answer.replies, start=1)
    ]
