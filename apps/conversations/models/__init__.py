"""Contacts, conversations, their messages, and the turns of the bot; a module per table.

`keys` has the foreign keys of the tables that every message writes to.
"""

from apps.conversations.models.contact import Contact, ContactAddress
from apps.conversations.models.conversation import Conversation
from apps.conversations.models.delivery import Delivery
from apps.conversations.models.message import Message
from apps.conversations.models.outgoing_mail import OutgoingMail
from apps.conversations.models.turn import Turn
from apps.conversations.models.upload import Upload

__all__ = [
    "Contact",
    "ContactAddress",
    "Conversation",
    "Delivery",
    "Message",
    "OutgoingMail",
    "Turn",
    "Upload",
]
