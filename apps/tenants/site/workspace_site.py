"""The admin site under ``/app/<slug>/``: every page opens the workspace's scope.

Each app's ``admin.py`` includes its modules of pages and registers its lists.
"""

from collections.abc import Iterator
from functools import wraps
from types import ModuleType
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from apps.core.errors import Forbidden, NotFound
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import may
from apps.tenants.site.middleware import WORKSPACE, WorkspaceRequest
from apps.tenants.site.model_admin import WorkspaceModelAdmin
from apps.tenants.site.navigation import page_url
from apps.tenants.site.pages import Page, View


class WorkspaceSite(AdminSite):
    """The pages and lists of a workspace, for its members."""

    def __init__(self) -> None:
        super().__init__(WORKSPACE)
        self._included: list[Page] = []
        self.disable_action("delete_selected")  # rows are deleted by their services

    def include(self, *modules: ModuleType) -> None:
        """Put the pages of modules on the site."""
        for module in modules:
            self._included += [one for one in vars(module).values() if isinstance(one, Page)]

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # type: ignore[override]
        """Give the view inside the scope of the workspace, with its response rendered there.

        A template that renders after the scope has closed would find no rows.
        """

        @wraps(view)
        def inside(request: WorkspaceRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                with tenant_scope(request.tenant), timezone.override(request.tenant.timezone):
                    response = view(request, *args, **kwargs)
                    if isinstance(response, SimpleTemplateResponse):
                        response.render()
                return response
            except NotFound as missing:
                raise Http404 from missing
            except Forbidden as refused:
                raise PermissionDenied(refused.message) from refused

        return inside if cacheable else never_cache(inside)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Give the address of every page."""
        return [path(page.route, self.admin_view(page), name=page.name) for page in self._pages()]

    @property
    def urls(self) -> tuple[list[URLPattern | URLResolver], str, str]:
        """Give the pages and their namespace, for the project's addresses."""
        return self.get_urls(), WORKSPACE, self.name

    def each_context(self, request: WorkspaceRequest) -> dict[str, Any]:  # type: ignore[override]
        """Give nothing: the frame asks for its navigation itself."""
        return {}

    def navigation(self, request: WorkspaceRequest) -> list[dict[str, Any]]:
        """Give the sections a person may see, the present one marked."""
        home, shown = page_url(request.tenant, "home"), []
        for section, page in self._sections():
            if may(request.membership.role, page.needs):
                url = page_url(request.tenant, page.name)
                current = request.path == url if url == home else request.path.startswith(url)
                shown.append({"section": section, "url": url, "current": current})
        return shown

    def _pages(self) -> Iterator[Page]:
        yield from self._included
        for admin in self._registry.values():
            yield from cast(WorkspaceModelAdmin, admin).pages()

    def _sections(self) -> list[tuple[Any, Page]]:
        sections = [(page.section, page) for page in self._pages() if page.section]
        return sorted(sections, key=lambda one: one[0].order)


workspace_site = WorkspaceSite()
