"""Take a conversation for one turn, with all that the turn needs, and hold it meanwhile.

Two counters travel with the claim and guard the commit. ``lease_epoch`` moves at each claim, so a
frozen orchestrator that wakes up after its lease ran out is refused; ``owner_epoch`` moves when
another one may speak, so a turn that ran while a person took over is refused as a whole. All
times are the database's.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models.functions import Now
from uuid_utils.compat import uuid7

from apps.conversations.models import Conversation
from apps.conversations.thread.visitor_input import read_input
from apps.core.events import VisitorInput
from apps.platform.db.scope import tenant_scope
from apps.platform.db.statements import run_in_tenant


@dataclass(frozen=True)
class Version:
    """A flow version by its names: the row and what its graph hashes to.

    ``running_chats`` is what becomes of chats that run on an older one.
    """

    id: UUID
    checksum: str
    running_chats: str = field(default="move", compare=False)


@dataclass(frozen=True)
class Claim:
    """A conversation held for one turn.

    The turn takes the inbound messages with ``from_seq < seq <= to_seq``; ``divider`` is the
    reason of the divider they begin with, if they do. ``current`` is the version the conversation
    is on, ``live`` the one its channel follows now; ``policies`` are the live ones of the
    workspace in their order. ``input_seqs`` are the numbers of the ``inputs``. ``at`` is the time
    of the claim in seconds since 1970 (UTC). ``turn_id`` is what the turn will be called.
    """

    tenant_id: UUID
    conversation_id: UUID
    lease_epoch: int
    owner_epoch: int
    handled_by: str
    wake: str | None
    from_seq: int
    to_seq: int
    run: int
    divider: str | None
    inputs: tuple[VisitorInput, ...]
    position: dict[str, Any] | None
    variables: dict[str, Any]
    current: Version | None
    live: Version | None
    language: str
    settings: dict[str, Any]
    crashes: int
    at: float
    timezone: str
    contact_id: UUID
    contact: dict[str, Any]
    channel: str
    input_seqs: tuple[int, ...] = ()
    policies: tuple[Version, ...] = ()
    turn_id: UUID = field(default_factory=uuid7)


# The lease is worthless after a crash, so its commit need not wait for the disk (last column).
# A lease that ran out was never given back: the turn before broke, or took its process along.
# "work_since IS NOT NULL" would find the row by the index of all that waits, the longer the more.
_CLAIM = """
WITH claimed AS (
    UPDATE conversations_conversation
    SET lease_until = now() + %(lease)s, lease_epoch = lease_epoch + 1,
        crashes = crashes + (lease_until IS NOT NULL)::int
    WHERE id = %(conversation)s AND tenant_id = %(tenant)s
        AND coalesce(work_since < 'infinity', false)
        AND (lease_until IS NULL OR lease_until < now())
        AND (quiet_until IS NULL OR quiet_until <= now())
    RETURNING *
)
SELECT c.lease_epoch, c.owner_epoch, c.handled_by, c.wake, c.handled_seq, c.run, c.position,
       c.variables, c.flow_version_id, current.checksum, live.id, live.checksum,
       coalesce(nullif(contact.language, ''), tenant.language), tenant.settings, c.crashes,
       extract(epoch FROM now())::float8, tenant.timezone, contact.id,
       contact.attributes || jsonb_strip_nulls(jsonb_build_object(
           'name', nullif(contact.name, ''), 'email', nullif(contact.email, ''),
           'phone', nullif(contact.phone, ''))),
       channel.kind, live.running_chats,
       (SELECT jsonb_agg(
            jsonb_build_array(judge.id, judge.checksum) ORDER BY policy.rank, policy.id)
        FROM flows_flow AS policy
        JOIN flows_flowversion AS judge ON judge.id = policy.live_version_id
        WHERE policy.tenant_id = c.tenant_id AND policy.purpose = 'policy'
            AND policy.enabled AND policy.archived_at IS NULL),
       (SELECT jsonb_agg(jsonb_build_array(seq, author, content) ORDER BY seq)
        FROM conversations_message AS m
        WHERE m.conversation_id = c.id AND m.tenant_id = c.tenant_id AND m.seq > c.handled_seq
            AND m.author IN ('visitor', 'system')),
       c.inbound_seq,
       set_config('synchronous_commit', 'off', true)
FROM claimed AS c
JOIN tenants_tenant AS tenant ON tenant.id = c.tenant_id
JOIN conversations_contact AS contact ON contact.id = c.contact_id
JOIN chat_channels_channel AS channel ON channel.id = c.channel_id
LEFT JOIN flows_flow AS flow ON flow.id = channel.default_flow_id
LEFT JOIN flows_flowversion AS live ON live.id = flow.live_version_id
LEFT JOIN flows_flowversion AS current ON current.id = c.flow_version_id
"""

# The claim that waited for the row while a message was stored holds the row as it is now, but
# sees the messages of when it began.
_INBOUND = """
SELECT jsonb_agg(jsonb_build_array(seq, author, content) ORDER BY seq)
FROM conversations_message
WHERE conversation_id = %(conversation)s AND tenant_id = %(tenant)s
    AND seq > %(handled_seq)s AND author IN ('visitor', 'system')
"""


async def claim(tenant_id: UUID, conversation_id: UUID) -> Claim | None:
    """Take the conversation for one turn, or None when it has no work or another one holds it."""
    names: dict[str, Any] = {
        "tenant": tenant_id,
        "conversation": conversation_id,
        "lease": timedelta(seconds=settings.XIN_LEASE_SECONDS),
    }
    rows = await run_in_tenant(tenant_id, _CLAIM, names)
    if not rows:
        return None
    row = rows[0]
    handled_seq, inbound, inbound_seq = row[4], _json(row[22]) or [], row[23]
    if max((seq for seq, *_ in inbound), default=handled_seq) < inbound_seq:
        rows = await run_in_tenant(tenant_id, _INBOUND, names | {"handled_seq": handled_seq})
        inbound = _json(rows[0][0]) or []
    return _read_claim(tenant_id, conversation_id, row, inbound)


Inbound = list[tuple[int, str, dict[str, Any]]]


def _read_claim(
    tenant_id: UUID, conversation_id: UUID, row: tuple[Any, ...], inbound: Inbound
) -> Claim:
    wake, handled_seq = row[3], row[4]
    taken = [] if wake else _first_stretch(inbound)
    return Claim(
        tenant_id=tenant_id,
        conversation_id=conversation_id,
        lease_epoch=row[0],
        owner_epoch=row[1],
        handled_by=row[2],
        wake=wake,
        from_seq=handled_seq,
        to_seq=taken[-1][0] if taken else handled_seq,
        run=row[5],
        divider=taken[0][2].get("reason") if taken else None,
        inputs=tuple(read_input(content) for _, author, content in taken if author == "visitor"),
        position=_json(row[6]),
        variables=_json(row[7]) or {},
        current=Version(row[8], row[9]) if row[8] else None,
        live=Version(row[10], row[11], row[20]) if row[10] else None,
        language=row[12],
        settings=_json(row[13]) or {},
        crashes=row[14],
        at=row[15],
        timezone=row[16],
        contact_id=row[17],
        contact=_json(row[18]),
        channel=row[19],
        input_seqs=tuple(seq for seq, author, _ in taken if author == "visitor"),
        policies=tuple(Version(UUID(name), digest) for name, digest in _json(row[21]) or ()),
    )


def _json(value: str | None) -> Any:
    # Django gives jsonb to a bare cursor as text.
    return None if value is None else json.loads(value)


def _is_start_over(content: dict[str, Any]) -> bool:
    return content.get("reason") == "start_over"


def _first_stretch(inbound: Inbound) -> Inbound:
    """Cut at the first *start over*: it is a turn of its own, what stands before it another."""
    for index, (_, _, content) in enumerate(inbound):
        if _is_start_over(content):
            return inbound[: index or 1]
    return inbound


def renew(claimed: Claim) -> bool:
    """Hold the lease for another while; False when it is lost."""
    with tenant_scope(claimed.tenant_id):
        held = Conversation.objects.filter(
            id=claimed.conversation_id,
            lease_epoch=claimed.lease_epoch,
            lease_until__isnull=False,  # a committed turn has given it back
        )
        lease = timedelta(seconds=settings.XIN_LEASE_SECONDS)
        return bool(held.update(lease_until=Now() + lease))


def note_crash(claimed: Claim) -> None:
    """Let the conversation be tried again after 1, 2, 4 seconds: our trouble may pass.

    The next claim counts the crash, as it counts that of a process that could not note any.
    """
    with tenant_scope(claimed.tenant_id):
        held = Conversation.objects.filter(
            id=claimed.conversation_id, lease_epoch=claimed.lease_epoch
        )
        pause = timedelta(seconds=2**claimed.crashes)
        held.update(lease_until=Now() + pause)
