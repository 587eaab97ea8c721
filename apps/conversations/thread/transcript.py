"""Reads of a thread: what stands after a number, and who answers now."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from apps.conversations.thread.uploads import with_link
from apps.core.errors import NotFound
from apps.platform.db.statements import run_in_tenant

Author = Literal["visitor", "bot", "agent", "system"]
Handler = Literal["bot", "waiting", "agent"]

MESSAGES_AT_ONCE = 200
TURNS_AT_ONCE = 20


@dataclass(frozen=True)
class DoneTurn:
    """A turn whose replies stand in the thread; it took messages up to ``to_seq``."""

    id: UUID
    to_seq: int


@dataclass(frozen=True)
class Holder:
    """Who answers now: bot, waiting or agent; ``name`` is the agent's."""

    handled_by: str
    name: str | None = None


@dataclass(frozen=True)
class Cursor:
    """What a reader knows already: the last message and the last turn that is done."""

    seq: int = 0
    turn: DoneTurn = DoneTurn(UUID(int=0), -1)


@dataclass(frozen=True)
class Entry:
    """One message as every reader gets it."""

    seq: int
    author: str
    content: dict[str, Any]
    turn: UUID | None
    name: str | None
    at: str

    def as_dict(self) -> dict[str, Any]:
        """Give the public shape, without what is not known."""
        optional = {"turn": str(self.turn) if self.turn else None, "name": self.name}
        return {
            "seq": self.seq,
            "author": self.author,
            "content": self.content,
            "at": self.at,
        } | {key: value for key, value in optional.items() if value}


@dataclass(frozen=True)
class News:
    """What stands behind a cursor.

    ``handled_seq`` is up to where messages were dealt with; ``waits`` tells whether the bot has
    still to answer something; ``more`` whether one reading did not hold all messages.
    """

    entries: tuple[Entry, ...]
    turns: tuple[DoneTurn, ...]
    holder: Holder
    handled_seq: int
    waits: bool
    more: bool
    cursor: Cursor


# One statement sees one moment: the state never promises a message that is missing.
_NEWS = """
SELECT c.handled_seq, c.work_since IS NOT NULL, c.handled_by,
       CASE WHEN c.handled_by = 'agent' THEN coalesce(nullif(person.name, ''), 'Agent') END,
       (SELECT json_agg(json_build_array(id, to_seq) ORDER BY to_seq, id) FROM (
            SELECT id, to_seq FROM conversations_turn
            WHERE conversation_id = c.id AND tenant_id = c.tenant_id
                AND outcome <> 'interrupted' AND (to_seq, id) > (%(turn_seq)s, %(turn)s)
            ORDER BY to_seq DESC, id DESC LIMIT %(turns)s) AS done),
       (SELECT json_agg(json_build_array(seq, author, content, turn_id, name, at) ORDER BY seq)
        FROM (
            SELECT m.seq, m.author, m.content, m.turn_id, nullif(writer.name, '') AS name, m.at
            FROM conversations_message AS m
            LEFT JOIN tenants_user AS writer ON writer.id = m.user_id
            WHERE m.conversation_id = c.id AND m.tenant_id = c.tenant_id AND m.seq > %(seq)s
            ORDER BY m.seq LIMIT %(messages)s) AS entries)
FROM conversations_conversation AS c
LEFT JOIN tenants_user AS person ON person.id = c.agent_id
WHERE c.id = %(conversation)s AND c.tenant_id = %(tenant)s
"""


async def read_news(tenant_id: UUID, conversation_id: UUID, known: Cursor) -> News:
    """Read what stands behind the cursor.

    Raises:
        NotFound: there is no such conversation.
    """
    names: dict[str, Any] = {
        "tenant": tenant_id,
        "conversation": conversation_id,
        "seq": known.seq,
        "turn": known.turn.id,
        "turn_seq": known.turn.to_seq,
        "messages": MESSAGES_AT_ONCE,
        "turns": TURNS_AT_ONCE,
    }
    rows = await run_in_tenant(tenant_id, _NEWS, names)
    if not rows:
        raise NotFound("There is no such conversation.")
    handled_seq, waits, handled_by, name, done, messages = rows[0]
    turns = tuple(DoneTurn(UUID(turn), to_seq) for turn, to_seq in done or ())
    entries = tuple(_entry(tenant_id, *fields) for fields in messages or ())
    return News(
        entries=entries,
        turns=turns,
        holder=Holder(handled_by, name),
        handled_seq=handled_seq,
        waits=waits,
        more=len(entries) == MESSAGES_AT_ONCE,
        cursor=Cursor(
            seq=entries[-1].seq if entries else known.seq, turn=turns[-1] if turns else known.turn
        ),
    )


def _entry(
    tenant_id: UUID,
    seq: int,
    author: str,
    content: dict[str, Any],
    *rest: str | None,
) -> Entry:
    turn, name, at = rest
    shown = with_link(tenant_id, content)
    return Entry(seq, author, shown, UUID(turn) if turn else None, name, str(at))
