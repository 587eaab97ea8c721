"""The Conversations room: the agents' console."""

from django.contrib.admin import register
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.conversations import home  # noqa: F401  # tells Home about conversations
from apps.conversations.models import Conversation
from apps.tenants.frame import Room
from apps.tenants.middleware import WorkspaceRequest
from apps.tenants.roles import Action, may
from apps.tenants.site import RoomAdmin, workspace_site


@register(Conversation, site=workspace_site)
class ConversationAdmin(RoomAdmin):
    """Conversations: their page is the console; ``?open=<id>`` opens one."""

    room = Room(
        "conversations", gettext_lazy("Conversations"), "forum", 10, Action.READ_CONVERSATIONS
    )

    def get_urls(self) -> list[URLPattern]:
        """Give the page."""
        needs = Action.READ_CONVERSATIONS
        return [self.admin_site.page("conversations/", self.console, "conversations", needs)]

    def console(self, request: WorkspaceRequest) -> HttpResponseBase:
        """Show the console."""
        return self.show_island(
            request,
            "console",
            title=_("Conversations"),
            consoleSocket=f"/ws/console/{request.tenant.slug}",
            userId=str(request.user.id),
            mayHandle=may(request.membership.role, Action.HANDLE_CONVERSATIONS),
        )
