"""The site of system administrators, in Unfold's look."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import secure_admin_login
from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.decorators import method_decorator
from unfold.sites import UnfoldAdminSite

from apps.platform.db.scope import system_scope

View = Callable[..., HttpResponseBase]

# Unfold's scripts are Alpine, which evaluates the attributes of the page.
UNFOLDS_POLICY = {
    "script-src": [SELF, UNSAFE_EVAL, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-ancestors": [NONE],
}


class SystemSite(UnfoldAdminSite):  # type: ignore[misc]  # Unfold has no types
    """People, workspaces and who belongs where; for superusers, across all workspaces."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether the person is a system administrator."""
        return bool(request.user.is_active and request.user.is_superuser)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Give the view inside the system's scope, with its response rendered there."""

        @wraps(view)
        def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with system_scope("system administration"):
                response = view(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse):
                    response.render()
            return response

        protected: View = super().admin_view(inside, cacheable)
        relaxed: View = csp_replace(UNFOLDS_POLICY)(protected)
        return relaxed

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Lead to the one sign-in; who is signed in and no administrator finds nothing here."""
        raise Http404


system_site = SystemSite(name="admin")
