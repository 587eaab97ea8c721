"""Pages of people that allauth does not have."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from apps.core.errors import NotFound
from apps.tenants.members.invitations import accept, get_open_invitation
from apps.tenants.members.roles import Role
from apps.tenants.models import User
from apps.tenants.sign_in.authentication import signed_in
from apps.tenants.sign_in.links import person_of_link, use_sign_in_link
from apps.tenants.site.forms import ROLE_WORDS, PersonForm
from apps.tenants.site.navigation import page_url

INVITATION = "invitation"
"""Where the session of somebody who is not signed in yet keeps the token of their invitation."""


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the person of the link in: at once who opened it in a browser, else by a button.

    Scanners and previews fetch every link that they see; they must not use it up.
    """
    try:
        if request.method != "POST" and not _is_opened_by_a_person(request):
            shown = {"person": person_of_link(token)}
            return render(request, "tenants/sign_in_link.html", shown)
        user = use_sign_in_link(token)
    except NotFound as error:
        return _useless(request, error)
    response: HttpResponse = perform_login(request, user, email_verification="none")
    return response


def _is_opened_by_a_person(request: HttpRequest) -> bool:
    """Tell whether somebody went here from no page: a terminal, a typed address, a program.

    A link on another page would let that page sign people in as somebody of its choice. Programs
    say nothing of how a request came about; who has the link from the terminal may use one.
    """
    told = request.headers
    way = told.get("Sec-Fetch-Mode"), told.get("Sec-Fetch-Site")
    return (
        request.method == "GET"
        and way in ((None, None), ("navigate", "none"))
        and "Sec-Purpose" not in told  # a guess of the browser, not yet a person
    )


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show who invites; let the person in when they say so, after signing in or up."""
    try:
        if request.method == "POST" and isinstance(request.user, User):
            request.session.pop(INVITATION, None)
            return redirect(page_url(accept(token, request.user), "home"))
        found = get_open_invitation(token)
    except NotFound as error:
        return _useless(request, error)
    if not isinstance(request.user, User):
        request.session[INVITATION] = token
    shown = {"invitation": found, "role": ROLE_WORDS[Role(found.role)]}
    return render(request, "tenants/invitation.html", shown)


def is_invited(request: HttpRequest) -> bool:
    """Tell whether somebody who signs up has an invitation that still holds."""
    try:
        get_open_invitation(request.session.get(INVITATION, ""))
    except NotFound:
        return False
    return True


@login_required
@never_cache
def person(request: HttpRequest) -> HttpResponseBase:
    """Let people say how they are called."""
    user = signed_in(request)
    form = PersonForm(request.POST or None, initial={"name": user.name})
    if form.is_valid():
        user.name = form.cleaned_data["name"]
        user.save(update_fields=["name"])
        messages.info(request, _("Saved."))
        return redirect("person")
    return render(request, "tenants/person.html", {"form": form})


def _useless(request: HttpRequest, error: NotFound) -> HttpResponse:
    return render(request, "tenants/link_useless.html", {"error": error}, status=error.status)
