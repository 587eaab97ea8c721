"""Take a conversation for one turn, with all that the turn needs, and hold it meanwhile.

Two counters travel with the claim and guard the commit. ``lease_epoch`` moves at each claim, so a
frozen orchestrator that wakes up after its lease ran out is refused; ``owner_epoch`` moves when
another one may speak, so a turn that ran while a person took over is refused as a whole. All
times are the database's.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from uuid_utils.compat import uuid7

from apps.conversations.thread.visitor_input import read_input
from apps.core.events import VisitorInput
from apps.platform.db.statements import run_in_tenant
from apps.tenants.workspaces.settings import WorkspaceSettings, read_settings


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
    settings: WorkspaceSettings
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
SELECT c.lease_epoch, c.owner_epoch, c.handled_by, c.wake, c.handled_seq, c.inbound_seq, c.run,
       c.position, c.variables, c.crashes, extract(epoch FROM now())::float8,
       c.flow_version_id, current.checksum, live.id, live.checksum, live.running_chats,
       coalesce(nullif(contact.language, ''), tenant.language), tenant.settings, tenant.timezone,
       channel.kind, contact.id, contact.attributes || jsonb_strip_nulls(jsonb_build_object(
           'name', nullif(contact.name, ''), 'email', nullif(contact.email, ''),
           'phone', nullif(contact.phone, ''))),
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
       set_config('synchronous_commit', 'off', true)
FROM claimed AS c
JOIN tenants_tenant AS tenant ON tenant.id = c.tenant_id
JOIN conversations_contact AS contact ON contact.id = c.contact_id
JOIN chat_channels_channel AS channel ON channel.id = c.channel_id
LEFT JOIN flows_flow AS flow ON flow.id = channel.default_flow_id
LEFT JOIN flows_flowversion AS live ON live.id = flow.live_version_id
LEFT JOIN flows_flowversion AS current ON current.id = c.flow_version_id
"""


class _Row(NamedTuple):
    """The columns of `_CLAIM` in their order. Django gives jsonb to a bare cursor as text."""

    lease_epoch: int
    owner_epoch: int
    handled_by: str
    wake: str | None
    handled_seq: int
    inbound_seq: int
    run: int
    position: str | None
    variables: str | None
    crashes: int
    at: float
    current_id: UUID | None
    current_checksum: str
    live_id: UUID | None
    live_checksum: str
    live_running_chats: str
    language: str
    settings: str | None
    timezone: str
    channel: str
    contact_id: UUID
    contact: str
    policies: str | None
    inbound: str | None
    synchronous_commit: str


# The claim that waited for the row while a message was stored holds the row as it is now, but
# sees the messages of when it began.
_INBOUND = """
SELECT jsonb_agg(jsonb_build_array(seq, author, content) ORDER BY seq)
FROM conversations_message
WHERE conversation_id = %(conversation)s AND tenant_id = %(tenant)s
    AND seq > %(handled_seq)s AND author IN ('visitor', 'system')
"""


class _Message(NamedTuple):
    """A message that came in, or a divider of the visitor's."""

    seq: int
    author: str
    content: dict[str, Any]


async def claim_conversation(tenant_id: UUID, conversation_id: UUID) -> Claim | None:
    """Take the conversation for one turn, or None when it has no work or another one holds it."""
    names: dict[str, Any] = {
        "tenant": tenant_id,
        "conversation": conversation_id,
        "lease": timedelta(seconds=settings.XIN_LEASE_SECONDS),
    }
    rows = await run_in_tenant(tenant_id, _CLAIM, names)
    if not rows:
        return None
    row = _Row(*rows[0])
    inbound = _messages(row.inbound)
    if max((message.seq for message in inbound), default=row.handled_seq) < row.inbound_seq:
        names["handled_seq"] = row.handled_seq
        [[newer]] = await run_in_tenant(tenant_id, _INBOUND, names)
        inbound = _messages(newer)
    taken = [] if row.wake else _first_stretch(inbound)
    return _read_claim(tenant_id, conversation_id, row, taken)


def _read_claim(tenant_id: UUID, conversation_id: UUID, row: _Row, taken: list[_Message]) -> Claim:
    spoken = [message for message in taken if message.author == "visitor"]
    current, live = row.current_id, row.live_id
    return Claim(
        tenant_id=tenant_id,
        conversation_id=conversation_id,
        lease_epoch=row.lease_epoch,
        owner_epoch=row.owner_epoch,
        handled_by=row.handled_by,
        wake=row.wake,
        from_seq=row.handled_seq,
        to_seq=taken[-1].seq if taken else row.handled_seq,
        run=row.run,
        divider=taken[0].content.get("reason") if taken else None,
        inputs=tuple(read_input(message.content) for message in spoken),
        position=_json(row.position),
        variables=_json(row.variables) or {},
        current=Version(current, row.current_checksum) if current else None,
        live=Version(live, row.live_checksum, row.live_running_chats) if live else None,
        language=row.language,
        settings=read_settings(_json(row.settings) or {}),
        crashes=row.crashes,
        at=row.at,
        timezone=row.timezone,
        contact_id=row.contact_id,
        contact=_json(row.contact),
        channel=row.channel,
        input_seqs=tuple(message.seq for message in spoken),
        policies=_policies(row),
    )


def _policies(row: _Row) -> tuple[Version, ...]:
    listed = _json(row.policies) or ()
    return tuple(Version(UUID(version_id), checksum) for version_id, checksum in listed)


def _messages(column: str | None) -> list[_Message]:
    return [_Message(*fields) for fields in _json(column) or ()]


def _json(column: str | None) -> Any:
    return None if column is None else json.loads(column)


def _first_stretch(inbound: list[_Message]) -> list[_Message]:
    """Cut at the first *start over*: it is a turn of its own, what stands before it another."""
    for index, message in enumerate(inbound):
        if message.content.get("reason") == "start_over":
            return inbound[: index or 1]
    return inbound
