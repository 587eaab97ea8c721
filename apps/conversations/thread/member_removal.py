"""What becomes of a person's consoles and chats when they may not speak here any more."""

from apps.conversations.realtime.events import ConversationMoved, MembersChanged
from apps.conversations.realtime.pubsub import consoles_of, everybody_at, publish_now
from apps.conversations.thread.handoff import release_all
from apps.tenants.members.events import MembershipChanged
from apps.tenants.members.roles import Action, may


def follow(news: MembershipChanged) -> None:
    """Let the visitors of whoever may not answer wait for somebody else, and end old consoles."""
    if news.role is None or not may(news.role, Action.HANDLE_CONVERSATIONS):
        for conversation_id in release_all(news.tenant_id, news.user_id):
            everybody = everybody_at(news.tenant_id, conversation_id)
            publish_now(everybody, ConversationMoved(conversation_id))
    publish_now(consoles_of(news.tenant_id), MembersChanged(news.user_id))
