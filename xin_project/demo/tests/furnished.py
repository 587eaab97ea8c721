"""The demo with its prepared conversations."""

from apps.conversations.models import Conversation
from apps.platform.db.scope import tenant_scope
from xin_project.demo.conversations import ensure_conversations
from xin_project.demo.workspace import Demo, ensure_demo


def furnished_demo() -> Demo:
    """Make it as ``manage.py demo`` does."""
    demo = ensure_demo()
    ensure_conversations(demo)
    return demo


def rows(demo: Demo) -> dict[str, Conversation]:
    """Give its conversations by the name of the visitor."""
    with tenant_scope(demo.tenant):
        found = Conversation.objects.select_related("contact", "agent", "flow_version")
        return {row.contact.name: row for row in found}
