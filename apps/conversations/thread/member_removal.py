"""What becomes of a person's consoles and chats when they may not speak here any more."""

from apps.conversations.realtime.events import ConversationMoved, MembersChanged
from apps.conversations.realtime.pubsub import consoles_of, everybody_at, publish_now
from apps.conversations.thread.handoff import release_all
from apps.tenants.members.events import MembershipChanged
from apps.tenants.members.roles import Action, may


def follow(change: MembershipChanged) -> None:
    """Let the visitors of whoever may not answer wait for somebody else, and end old consoles."""
    if change.role is None or not may(change.role, Action.HANDLE_CONVERSATIONS):
        for conversation_id in release_all(change.tenant_id, change.user_id):
            everybody = everybody_at(change.tenant_id, conversation_id)
            publish_now(everybody, ConversationMoved(conversation_id))
    publish_now(consoles_of(change.tenant_id), MembersChanged(change.user_id))
