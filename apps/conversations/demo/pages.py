"""The page to be rid of sample chats."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from apps.conversations.demo.samples import count_samples, remove_samples
from apps.tenants.members.roles import Action
from apps.tenants.site.middleware import WorkspaceRequest
from apps.tenants.site.navigation import page_url
from apps.tenants.site.pages import page, show


@page("conversations/samples/", "samples", Action.MANAGE_CHANNELS)
def samples(request: WorkspaceRequest) -> HttpResponseBase:
    """Say how many sample chats there are, and delete them when told to."""
    home_page = page_url(request.tenant, "home")
    if request.method == "POST":
        messages.info(request, _chats_gone(remove_samples(request.tenant)))
        return HttpResponseRedirect(home_page)
    shown = {"title": _("Sample data"), "back": home_page}
    number = count_samples(request.tenant)
    return show(request, "conversations/samples.html", number=number, **shown)


def _chats_gone(number: int) -> str:
    sentence = ngettext(
        "%(number)d sample chat is gone.", "%(number)d sample chats are gone.", number
    )
    return sentence % {"number": number}
