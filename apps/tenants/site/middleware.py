"""Finds out, for every address under ``/app/<slug>/``, which workspace it is and who asks."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from apps.core.errors import Forbidden, NotFound
from apps.tenants.models import Membership, Tenant, User
from apps.tenants.workspaces.queries import access_membership

WORKSPACE = "workspace"
"""The namespace of the workspace site's addresses."""


class WorkspaceRequest(HttpRequest):
    """A request of a member to a page of their workspace."""

    tenant: Tenant
    membership: Membership
    user: User


class WorkspaceMiddleware(MiddlewareMixin):
    """Takes the slug off a page's arguments and sets ``request.tenant`` and ``.membership``.

    A stranger gets what everybody gets for a workspace that does not exist.
    """

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Let members through."""
        if request.resolver_match is None or WORKSPACE not in request.resolver_match.namespaces:
            return None
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        try:
            membership = access_membership(request.user, kwargs.pop("slug"))
        except NotFound as missing:
            raise Http404 from missing
        except Forbidden as refused:
            raise PermissionDenied(refused.message) from refused
        request.membership = membership  # type: ignore[attr-defined]  # see WorkspaceRequest
        request.tenant = membership.tenant  # type: ignore[attr-defined]
        return None
