"""The Conversations room: the agents' console, and the way to be rid of sample chats."""

from django.contrib import messages
from django.contrib.admin import register
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.conversations.demo.samples import count_samples, remove_samples
from apps.conversations.models import Conversation
from apps.conversations.outbound.log import pages  # noqa: F401  # the Delivery room
from apps.conversations.overview import home  # noqa: F401  # tells Home about conversations
from apps.tenants.members.roles import Action, may
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Room, page_url
from apps.tenants.site.pages import RoomAdmin, workspace_site


@register(Conversation, site=workspace_site)
class ConversationAdmin(RoomAdmin):
    """Conversations: their page is the console; ``?open=<id>`` opens one."""

    room = Room(
        "conversations", gettext_lazy("Conversations"), "forum", 10, Action.READ_CONVERSATIONS
    )

    def get_urls(self) -> list[URLPattern]:
        """Give the pages."""
        page, remove = self.admin_site.page, Action.MANAGE_CHANNELS
        return [
            page("conversations/", self.console, "conversations", Action.READ_CONVERSATIONS),
            page("conversations/samples/", self.samples, "samples", remove),
        ]

    def console(self, request: WorkspaceRequest) -> HttpResponseBase:
        """Show the console."""
        return self.show_island(
            request,
            "console",
            title=_("Conversations"),
            consoleSocket=f"/ws/console/{request.tenant.slug}",
            userId=str(request.user.id),
            mayHandle=may(request.membership.role, Action.HANDLE_CONVERSATIONS),
            mayKeepTests=may(request.membership.role, Action.EDIT_FLOWS),
        )

    def samples(self, request: WorkspaceRequest) -> HttpResponseBase:
        """Say how many sample chats there are, and delete them when told to."""
        home_page = page_url(request.tenant, "home")
        if request.method == "POST":
            messages.info(request, _chats_gone(remove_samples(request.tenant)))
            return HttpResponseRedirect(home_page)
        shown = {"title": _("Sample data"), "back": home_page}
        number = count_samples(request.tenant)
        return self.show(request, "conversations/samples.html", number=number, **shown)


def _chats_gone(number: int) -> str:
    sentence = ngettext(
        "%(number)d sample chat is gone.", "%(number)d sample chats are gone.", number
    )
    return sentence % {"number": number}
