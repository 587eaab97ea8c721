"""Pages of signing in that allauth does not have."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from apps.core.errors import NotFound
from apps.tenants.sign_in_links import use_sign_in_link


@require_GET  # a HEAD, as mail scanners send, does not use the link up
@never_cache
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the person of the link in."""
    try:
        user = use_sign_in_link(token)
    except NotFound as error:
        return render(request, "tenants/link_useless.html", {"error": error}, status=error.status)
    response: HttpResponse = perform_login(request, user, email_verification="none")
    return response
