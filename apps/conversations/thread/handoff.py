"""Who speaks with the visitor: the moves between bot, queue and agent.

Every move is a compare-and-set on ``owner_epoch``: whoever looked at an older state is told who
was faster. The same counter refuses the commit of a turn that ran meanwhile, so no bot message
leaves after a person took over.
"""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now

from apps.conversations.models import Conversation, Message
from apps.conversations.realtime.work_queue import notify_on_commit
from apps.conversations.thread.accept import accept_start_over
from apps.conversations.thread.outbox import queue_deliveries
from apps.core.content import MAX_VISITOR_TEXT, TextContent, content_as_dict, storable
from apps.core.errors import Conflict, Invalid, NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import User
from apps.tenants.workspaces.events import Verb, record_event

HandledBy = Conversation.HandledBy
WayBack = Literal["ask_again", "start_over", "wait"]


@dataclass(frozen=True)
class AgentAt:
    """A person of the workspace at one of its conversations."""

    tenant_id: UUID
    conversation_id: UUID
    user: User


def take_over(at: AgentAt, owner_epoch: int) -> Conversation:
    """Let this person speak instead of the bot, or instead of nobody.

    Raises:
        NotFound: the workspace has no such conversation.
        Conflict: it changed hands since ``owner_epoch``; ``current`` says who holds it.
    """
    with tenant_scope(at.tenant_id):
        _move(
            at,
            owner_epoch,
            handled_by=HandledBy.AGENT,
            agent=at.user,
            waiting_since=None,
            status=Conversation.Status.OPEN,
        )
        return _recorded(at, Verb.TOOK_OVER)


def put_back(at: AgentAt, owner_epoch: int) -> Conversation:
    """Let the visitor wait for another person.

    Raises:
        NotFound: the workspace has no such conversation.
        Conflict: it changed hands since ``owner_epoch``.
    """
    with tenant_scope(at.tenant_id):
        _check_holder(at)
        _move(at, owner_epoch, handled_by=HandledBy.WAITING, agent=None, waiting_since=Now())
        return get_conversation(at.conversation_id)


def release_all(tenant_id: UUID, user_id: UUID) -> list[UUID]:
    """Let all visitors whom this person holds wait for another one; give their conversations."""
    with tenant_scope(tenant_id):
        own = Conversation.objects.filter(agent_id=user_id, handled_by=HandledBy.AGENT)
        released = list(own.select_for_update().values_list("id", flat=True))
        Conversation.objects.filter(id__in=released).update(
            owner_epoch=F("owner_epoch") + 1,
            handled_by=HandledBy.WAITING,
            agent=None,
            waiting_since=Now(),
        )
        return released


def reply(at: AgentAt, client_msg_id: UUID, text: str) -> Message:
    """Say something to the visitor; a repeat under one ``client_msg_id`` is stored once.

    Raises:
        NotFound: the workspace has no such conversation.
        Conflict: this person does not hold it.
        Invalid: no words, or too many.
    """
    text = storable(text)
    if not text or len(text) > MAX_VISITOR_TEXT:
        raise Invalid(f"Write between 1 and {MAX_VISITOR_TEXT:,} characters.")
    with tenant_scope(at.tenant_id):
        # The row lock numbers replies one after the other, and holds the owner still.
        known = Message.objects.filter(
            conversation=at.conversation_id, client_msg_id=client_msg_id
        ).first()
        if known is not None:  # also when the chat has changed hands since
            return known
        conversation = _check_holder(at, lock=True)
        conversation.last_seq += 1
        conversation.save(update_fields=["last_seq"])
        message = Message.objects.create(
            tenant_id=at.tenant_id,
            conversation=conversation,
            seq=conversation.last_seq,
            author=Message.Author.AGENT,
            user=at.user,
            content=content_as_dict(TextContent(text=text)),
            client_msg_id=client_msg_id,
        )
        queue_deliveries(at.tenant_id, at.conversation_id, message.seq)
        return message


def return_to_bot(at: AgentAt, how: WayBack) -> Conversation:
    """Let the bot go on: ask its last question again, start over, or wait for the visitor.

    What the visitor wrote to the person counts as seen; the bot does not answer it later.

    Raises:
        NotFound: the workspace has no such conversation.
        Conflict: this person does not hold it.
    """
    with tenant_scope(at.tenant_id):
        conversation = _check_holder(at, lock=True)
        changes: dict[str, Any] = {
            "handled_seq": F("inbound_seq"),
            "wake": None,
            "work_since": None,
        }
        if how == "ask_again":
            changes |= {"wake": Conversation.Wake.RETURNED, "work_since": Now()}
        _move(
            at,
            conversation.owner_epoch,
            handled_by=HandledBy.BOT,
            agent=None,
            waiting_since=None,
            **changes,
        )
        if how == "start_over":
            accept_start_over(at.tenant_id, at.conversation_id, by_person=True)
        elif how == "ask_again":
            notify_on_commit(at.tenant_id, at.conversation_id)
        return _recorded(at, Verb.RETURNED)


def finish(at: AgentAt, owner_epoch: int, last_seq: int | None = None) -> Conversation:
    """Mark the conversation as done; the visitor's next message opens it with a new run.

    ``last_seq`` is the last message that the person saw: what the visitor wrote after it would
    be buried unread, so the conversation stays as it is then.

    Raises:
        NotFound: the workspace has no such conversation.
        Conflict: it changed hands since ``owner_epoch``, or the visitor wrote after ``last_seq``.
    """
    with tenant_scope(at.tenant_id):
        _move(
            at,
            owner_epoch,
            last_seq,
            handled_by=HandledBy.BOT,
            agent=None,
            waiting_since=None,
            status=Conversation.Status.DONE,
            position=None,
            wake_at=None,
            handled_seq=F("inbound_seq"),
            wake=None,
            work_since=None,
        )
        return _recorded(at, Verb.FINISHED)


def get_conversation(conversation_id: UUID) -> Conversation:
    """Find a conversation of the workspace whose scope is open.

    Raises:
        NotFound: there is none here.
    """
    found = (
        Conversation.objects.filter(id=conversation_id)
        .select_related("agent", "contact", "channel")
        .first()
    )
    if found is None:
        raise NotFound("There is no such conversation.")
    return found


def _move(at: AgentAt, owner_epoch: int, last_seq: int | None = None, **changes: Any) -> None:
    rows = Conversation.objects.filter(id=at.conversation_id, owner_epoch=owner_epoch)
    if last_seq is not None:
        rows = rows.filter(inbound_seq__lte=last_seq)
    if rows.update(owner_epoch=F("owner_epoch") + 1, **changes):
        return
    conversation = get_conversation(at.conversation_id)
    raise _unread(conversation) if conversation.owner_epoch == owner_epoch else _lost(conversation)


def _check_holder(at: AgentAt, lock: bool = False) -> Conversation:
    rows = Conversation.objects.select_for_update(of=("self",)) if lock else Conversation.objects
    conversation = rows.filter(id=at.conversation_id).first()
    if conversation is None:
        raise NotFound("There is no such conversation.")
    if conversation.agent_id != at.user.id or conversation.handled_by != HandledBy.AGENT:
        raise _lost(get_conversation(at.conversation_id))
    return conversation


def _lost(conversation: Conversation) -> Conflict:
    holders = {
        HandledBy.BOT: "The bot handles this conversation. Take it over first.",
        HandledBy.WAITING: "This conversation waits for a person. Take it over first.",
        HandledBy.AGENT: f"{conversation.agent or 'Somebody'} has taken this conversation over.",
    }
    words = holders[HandledBy(conversation.handled_by)]
    return Conflict(words, code="changed_hands", current=_holder(conversation))


def _unread(conversation: Conversation) -> Conflict:
    words = "The visitor has written again. Read it first."
    return Conflict(words, code="newer_message", current=_holder(conversation))


def _holder(conversation: Conversation) -> dict[str, Any]:
    return {
        "handled_by": conversation.handled_by,
        "agent": str(conversation.agent) if conversation.agent else None,
        "owner_epoch": conversation.owner_epoch,
    }


def _recorded(at: AgentAt, verb: Verb) -> Conversation:
    conversation = get_conversation(at.conversation_id)
    # The row is locked, so this number parts exactly what was said before from what comes after.
    record_event(at.user, verb, conversation, {"last_seq": conversation.last_seq})
    return conversation
