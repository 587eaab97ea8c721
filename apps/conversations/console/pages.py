"""The Conversations section: the agents' console."""

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.tenants.members.roles import Action, may
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import Section
from apps.tenants.site.pages import page, show_island


@page(
    "conversations/",
    "conversations",
    Action.READ_CONVERSATIONS,
    Section(gettext_lazy("Conversations"), "forum", 10),
)
def console(request: WorkspaceRequest) -> HttpResponseBase:
    """Show the console."""
    return show_island(
        request,
        "console",
        title=_("Conversations"),
        consoleSocket=f"/ws/console/{request.tenant.slug}",
        userId=str(request.user.id),
        mayHandle=may(request.membership.role, Action.HANDLE_CONVERSATIONS),
        mayKeepTests=may(request.membership.role, Action.EDIT_FLOWS),
    )
