"""What a turn wants done beside its replies, done in the transaction that commits them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Now

from apps.conversations.models import Contact, Conversation, OutgoingMail
from apps.flows.engine import (
    ChangeTags,
    CloseConversation,
    Effect,
    HandOver,
    RaiseEvent,
    SendEmail,
    SetContact,
)
from apps.tenants.workspaces.events import Verb, record_event

MAX_TAGS = 50
MAX_OWN_FIELDS = 100
MAILS_AN_HOUR = 10
"""Of one conversation: whoever chats must not be able to flood a mailbox."""
WORKSPACE_MAILS_AN_HOUR = 500


KNOWN_FIELDS = ("name", "email", "phone", "language")
_LONGEST = {"name": 200, "email": 254, "phone": 40, "language": 16}


@dataclass(frozen=True)
class Committing:
    """The turn that is being committed; its workspace's scope is open, its row locked."""

    tenant_id: UUID
    conversation_id: UUID
    contact_id: UUID
    turn_id: UUID


def carry_out(at: Committing, effects: Iterable[Effect]) -> None:
    """Do what the turn wants, in its order."""
    for effect in effects:
        match effect:
            case ChangeTags():
                _change_tags(at, effect)
            case SetContact():
                _set_contact(at, effect)
            case CloseConversation():
                conversations = Conversation.objects.filter(id=at.conversation_id)
                conversations.update(status=Conversation.Status.DONE)
            case SendEmail():
                _queue_mail(at, effect)
            case RaiseEvent():
                _raise_event(at, effect)
            case HandOver():
                pass  # the outcome of the turn says it, and the commit itself looks at that


def _change_tags(at: Committing, change: ChangeTags) -> None:
    conversation = Conversation.objects.only("tags").get(id=at.conversation_id)
    remaining = [tag for tag in conversation.tags if tag not in change.remove]
    tags = dict.fromkeys([*remaining, *change.add])
    conversation.tags = list(tags)[:MAX_TAGS]
    conversation.save(update_fields=["tags"])


def _set_contact(at: Committing, known: SetContact) -> None:
    """Set fields of the contact; own fields that become nothing are forgotten."""
    contact = Contact.objects.select_for_update(of=("self",)).get(id=at.contact_id)
    own = dict(contact.attributes)
    for name, value in known.values.items():
        if name in KNOWN_FIELDS:
            setattr(contact, name, str(value or "")[: _LONGEST[name]])
        elif value is None:
            own.pop(name, None)
        elif name in own or len(own) < MAX_OWN_FIELDS:
            own[name] = value
    contact.attributes = own
    contact.save(update_fields=[*KNOWN_FIELDS, "attributes"])


def _queue_mail(at: Committing, mail: SendEmail) -> None:
    """Keep the mail to be sent; one too many is kept too, so that it can be seen."""
    too_many = _has_sent_enough(at)
    OutgoingMail.objects.create(
        tenant_id=at.tenant_id,
        conversation_id=at.conversation_id,
        turn_id=at.turn_id,
        to=mail.to,
        subject=mail.subject,
        text=mail.text,
        state=OutgoingMail.State.FAILED if too_many else OutgoingMail.State.WAITING,
        problem="too_many" if too_many else "",
    )


def _raise_event(at: Committing, event: RaiseEvent) -> None:
    """Write it down where automations find it, as said by nobody but the bot."""
    data = {"name": event.name, "values": dict(event.values), "turn": str(at.turn_id)}
    record_event(None, Verb.RAISED, Conversation(id=at.conversation_id), data)


def _has_sent_enough(at: Committing) -> bool:
    hour = OutgoingMail.objects.filter(created_at__gt=Now() - timedelta(hours=1)).exclude(
        problem="too_many"
    )
    counts = hour.aggregate(
        workspace=Count("id"), conversation=Count("id", filter=Q(conversation=at.conversation_id))
    )
    return bool(
        counts["conversation"] >= MAILS_AN_HOUR or counts["workspace"] >= WORKSPACE_MAILS_AN_HOUR
    )
