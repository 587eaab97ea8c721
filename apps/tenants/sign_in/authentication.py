"""Who calls the API, and for which workspace: a browser with a session and a CSRF token."""

from django.http import HttpRequest
from ninja import Path
from ninja.security import SessionAuth
from ninja.utils import check_csrf

from apps.core.errors import Forbidden, Unauthenticated
from apps.tenants.members.roles import Action
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.queries import access_tenant

Slug = Path[str]
"""A workspace's slug in the prefix of a router, where ninja takes a plain str for a query."""


class _BrowserSession(SessionAuth):
    """The session of a browser, with our errors."""

    def __call__(self, request: HttpRequest) -> User:
        user = signed_in(request)
        if check_csrf(request):
            raise Forbidden(
                "This page is out of date. Reload it and try again.", code="csrf_failed"
            )
        return user


session_auth = _BrowserSession()
"""For ``Router(auth=session_auth)``: 401 without a session, 403 without its CSRF token."""


def signed_in(request: HttpRequest) -> User:
    """Give the person behind a request.

    Raises:
        Unauthenticated: nobody is signed in.
    """
    if not isinstance(request.user, User):
        raise Unauthenticated("Sign in first.")
    return request.user


def tenant_of_request(request: HttpRequest, slug: str, action: Action) -> Tenant:
    """Give the workspace of an address to whoever calls, if their role allows the action.

    Raises:
        NotFound: there is no such workspace, or the person is a stranger there.
        Forbidden: the person's role does not allow the action, or the workspace is suspended.
    """
    return access_tenant(signed_in(request), slug, action)
